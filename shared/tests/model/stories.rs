//! What happens too seldom for seeds to find it soon: the same parts, led there by hand.

use crate::dice::Dice;
use crate::disk::{Disk, person};
use crate::harness::{order_id, pick, place};
use crate::office::{Office, TENANT};
use crate::tab::Tab;
use crate::world::Stamps;
use shared::base::{ClientId, MemberId, Moment, WarehouseCode};
use shared::engine::Command;
use shared::engine::codec::{Entry, SCHEMA, decode_segment, encode_segment};
use shared::engine::{Key, Kind, Record, Scope};
use shared::inventory::put_warehouse::PutWarehouse;
use shared::orders::HoldKind;
use shared::orders::hold::PutOnHold;
use shared::orders::release::Release;
use shared::people::{Role, Sight};
use shared::sync::footing::{Footing, Head};
use shared::sync::office::share::Share;
use shared::sync::opening::{Ask, Found, Opening};
use shared::sync::protocol::{Pull, ScopeSince};
use shared::sync::{Patch, Replica};
use uuid::Uuid;

/// Every story; each panics when its end is not as it should be.
pub const ALL: &[fn()] = &[
    late_bytes_bring_nothing_back,
    a_cache_of_other_numbers_hides_nothing_that_waits,
    a_device_that_was_away_hears_of_what_was_filed,
    a_tab_that_was_asleep_sees_what_a_new_cache_does_not_hold,
    a_tablet_is_told_the_addresses_that_no_segment_holds,
];

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
    replica.forget_gone(&[ScopeSince { scope: Scope::Stock, since: 5 }]);
    replica.apply(&patch(entry(4, Some(vec![2]))), 0);
    assert_eq!(replica.version(&key), None, "it came back once nobody remembered that it was gone");
    replica.apply(&patch(entry(6, Some(vec![3]))), 0);
    assert_eq!(replica.version(&key), Some(6), "opened anew, it is there again");
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

/// An order is filed while a device is away, and the segments are begun anew without it before the device comes back.
pub fn a_device_that_was_away_hears_of_what_was_filed() {
    const ORDERS: u64 = 10;
    let mut office = Office::open();
    let mut ops = Stamps::default();
    let mut act = |office: &mut Office, command: Command| office.act(command, ops.op(), Moment(3_000_000), Role::Owner);
    for n in 1..=ORDERS {
        act(&mut office, place(n, &[("MUG", 1)]).into());
    }
    let mut replica = Replica::default();
    let since = pull(&mut office, &mut replica, 0);
    assert_eq!(replica.count(Kind::Order), ORDERS as usize);
    office.archive(0);
    let filed_at = office.books.version;
    while office.books.begun(Share::new(Scope::Orders, Sight::Whole)) <= filed_at {
        for n in 2..=ORDERS {
            let (order, kind) = (order_id(n), HoldKind::Manual);
            act(&mut office, PutOnHold { order, kind, note: Default::default() }.into());
            act(&mut office, Release { order, kind }.into());
        }
        pull(&mut office, &mut Replica::default(), 0);
    }
    // The connection breaks after the first segment: the device asks again from where that one ends.
    let since = pull_only(1, &mut office, &mut replica, since);
    pull(&mut office, &mut replica, since);
    let there = office.books.at_hand(Kind::Order, Sight::Whole).count();
    assert_eq!((replica.count(Kind::Order), there), (there, ORDERS as usize - 1), "a ghost of the order stays");
}

/// Goods of an order are at the packing desk while a tablet of the floor gets its first copy; the connection breaks in between.
pub fn a_tablet_is_told_the_addresses_that_no_segment_holds() {
    const ORDERS: u64 = 12;
    let mut office = Office::open();
    let mut ops = Stamps::default();
    let mut act = |office: &mut Office, command: Command| office.act(command, ops.op(), Moment(3_000_000), Role::Owner);
    for n in 1..=ORDERS {
        act(&mut office, place(n, &[("MUG", 1)]).into());
    }
    act(&mut office, pick(3, "MUG", 1, "A-01-01").into());
    for interrupted_after in [usize::MAX, 1] {
        let mut replica = Replica::default();
        let since = pull_as(Role::Floor, interrupted_after, &mut office, &mut replica, 0);
        pull_as(Role::Floor, usize::MAX, &mut office, &mut replica, since);
        let there: Vec<Record> = office.books.at_hand(Kind::Order, Sight::Work).collect();
        assert_eq!(there.len(), ORDERS as usize);
        for order in there {
            assert_eq!(replica.look(&order.key()), Some(order), "an address is missing at the packing desk");
        }
    }
    assert!(office.books.begun(Share::new(Scope::Orders, Sight::Work)) > 0, "nothing was sealed");
    let told = |hash: &str| office.books.segment(hash, Role::Floor).unwrap();
    let name = b"Maya Okafor";
    let is_in = |bytes: Vec<u8>| bytes.windows(name.len()).any(|some| some == name);
    assert!(!office.books.hashes(Role::Floor).iter().any(|hash| is_in(told(hash))), "bytes that stay hold a name");
}

/// Brings what changed in orders after a version. Returns the new one.
fn pull(office: &mut Office, replica: &mut Replica, since: u64) -> u64 {
    pull_only(usize::MAX, office, replica, since)
}

/// The same, but only so many segments come.
fn pull_only(segments: usize, office: &mut Office, replica: &mut Replica, since: u64) -> u64 {
    pull_as(Role::Owner, segments, office, replica, since)
}

fn pull_as(role: Role, segments: usize, office: &mut Office, replica: &mut Replica, since: u64) -> u64 {
    let scopes = vec![ScopeSince { scope: Scope::Orders, since }];
    let epoch = office.books.epoch_of(role);
    let pull = Pull { client: ClientId(Uuid::from_u128(1)), epoch, schema: SCHEMA, scopes, begun: Vec::new() };
    office.prepare(&pull, role);
    let reply = office.books.answer(&pull, role, &office.books);
    let mut lay = |bytes: &[u8]| {
        replica.apply(&Patch { entries: decode_segment(bytes).unwrap(), dropped: Vec::new() }, 0);
    };
    for (n, segment) in reply.segments.iter().enumerate() {
        lay(&office.books.segment(&segment.hash, role).unwrap());
        if n + 1 == segments {
            return segment.upto;
        }
    }
    lay(&reply.patch);
    reply.version
}

/// While a tab slept, another one brought the news that an exception is gone, wrote the cache anew without it, and died.
pub fn a_tab_that_was_asleep_sees_what_a_new_cache_does_not_hold() {
    let bearer = person(TENANT, MemberId(Uuid::from_u128(7)), ClientId(Uuid::from_u128(1)));
    let head = |since| {
        let mut head = Head::new(&bearer, "1");
        head.set_since(Scope::Stock, since);
        head
    };
    let entry = |id: &str, version| Entry { kind: Kind::Exception as u8, id: id.into(), version, body: Some(vec![1]) };
    let mut disk = Disk::new(bearer);
    let leader = disk.take_lead(Moment(1)).unwrap();
    let both = [entry("E-1", 3), entry("E-2", 3)];
    let chunk = disk.keep(leader, head(3), &encode_segment(&both)).unwrap().unwrap();
    let (mut replica, mut footing) = (Replica::default(), Footing::default());
    replica.apply(&Patch { entries: both.to_vec(), dropped: Vec::new() }, 0);
    (footing.head, footing.epoch, footing.chunk) = (Some(head(3)), "1".into(), chunk);
    disk.compact(leader, head(5), [entry("E-2", 3)].into_iter()).unwrap();

    let mut opening = Opening::catching_up(bearer);
    let mut found = Found::Begin;
    loop {
        found = match opening.next(&mut replica, &mut footing, found) {
            Ask::Head => Found::Head(disk.head()),
            Ask::Chunks(after) => Found::Chunks(disk.chunks(after)),
            _ => break,
        };
    }
    let ids: Vec<&str> = replica.ids(Kind::Exception).collect();
    assert_eq!(ids, ["E-2"], "what is gone stays in a tab that was asleep");
}
