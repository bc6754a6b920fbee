//! What happens too seldom for seeds to find it soon: the same parts, led there by hand.

use crate::dice::Dice;
use crate::disk::{Disk, person};
use crate::office::TENANT;
use crate::tab::Tab;
use crate::world::Stamps;
use shared::base::{ClientId, MemberId, Moment, WarehouseCode};
use shared::engine::Command;
use shared::engine::codec::Entry;
use shared::engine::{Key, Kind};
use shared::inventory::put_warehouse::PutWarehouse;
use shared::people::Role;
use shared::sync::footing::Head;
use shared::sync::{Patch, Replica};
use uuid::Uuid;

/// Every story; each panics when its end is not as it should be.
pub const ALL: &[fn()] = &[late_bytes_bring_nothing_back, a_cache_of_other_numbers_hides_nothing_that_waits];

fn warehouse() -> Command {
    let code = WarehouseCode::parse("HZ").unwrap();
    PutWarehouse {
        code,
        name: shared::base::Name::parse("Hangzhou").unwrap(),
        address: Default::default(),
        active: true,
    }
    .into()
}

/// A tab reads a chunk that is older than what another one has told it already.
pub fn late_bytes_bring_nothing_back() {
    let entry = |version, body: Option<Vec<u8>>| Entry { kind: Kind::Exception as u8, id: "E-1".into(), version, body };
    let patch = |entry| Patch { entries: vec![entry], dropped: Vec::new() };
    let mut replica = Replica::default();
    replica.apply(&patch(entry(3, Some(vec![1]))), 0);
    replica.apply(&patch(entry(5, None)), 0);
    replica.apply(&patch(entry(4, Some(vec![2]))), 0);
    let key = Key { kind: Kind::Exception, id: "E-1".into() };
    assert_eq!(replica.version(&key), None, "an exception that was closed came back");
}

/// Everything was offered again under a new client, and the old cache could not be cleared: the disk was full just then.
pub fn a_cache_of_other_numbers_hides_nothing_that_waits() {
    let client = |n| ClientId(Uuid::from_u128(n));
    let before = person(TENANT, MemberId(Uuid::from_u128(7)), client(1));
    let now = person(TENANT, MemberId(Uuid::from_u128(7)), client(2));
    let mut disk = Disk::new(now);
    let mut dice = Dice::new(1);
    let mut tab = Tab::open(1, now, Role::Owner);
    let drafts = tab.drafts(vec![warehouse()], Moment(1), &mut Stamps::default());
    disk.append(now, 0, &drafts).unwrap();
    let leader = disk.take_lead(Moment(1)).unwrap();
    let head = Head { last_seq: 5, ..Head::new(&before, "1") };
    disk.keep(leader, head, &[]).unwrap();
    while tab.opening.is_some() {
        tab.open_further(&disk, &mut dice);
    }
    assert!(tab.replica.is_pending(1), "what waits is hidden by numbers that are not its own");
}
