//! How records of a share are read: once for those who hold everything, once for what is on the floor. Two sets of
//! statements, not a parameter: each is served by an index that holds nothing else.
use shared::sync::office::share::Share;

/// The statements of one sight. Values, in this order: tenant, scope, then what stands at each.
pub struct Statements {
    /// After a version; in full.
    pub at_hand: &'static str,
    /// The same and what has left, as gone.
    pub changed: &'static str,
    /// After a version, counted up to a limit.
    pub many_at_hand: &'static str,
    pub many_changed: &'static str,
    /// Left after one version and up to another, as gone.
    pub filed: &'static str,
    /// How many there are.
    pub lives: &'static str,
    /// Pages of what is at hand, and of everything with what has left.
    pub pages_at_hand: Pages,
    pub pages: Pages,
}

/// How a share is paged through, and how it is asked whether a page ends inside a version.
#[derive(Clone, Copy)]
pub struct Pages {
    /// Up to a version, behind a place (version, kind, id), so many.
    pub rows: &'static str,
    /// Of a version behind (kind, id), up to a version.
    pub more: &'static str,
}

macro_rules! pages {
    ($at_hand:literal, $which:literal) => {
        Pages {
            rows: concat!(
                "select kind, id, version, case when ",
                $at_hand,
                " then body::text end as body from record
                 where tenant_id = $1 and scope = $2 and version <= $3 and version >= $4 and (version, kind, id) > ($4, $5, $6) and ",
                $which,
                " order by version, kind, id limit $7"
            ),
            more: concat!(
                "select exists (select from record where tenant_id = $1 and scope = $2 and version = $3 and version <= $6
                                                     and (kind, id) > ($4, $5) and ",
                $which,
                ")"
            ),
        }
    };
}

macro_rules! statements {
    (at_hand: $at_hand:literal, told: $told:literal, left: $left:literal) => {
        Statements {
            at_hand: concat!(
                "select kind, id, version, body::text as body from record where tenant_id = $1 and scope = $2 and version > $3 and ",
                $at_hand,
                " order by version, kind, id"
            ),
            changed: concat!(
                "select kind, id, version, case when ",
                $at_hand,
                " then body::text end as body from record where tenant_id = $1 and scope = $2 and version > $3 and ",
                $told,
                " order by version, kind, id"
            ),
            many_at_hand: concat!(
                "select count(*) from (select from record where tenant_id = $1 and scope = $2 and version > $3 and ",
                $at_hand,
                " limit $4) as newer"
            ),
            many_changed: concat!(
                "select count(*) from (select from record where tenant_id = $1 and scope = $2 and version > $3 and ",
                $told,
                " limit $4) as newer"
            ),
            filed: concat!(
                "select kind, id, version, null::text as body from record
                 where tenant_id = $1 and scope = $2 and version > $3 and version <= $4 and ",
                $left,
                " order by version, kind, id"
            ),
            lives: concat!("select count(*) from record where tenant_id = $1 and scope = $2 and ", $at_hand),
            pages_at_hand: pages!($at_hand, $at_hand),
            pages: pages!($at_hand, $told),
        }
    };
}

const WHOLE: &Statements =
    &statements!(at_hand: "archived_under is null", told: "true", left: "archived_under is not null");

const ON_FLOOR: &Statements = &statements!(
    at_hand: "archived_under is null and on_floor",
    told: "on_floor is not null",
    left: "on_floor is not null and (archived_under is not null or not on_floor)"
);

/// Orders of which goods are off the shelves and have not left, up to a version: in full.
pub const AT_PACKING: &str = "select kind, id, version, body::text as body from record
     where tenant_id = $1 and scope = $2 and version <= $3 and kind = 'order' and archived_under is null and on_floor
       and jsonb_path_exists(body, '$.lines[*] ? (@.picked > @.shipped)')
     order by version, kind, id";

pub fn of(share: Share) -> &'static Statements {
    if share.is_cut() { ON_FLOOR } else { WHOLE }
}
