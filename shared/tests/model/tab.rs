//! One tab of the app: the real errand, opening and footing, with what they ask for done on the device's disk or sent to
//! the office. Between any two steps the tab may die, freeze, or be overtaken by another one.

mod errands;
mod reading;

use crate::disk::{Disk, NoAppend, Person};
use crate::office::TENANT;
use crate::world::Stamps;
use shared::base::{ClientId, Moment};
use shared::engine::codec::decode_segment;
use shared::engine::tx::Found as Read;
use shared::engine::{Actor, Command, Ctx, Envelope, Key, Record, Site, Source, execute_loaded};
use shared::people::Role;
use shared::sync::errand::{Ask, Courier, Errand, Over, Told};
use shared::sync::footing::{ChunkKey, Footing, Place, withdraw_refused};
use shared::sync::opening::{self, Found, Opening};
use shared::sync::outbox::{Draft, Entry, Standing, standing_after};
use shared::sync::protocol::Answer;
use shared::sync::{Patch, Replica};
use std::collections::{BTreeMap, VecDeque};

/// What tabs of one device tell each other.
#[derive(Debug, Clone)]
pub enum Call {
    Appended(ClientId),
    Answered(ClientId, Vec<(u64, Answer)>),
    Laid {
        client: ClientId,
        bytes: Vec<u8>,
        last_seq: u64,
        dropped: Vec<shared::engine::Scope>,
        place: Place,
        epoch: String,
    },
    Compacted(Option<ChunkKey>, ChunkKey),
    Began(String),
    PersonChanged,
    Settled(ClientId, u64),
    /// The browser has given the lead to another tab.
    Deposed,
}

/// Where an errand waits.
#[derive(Debug)]
pub enum Pending {
    Ask(Ask),
    /// The disk has done it; the tab does not know yet.
    Told(Told),
    /// For the answer to this letter.
    Letter(u64),
}

/// A command as this tab shows it.
#[derive(Debug, Clone)]
pub struct Slip {
    pub standing: Standing,
    pub envelope: Option<Envelope>,
}

/// What a tab wants of the world around it.
pub enum Wish {
    Send(Ask),
    Tell(Call),
}

#[derive(Debug)]
pub struct Tab {
    /// Unique; letters to a tab that is gone find nobody.
    pub life: u64,
    pub frozen: bool,
    /// It believes so.
    pub leads: bool,
    /// The number for the cache is taken and what others wrote there is read.
    pub is_ready_to_lead: bool,
    pub person: Person,
    pub role: Role,
    pub replica: Replica,
    pub footing: Footing,
    pub courier: Courier,
    pub slips: BTreeMap<u64, Slip>,
    pub errand: Option<(Errand, Pending)>,
    pub opening: Option<(Opening, opening::Ask)>,
    /// What the opening has read from the disk and does not know yet.
    found: Option<Found>,
    /// The outbox has something that this tab has to read.
    pub to_read: bool,
    /// It has been read and is not shown yet.
    unread: Option<reading::Unread>,
    pub calls: VecDeque<Call>,
    /// Saved and not shown yet.
    pub saved: Option<(ClientId, Vec<Entry>)>,
    /// How the last errand ended.
    pub last: Option<Over>,
    /// Errands that ended well, for knowing when all is quiet.
    pub done: u64,
}

impl Tab {
    pub fn open(life: u64, person: Person, role: Role) -> Tab {
        let mut tab = Tab {
            life,
            frozen: false,
            leads: false,
            is_ready_to_lead: false,
            person,
            role,
            replica: Replica::default(),
            footing: Footing::default(),
            courier: Courier::default(),
            slips: BTreeMap::new(),
            errand: None,
            opening: None,
            found: None,
            to_read: false,
            unread: None,
            calls: VecDeque::new(),
            saved: None,
            last: None,
            done: 0,
        };
        tab.open_books(person);
        tab
    }

    /// Exchanges the books of this tab for those of a person.
    pub fn open_books(&mut self, person: Person) {
        self.person = person;
        self.replica = Replica::default();
        self.footing = Footing::default();
        self.slips.clear();
        self.errand = None;
        self.unread = None;
        self.courier.forget();
        self.start(Opening::new(person));
    }

    /// Goes on with the same books under other numbers.
    pub fn renumber(&mut self, person: Person) {
        // Books that are being opened may be half of what they are.
        if self.opening.is_some() || self.footing.head.is_none() {
            return self.open_books(person);
        }
        self.person = person;
        self.replica.let_go_of_pending();
        self.footing.renumber(&person);
        self.slips.clear();
        self.errand = None;
        self.unread = None;
        self.courier.renumber();
        self.to_read = true;
    }

    fn start(&mut self, mut opening: Opening) {
        let ask = opening.next(&mut self.replica, &mut self.footing, Found::Begin);
        self.opening = Some((opening, ask));
        self.found = None;
    }

    fn actor(&self) -> Actor {
        Actor { member: Some(self.person.member), name: "Lin".into(), role: self.role, device: "Tablet".into() }
    }

    fn ctx(&self, envelope: &Envelope) -> Ctx {
        Ctx::new(self.actor(), envelope.op, envelope.occurred_at, envelope.occurred_at, Site::Device)
    }

    /// What the rules allow now, stamped.
    pub fn drafts(&self, commands: Vec<Command>, at: Moment, stamps: &mut Stamps) -> Vec<Draft> {
        let mut books = Layered { below: &self.replica, laid: BTreeMap::new() };
        let mut drafts = Vec::new();
        for command in commands {
            let envelope = Envelope { op: stamps.op(), occurred_at: at, command };
            let ran = execute_loaded(&envelope.command, &self.ctx(&envelope), &books);
            if ran.answer.is_ok() {
                books.laid.extend(ran.writes);
                drafts.push(Draft { envelope, by: "Lin".into(), device: "Tablet".into() });
            }
        }
        drafts
    }

    /// Makes them safe. They are shown at a later step, if the tab lives.
    pub fn save(&mut self, disk: &mut Disk, drafts: &[Draft], spare: ClientId) -> Result<(), NoAppend> {
        let saved = match disk.append(self.person, self.footing.known_seq, drafts) {
            Err(NoAppend::Another) => {
                let person = disk.rescue(self.person, self.remembered(), spare).ok_or(NoAppend::Full)?;
                self.renumber(person);
                disk.append(person, 0, drafts)
            }
            other => other,
        };
        self.saved = Some((self.person.client, saved?));
        Ok(())
    }

    /// What this tab knows of its outbox, should it be cleared.
    fn remembered(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (seq, slip) in &self.slips {
            let open = match slip.standing {
                Standing::Waiting | Standing::NeedsYou => true,
                Standing::Done => self.replica.is_pending(*seq),
                Standing::Settled => false,
            };
            if let Some(envelope) = slip.envelope.clone().filter(|_| open) {
                let draft = Draft { envelope, by: "Lin".into(), device: "Tablet".into() };
                entries.push(Entry::new(self.person.client, *seq, &draft).unwrap());
            }
        }
        entries
    }

    /// Shows commands that are safe in the outbox.
    pub fn show(&mut self, entries: Vec<Entry>) {
        if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
            self.footing.know(first.seq, last.seq);
        }
        for entry in entries {
            let Some(entry) = self.footing.as_heard(entry) else { continue };
            // What was read before somebody said what became of it.
            if self.slips.get(&entry.seq).is_some_and(|known| known.standing > entry.standing) {
                continue;
            }
            let envelope = entry.envelope();
            if let Some(envelope) = envelope.clone().filter(|_| self.footing.is_open(&entry)) {
                let ctx = self.ctx(&envelope);
                self.replica.enqueue(entry.seq, envelope, ctx);
            }
            self.slips.insert(entry.seq, Slip { standing: entry.standing, envelope });
        }
    }

    /// The browser has given it the lead. What others wrote meanwhile is read first.
    pub fn begin_to_lead(&mut self, disk: &mut Disk, now: Moment) {
        self.leads = true;
        self.is_ready_to_lead = false;
        self.courier.begin(disk.take_lead(now));
        if self.opening.is_none() {
            self.start(Opening::catching_up(self.person));
        }
    }

    pub fn step_down(&mut self) {
        self.leads = false;
        self.is_ready_to_lead = false;
        self.courier.end();
        self.errand = None;
    }

    fn note_answers(&mut self, answers: &[(u64, Answer)]) {
        for (seq, answer) in answers {
            match self.slips.get_mut(seq) {
                Some(slip) => slip.standing = standing_after(answer),
                None => self.footing.answered_early(*seq, answer, Moment(0)),
            }
        }
        withdraw_refused(&mut self.replica, answers);
    }

    /// Takes the next call of another tab. True: the person has changed.
    pub fn take_call(&mut self, disk: &Disk) {
        let mine = self.person.client;
        match self.calls.pop_front() {
            Some(Call::Appended(client)) if client == mine => self.to_read = true,
            Some(Call::Answered(client, answers)) if client == mine => self.note_answers(&answers),
            Some(Call::Laid { client, bytes, last_seq, dropped, place, epoch }) if client == mine => {
                if let Ok(entries) = decode_segment(&bytes) {
                    self.footing.lay(&mut self.replica, &Patch { entries, dropped }, last_seq, place, &epoch);
                    self.to_read |= !self.overdue().is_empty() || self.footing.has_to_read_again();
                    self.catch_up_with_what_was_missed();
                }
            }
            Some(Call::Compacted(before, chunk)) => {
                self.footing.compacted(before, chunk);
                self.catch_up_with_what_was_missed();
            }
            Some(Call::Began(epoch)) => {
                self.footing.begin_anew(&mut self.replica, &epoch);
                self.to_read |= self.footing.has_forgotten;
            }
            Some(Call::Settled(client, seq)) if client == mine => {
                let shown = self.slips.remove(&seq);
                if shown.is_none() {
                    self.footing.settled_early(seq);
                }
            }
            // News of another client: whoever renewed it may have died before saying so.
            Some(
                Call::PersonChanged | Call::Appended(_) | Call::Answered(..) | Call::Laid { .. } | Call::Settled(..),
            ) => {
                if let Some(person) = disk.person.filter(|person| person.client != mine) {
                    self.open_books(person);
                }
            }
            Some(Call::Deposed) => self.step_down(),
            None => {}
        }
    }
}

/// The replica with a few forecasts on top that are not taken yet.
struct Layered<'a> {
    below: &'a Replica,
    laid: BTreeMap<Key, Option<Record>>,
}

impl Source for Layered<'_> {
    fn read(&self, key: &Key) -> Read {
        match self.laid.get(key) {
            Some(Some(record)) => Read::Here(record.clone()),
            Some(None) => Read::Absent,
            None => self.below.read(key),
        }
    }
}

pub fn someone(member: u128, client: ClientId) -> Person {
    crate::disk::person(TENANT, shared::base::MemberId(uuid::Uuid::from_u128(member)), client)
}
