//! What goes wrong: tabs die, freeze, wake up; power, disks and browsers fail; the office is restored.

use super::{Moment, World};
use crate::disk::Disk;
use crate::tab::{Call, Tab, someone};
use shared::people::Role;

impl World {
    pub(super) fn open_tab(&mut self, device: usize) {
        let life = self.stamps.life();
        let (member, role) = (self.devices[device].member, self.devices[device].role);
        let Disk { person, .. } = &mut self.devices[device].disk;
        // A browser that forgot everything: the same person signs in again.
        let signs_in = person.is_none();
        let person = *person.get_or_insert_with(|| someone(member, self.stamps.client()));
        for tab in self.devices[device].tabs.iter_mut().filter(|_| signs_in) {
            tab.calls.push_back(Call::PersonChanged);
        }
        self.tell(|| format!("{device}: opens tab {life} for {}", person.client));
        self.devices[device].tabs.push(Tab::open(life, person, role));
    }

    /// One tab, or all of them.
    pub(super) fn kill(&mut self, device: usize, only: Option<usize>) {
        self.tell(|| format!("{device}: kills {only:?}"));
        let device = &mut self.devices[device];
        match only {
            Some(n) if n < device.tabs.len() => drop(device.tabs.remove(n)),
            _ => device.tabs.clear(),
        }
        let lock = device.lock.filter(|life| device.tabs.iter().any(|tab| tab.life == *life));
        device.lock = lock;
    }

    pub(super) fn device_suffers(&mut self, device: usize) {
        let what = self.dice.below(20);
        self.tell(|| format!("{device}: suffers {what}"));
        match what {
            0..=3 => self.kill(device, Some(0)),
            4 | 5 => {
                self.kill(device, None);
                self.devices[device].disk.lose_power(&mut self.dice);
            }
            6..=9 => self.devices[device].online = !self.devices[device].online,
            10 | 11 => self.devices[device].disk.full = !self.devices[device].disk.full,
            12 => self.devices[device].disk.evict_cache(),
            13 if self.dice.once_in(2) => {
                self.oracle.evicted(device, &self.devices[device].disk);
                self.devices[device].disk.evict_all();
            }
            14 => {
                self.kill(device, None);
                self.devices[device].disk.upgrade();
            }
            15 => {
                let role = &mut self.devices[device].role;
                *role = if *role == Role::Floor { Role::Owner } else { Role::Floor };
            }
            _ => {
                let wrong = self.dice.below(100_000) as i64 - 95_000;
                self.devices[device].skew = wrong;
            }
        }
    }

    pub(super) fn tabs_change(&mut self, device: usize) {
        let count = self.devices[device].tabs.len();
        let n = self.dice.below(count);
        match self.dice.below(4) {
            0 if count < 3 => self.open_tab(device),
            _ if count == 0 => {}
            1 => {
                let tab = &mut self.devices[device].tabs[n];
                tab.frozen = !tab.frozen;
            }
            2 => self.steal_lead(device, n),
            _ => self.kill(device, Some(n)),
        }
    }

    /// A tab that somebody looks at takes the lead from one that does not answer; that one hears of it when it wakes up.
    pub(super) fn steal_lead(&mut self, device: usize, thief: usize) {
        let now = Moment(self.now);
        let device = &mut self.devices[device];
        let life = device.tabs[thief].life;
        // One that still thinks it leads does not ask who does.
        if device.tabs[thief].frozen || device.tabs[thief].leads || !device.has_locks || device.lock == Some(life) {
            return;
        }
        for tab in device.tabs.iter_mut().filter(|tab| Some(tab.life) == device.lock) {
            tab.calls.push_back(Call::Deposed);
        }
        device.lock = Some(life);
        device.tabs[thief].begin_to_lead(&mut device.disk, now);
    }

    pub(super) fn office_suffers(&mut self) {
        if self.office.backup.is_none() {
            self.office.take_backup();
        } else if self.dice.once_in(3) {
            self.tell(|| "office: restored".into());
            self.oracle.restored(&self.office);
            self.office.restore();
        }
    }
}
