//! Devices, a wire that loses, doubles, delays and reorders, an office that dies and is restored, and a clock that only
//! moves when something happens. One seed, one history.

mod rest;
mod trouble;
mod wire;

use crate::dice::Dice;
use crate::disk::Disk;
use crate::harness::op;
use crate::office::Office;
use crate::oracle::Oracle;
use crate::random::Seed;
use crate::tab::{Call, Tab, Wish, someone};
use shared::base::{ClientId, Moment, OpId};
use shared::people::Role;
use shared::sync::fault::{self, Fault};
use shared::sync::outbox::Draft;
use wire::Letter;

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
    /// A browser without locks: every tab thinks that it leads, until the cache says otherwise.
    pub has_locks: bool,
    /// How far its clock is wrong, in milliseconds.
    skew: i64,
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
    /// Chance of its own for an office that files orders: one in three does. The others tell what they have always told.
    files: Option<Dice>,
    /// Nothing goes wrong any more.
    calm: bool,
    /// What happened, for whoever replays the seed.
    pub tale: Option<Vec<String>>,
}

const STEPS: usize = 160;

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
            has_locks: !dice.once_in(4),
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
            files: seed.is_multiple_of(3).then(|| Dice::new(!seed)),
            calm: false,
            tale: tells.then(Vec::new),
        }
    }

    /// The whole history: trouble, then calm, then everything must be right.
    pub fn run(&mut self) {
        for _ in 0..STEPS {
            let touched = self.step();
            self.check(touched);
        }
        self.come_to_rest();
    }

    fn tell(&mut self, what: impl FnOnce() -> String) {
        if let Some(tale) = &mut self.tale {
            tale.push(format!("{:>9} {}", self.now, what()));
        }
    }

    fn check(&mut self, touched: Option<usize>) {
        let World { oracle, office, devices, .. } = self;
        oracle.check(office, devices, touched);
    }

    /// Returns the only device that can look different now; none: any may.
    fn step(&mut self) -> Option<usize> {
        self.now += self.dice.below(400) as i64;
        if self.files.as_mut().is_some_and(|files| files.once_in(8)) {
            self.tell(|| "office: files an order".into());
            let pick = self.files.as_mut().map_or(0, |files| files.below(100));
            self.office.archive(pick);
        }
        let device = self.dice.below(self.devices.len());
        match self.dice.below(100) {
            0..=19 => self.somebody_works(device),
            20..=64 => {
                for _ in 0..1 + self.dice.below(6) {
                    self.tab_goes_on(device);
                }
            }
            65..=84 => {
                for _ in 0..1 + self.dice.below(3) {
                    self.letter_travels();
                }
                return None;
            }
            85..=87 => self.something_comes_in(),
            88..=94 => self.device_suffers(device),
            95..=97 => self.tabs_change(device),
            _ => {
                self.office_suffers();
                return None;
            }
        }
        Some(device)
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
                let client = tab.person.client;
                return self.settle(device, client, seq);
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

    fn settle(&mut self, device: usize, client: ClientId, seq: u64) {
        let Device { disk, tabs, .. } = &mut self.devices[device];
        if disk.settle(client, seq) {
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
            2 if tab.reads() => tab.read_outbox(disk, &mut self.dice),
            3 if tab.opening.is_some() => tab.open_further(disk, &mut self.dice),
            _ if tab.errand.is_some() => {
                let wishes = tab.go_further(disk, now, &mut self.dice);
                self.grant(device, n, wishes);
            }
            _ if tab.may_go() => {
                let spare = self.stamps.client();
                tab.go(spare, now);
            }
            _ if tab.opening.is_some() => tab.open_further(disk, &mut self.dice),
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
        let Device { lock, disk, tabs, has_locks, .. } = &mut self.devices[device];
        if !*has_locks {
            // Deposed by another one, a tab follows until it is opened again.
            let leads = tabs.iter().any(|tab| tab.leads);
            if let Some(tab) = tabs.get_mut(n).filter(|tab| !tab.leads && (tab.last.is_none() || !leads)) {
                tab.begin_to_lead(disk, now);
            }
            return;
        }
        // A tab stands in line again once it has heard that it was deposed.
        let is_in_line = tabs.get(n).is_some_and(|tab| !tab.calls.iter().any(|call| matches!(call, Call::Deposed)));
        if lock.is_none() && is_in_line {
            *lock = Some(tabs[n].life);
        }
        // Also again: one that woke up late may have taken the cache from whoever holds the lock.
        if *lock == Some(tabs[n].life) && is_in_line && !tabs[n].leads {
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
