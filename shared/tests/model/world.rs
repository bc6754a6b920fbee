//! Devices, a wire that loses, doubles, delays and reorders, an office that dies and is restored, and a clock that only
//! moves when something happens. One seed, one history.

mod rest;
mod trouble;

use crate::dice::Dice;
use crate::disk::Disk;
use crate::harness::op;
use crate::office::{Death, Office, TENANT};
use crate::oracle::Oracle;
use crate::random::Seed;
use crate::tab::{Call, Pending, Tab, Wish, someone};
use shared::base::{ClientId, MemberId, Moment, OpId};
use shared::engine::Scope;
use shared::people::Role;
use shared::sync::errand::{Ask, Told};
use shared::sync::fault::{self, Fault};
use shared::sync::office::{Bundle, Caller, incoming};
use shared::sync::outbox::{Draft, MOST_BYTES, push_body};
use shared::sync::protocol::{HelloReply, Pull, PullReply, PushGap, PushReply};
use std::rc::Rc;

/// Ids that nobody has had.
#[derive(Debug, Default)]
pub struct Stamps {
    pub ops: u64,
    clients: u128,
    lives: u64,
}

impl Stamps {
    pub fn op(&mut self) -> OpId {
        self.ops += 1;
        op(1_000_000 + self.ops)
    }

    pub fn client(&mut self) -> ClientId {
        self.clients += 1;
        ClientId(uuid::Uuid::from_u128(0xC000 + self.clients))
    }

    fn life(&mut self) -> u64 {
        self.lives += 1;
        self.lives
    }
}

#[derive(Debug)]
pub struct Device {
    pub member: u128,
    /// As the office says; the device hears of it at the hello.
    pub role: Role,
    pub disk: Disk,
    pub tabs: Vec<Tab>,
    /// Who holds the browser's lock.
    lock: Option<u64>,
    online: bool,
    /// How far its clock is wrong, in milliseconds.
    skew: i64,
}

#[derive(Debug, Clone)]
enum Request {
    Hello(ClientId),
    Push(String),
    Pull(Pull),
    Segment(String),
}

#[derive(Debug, Clone)]
enum Reply {
    Hello(HelloReply),
    Pushed(Result<PushReply, PushGap>),
    Pulled(PullReply),
    Segment(Vec<u8>),
}

/// A request on its way there, in the office, or its answer on the way back.
#[derive(Debug, Clone)]
struct Letter {
    id: u64,
    device: usize,
    life: u64,
    request: Request,
    /// What a pull reads, once the office has begun with it.
    snapshot: Option<Rc<crate::office::Books>>,
    reply: Option<Reply>,
}

pub struct World {
    pub dice: Dice,
    pub now: i64,
    pub office: Office,
    pub devices: Vec<Device>,
    letters: Vec<Letter>,
    letter: u64,
    pub stamps: Stamps,
    pub oracle: Oracle,
    /// Nothing goes wrong any more.
    calm: bool,
    /// What happened, for whoever replays the seed.
    pub tale: Option<Vec<String>>,
}

const STEPS: usize = 220;

impl World {
    pub fn new(seed: u64, tells: bool) -> World {
        let mut dice = Dice::new(seed);
        let mut stamps = Stamps::default();
        let count = 1 + dice.below(3);
        let devices = (0..count).map(|n| Device {
            member: 7 + n as u128,
            role: if n == 2 { Role::Floor } else { Role::Owner },
            disk: Disk::new(someone(7 + n as u128, stamps.client())),
            tabs: Vec::new(),
            lock: None,
            online: true,
            skew: [0, 0, 5_000, -90_000][dice.below(4)],
        });
        World {
            devices: devices.collect(),
            dice,
            now: 2_000_000,
            office: Office::open(),
            letters: Vec::new(),
            letter: 0,
            stamps,
            oracle: Oracle::default(),
            calm: false,
            tale: tells.then(Vec::new),
        }
    }

    /// The whole history: trouble, then calm, then everything must be right.
    pub fn run(&mut self) {
        for _ in 0..STEPS {
            self.step();
            self.check();
        }
        self.come_to_rest();
    }

    fn tell(&mut self, what: impl FnOnce() -> String) {
        if let Some(tale) = &mut self.tale {
            tale.push(format!("{:>9} {}", self.now, what()));
        }
    }

    fn check(&mut self) {
        let World { oracle, office, devices, .. } = self;
        oracle.check(office, devices);
    }

    fn step(&mut self) {
        self.now += self.dice.below(400) as i64;
        let device = self.dice.below(self.devices.len());
        match self.dice.below(100) {
            0..=19 => self.somebody_works(device),
            20..=64 => self.tab_goes_on(device),
            65..=84 => self.letter_travels(),
            85..=87 => self.something_comes_in(),
            88..=94 => self.device_suffers(device),
            95..=97 => self.tabs_change(device),
            _ => self.office_suffers(),
        }
    }

    /// A person does something on a device.
    fn somebody_works(&mut self, device: usize) {
        let at = Moment(self.now + self.devices[device].skew);
        let commands = (0..1 + self.dice.below(2)).map(|_| seed(&mut self.dice).command()).collect();
        let Some(n) = self.pick_tab(device) else { return self.open_tab(device) };
        let Device { disk, tabs, .. } = &mut self.devices[device];
        let tab = &mut tabs[n];
        if tab.saved.is_some() {
            return;
        }
        if self.dice.once_in(6) && self.oracle.is_free(tab) {
            let refused = tab.slips.iter().find(|(_, slip)| slip.standing == shared::sync::outbox::Standing::NeedsYou);
            if let Some(seq) = refused.map(|(seq, _)| *seq) {
                return self.settle(device, seq);
            }
        }
        let mut drafts = tab.drafts(commands, at, &mut self.stamps);
        if drafts.is_empty() {
            return;
        }
        if fault::on(Fault::ShowsFirst) {
            self.oracle.shown(device, drafts.iter().map(|draft| draft.envelope.op));
        }
        if self.dice.once_in(40) {
            drafts.truncate(1);
            self.unreadable(device, &drafts);
            return;
        }
        // The tab may die before the disk has it: then nothing was said to be saved.
        if self.dice.once_in(30) {
            return self.kill(device, None);
        }
        let before = tab.person.client;
        let saved = tab.save(disk, &drafts, self.stamps.client());
        if tab.person.client != before {
            let others = tabs.iter_mut().enumerate().filter(|(other, _)| *other != n);
            others.for_each(|(_, tab)| tab.calls.push_back(Call::PersonChanged));
        }
        let ops: Vec<OpId> = drafts.iter().map(|draft| draft.envelope.op).collect();
        self.tell(|| format!("{device}: acts {} {ops:?}: {saved:?}", drafts[0].envelope.command.name()));
    }

    /// Another version of the app wrote a command that neither this one nor the office can read.
    fn unreadable(&mut self, device: usize, drafts: &[Draft]) {
        let Device { disk, tabs, .. } = &mut self.devices[device];
        let Some(person) = disk.person else { return };
        if let Ok(entries) = disk.append(person, 0, drafts) {
            for entry in entries {
                if let Some(entry) = disk.entries.get_mut(&(entry.client, entry.seq)) {
                    entry.name = "orders.teleport.9".into();
                }
            }
            tabs.iter_mut().for_each(|tab| tab.calls.push_back(Call::Appended(person.client)));
        }
    }

    fn settle(&mut self, device: usize, seq: u64) {
        let Device { disk, tabs, .. } = &mut self.devices[device];
        let client = disk.person.map(|person| person.client);
        if let Some(client) = client.filter(|client| disk.settle(*client, seq)) {
            for tab in tabs.iter_mut() {
                tab.calls.push_back(Call::Settled(client, seq));
            }
        }
    }

    fn pick_tab(&mut self, device: usize) -> Option<usize> {
        let tabs = &self.devices[device].tabs;
        let awake: Vec<usize> = (0..tabs.len()).filter(|n| !tabs[*n].frozen).collect();
        let pick = self.dice.below(awake.len());
        awake.get(pick).copied()
    }

    /// A tab does one step of what it has begun, or begins something.
    fn tab_goes_on(&mut self, device: usize) {
        let Some(n) = self.pick_tab(device) else { return self.open_tab(device) };
        self.take_lead_if_free(device, n);
        let now = Moment(self.now);
        let Device { disk, tabs, .. } = &mut self.devices[device];
        let tab = &mut tabs[n];
        match self.dice.below(6) {
            0 if !tab.calls.is_empty() => self.hear(device, n),
            1 if tab.saved.is_some() => self.show_saved(device, n),
            2 if tab.to_read => tab.read_outbox(disk),
            3 if tab.opening.is_some() => tab.open_further(disk),
            _ if tab.errand.is_some() => {
                let wishes = tab.go_further(disk, now, &mut self.dice);
                self.grant(device, n, wishes);
            }
            _ if tab.may_go() => {
                let spare = self.stamps.client();
                tab.go(spare, now);
            }
            _ if tab.opening.is_some() => tab.open_further(disk),
            _ if tab.saved.is_some() => self.show_saved(device, n),
            _ => self.hear(device, n),
        }
    }

    fn show_saved(&mut self, device: usize, n: usize) {
        let tab = &mut self.devices[device].tabs[n];
        let Some((client, entries)) = tab.saved.take() else { return };
        self.oracle.shown(device, entries.iter().map(|entry| entry.op));
        // Somebody else's books are open meanwhile: it is safe, and sent when its own person comes back.
        if tab.person.client == client {
            tab.show(entries);
        }
        self.call_others(device, n, &Call::Appended(client));
    }

    fn call_others(&mut self, device: usize, n: usize, call: &Call) {
        let life = self.devices[device].tabs[n].life;
        self.tell(|| format!("{device}: tab {life} says {call:?}").chars().take(200).collect());
        let tabs = self.devices[device].tabs.iter_mut().enumerate();
        tabs.filter(|(other, _)| *other != n).for_each(|(_, tab)| tab.calls.push_back(call.clone()));
    }

    fn hear(&mut self, device: usize, n: usize) {
        let Device { disk, tabs, .. } = &mut self.devices[device];
        let Some(tab) = tabs.get_mut(n) else { return };
        let (life, call) = (tab.life, tab.calls.front().cloned());
        tab.take_call(disk);
        let now_for = tab.person.client;
        self.tell(|| format!("{device}: tab {life} of {now_for} hears {call:?}").chars().take(160).collect());
    }

    fn take_lead_if_free(&mut self, device: usize, n: usize) {
        let now = Moment(self.now);
        let Device { lock, disk, tabs, .. } = &mut self.devices[device];
        // A tab stands in line again once it has heard that it was deposed.
        let is_in_line = tabs.get(n).is_some_and(|tab| !tab.calls.iter().any(|call| matches!(call, Call::Deposed)));
        if lock.is_none() && is_in_line {
            *lock = Some(tabs[n].life);
            tabs[n].begin_to_lead(disk, now);
        }
    }

    fn grant(&mut self, device: usize, n: usize, wishes: Vec<Wish>) {
        for wish in wishes {
            match wish {
                Wish::Tell(call) => self.call_others(device, n, &call),
                Wish::Send(ask) => self.send(device, n, ask),
            }
        }
    }

    fn send(&mut self, device: usize, n: usize, ask: Ask) {
        let Device { tabs, online, .. } = &mut self.devices[device];
        let tab = &mut tabs[n];
        if !*online {
            return tab.give_up();
        }
        let client = tab.person.client;
        let request = match ask {
            Ask::Hello => Request::Hello(client),
            Ask::Push(entries) => Request::Push(push_body(client, "Tablet", &entries, MOST_BYTES).0),
            Ask::Pull(pull) => Request::Pull(pull),
            Ask::Segment(hash) => Request::Segment(hash),
            _ => return tab.give_up(),
        };
        self.letter += 1;
        let (id, life) = (self.letter, tab.life);
        if let Some((_, pending)) = &mut tab.errand {
            *pending = Pending::Letter(id);
        }
        self.letters.push(Letter { id, device, life, request, snapshot: None, reply: None });
    }

    /// Something happens to one of the letters.
    fn letter_travels(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let n = self.dice.below(self.letters.len());
        let fate = if self.calm { 99 } else { self.dice.below(100) };
        match fate {
            // Nobody will ever see it again; whoever waits gives up.
            0..=4 => {
                let letter = self.letters.swap_remove(n);
                self.give_up(&letter);
            }
            // Whoever waits gives up, and it arrives later all the same.
            5..=9 => {
                let letter = self.letters[n].clone();
                self.give_up(&letter);
            }
            10..=13 if self.letters.len() < 12 => {
                let again = self.letters[n].clone();
                self.letters.push(again);
            }
            _ if self.letters[n].reply.is_some() => self.arrive(n),
            _ => self.handle(n),
        }
    }

    fn waiting(&mut self, letter: &Letter) -> Option<&mut Tab> {
        let tab = self.devices[letter.device].tabs.iter_mut().find(|tab| tab.life == letter.life)?;
        let waits = matches!(&tab.errand, Some((_, Pending::Letter(id))) if *id == letter.id);
        waits.then_some(tab)
    }

    fn give_up(&mut self, letter: &Letter) {
        if let Some(tab) = self.waiting(letter) {
            tab.give_up();
        }
    }

    fn arrive(&mut self, n: usize) {
        let letter = self.letters.swap_remove(n);
        let Some(tab) = self.waiting(&letter) else { return };
        let told = match letter.reply {
            Some(Reply::Hello(reply)) => Told::Hello(reply),
            Some(Reply::Pushed(reply)) => Told::Pushed(reply),
            Some(Reply::Pulled(reply)) => Told::Pulled(reply),
            Some(Reply::Segment(bytes)) => Told::Segment(bytes),
            None => return,
        };
        if let Told::Hello(reply) = &told {
            tab.role = reply.role;
        }
        if let Some((_, pending)) = &mut tab.errand {
            *pending = Pending::Told(told);
        }
    }

    /// The office takes a letter and writes an answer.
    fn handle(&mut self, n: usize) {
        let letter = self.letters[n].clone();
        let role = self.devices[letter.device].role;
        let granted = Scope::granted(role);
        let books = self.office.books.clone();
        let reply = match &letter.request {
            Request::Hello(client) => Some(Reply::Hello(HelloReply {
                epoch: books.epoch.to_string(),
                tenant: TENANT,
                member: MemberId(uuid::Uuid::from_u128(self.devices[letter.device].member)),
                name: "Lin".into(),
                role,
                server_time: Moment(self.now),
                version: books.version,
                last_seq: books.last_seq(*client),
                scopes: granted,
            })),
            Request::Push(body) => self.push(n, body),
            Request::Pull(pull) => match letter.snapshot {
                None => {
                    self.office.prepare(pull, &granted);
                    self.letters[n].snapshot = Some(self.office.books.clone());
                    return;
                }
                Some(snapshot) => {
                    let of = if fault::on(Fault::TornSnapshot) { &books } else { &snapshot };
                    Some(Reply::Pulled(snapshot.answer(pull, &granted, of.last_seq(pull.client))))
                }
            },
            Request::Segment(hash) => books.segment(hash).map(Reply::Segment),
        };
        match reply {
            Some(_) => self.letters[n].reply = reply,
            None => {
                let letter = self.letters.swap_remove(n);
                self.give_up(&letter);
            }
        }
    }

    /// Pushes that have gathered are one batch.
    fn push(&mut self, n: usize, body: &str) -> Option<Reply> {
        let death = match self.dice.below(20) {
            0 if !self.calm => Death::BeforeCommit,
            1 if !self.calm => Death::AfterCommit,
            _ => Death::Never,
        };
        let mut bundles = vec![self.bundle(n, body)];
        let other = self.dice.below(self.letters.len() * 2);
        let together = self.letters.get(other).filter(|letter| other != n && letter.reply.is_none());
        if let Some(Request::Push(body)) = together.map(|letter| letter.request.clone()) {
            bundles.push(self.bundle(other, &body));
        } else if let Some(Letter { reply: None, request: Request::Push(_), .. }) = self.letters.get(n)
            && self.dice.once_in(10)
        {
            // The same letter twice in one batch.
            bundles.push(bundles[0].clone());
        }
        let replies = self.office.perform(&bundles, Moment(self.now), death);
        self.tell(|| format!("office: batch of {} ends {death:?}: {replies:?}", bundles.len()));
        let mut replies = replies?.into_iter();
        let mine = replies.next();
        if let (Some(reply), Some(letter)) = (replies.next(), self.letters.get_mut(other))
            && other != n
        {
            letter.reply = Some(Reply::Pushed(reply));
        }
        mine.map(Reply::Pushed)
    }

    fn bundle(&self, n: usize, body: &str) -> Bundle {
        let device = &self.devices[self.letters[n].device];
        let pushed = incoming::read(body.as_bytes()).unwrap();
        let member = Some(MemberId(uuid::Uuid::from_u128(device.member)));
        let actor = shared::engine::Actor { member, name: "Lin".into(), role: device.role, device: pushed.device };
        Bundle { caller: Caller { tenant: TENANT, actor, client: Some(pushed.client) }, commands: pushed.commands }
    }

    fn something_comes_in(&mut self) {
        let seed = seed(&mut self.dice);
        let op = self.stamps.op();
        self.office.act(seed.command(), op, Moment(self.now), seed.role());
    }
}

/// Numbers from which one command is made; in the harness of the rules.
pub fn seed(dice: &mut Dice) -> Seed {
    // Goods move more often than anything else happens, and counts are what is late.
    let verb = if dice.once_in(3) { 5 + dice.byte(5) } else { dice.byte(40) };
    Seed { verb, order: dice.byte(4), goods: dice.byte(2), place: dice.byte(4), units: dice.byte(6), late: 0 }
}
