//! The end of every history: nothing goes wrong any more, and within a bounded time everything is carried out, brought
//! back, and the same everywhere.

use super::World;
use crate::tab::Pending;
use shared::sync::errand::Over;

/// Rounds in which every tab does everything it can; a handful is enough.
const PATIENCE: usize = 60;

impl World {
    pub(super) fn come_to_rest(&mut self) {
        self.calm = true;
        self.tell(|| "calm".into());
        for n in 0..self.devices.len() {
            let device = &mut self.devices[n];
            device.online = true;
            device.disk.full = false;
            device.tabs.iter_mut().for_each(|tab| tab.frozen = false);
            if device.tabs.is_empty() {
                self.open_tab(n);
            }
        }
        let mut quiet = 0;
        for _ in 0..PATIENCE {
            quiet = if self.round() { quiet + 1 } else { 0 };
            self.check(None);
            // A new role is heard of at the next hello.
            self.now += 250_000;
            if quiet == 5 {
                let World { oracle, office, devices, .. } = self;
                return oracle.check_at_rest(office, devices);
            }
        }
        for (n, device) in self.devices.iter().enumerate() {
            for tab in &device.tabs {
                if let Some(tale) = &mut self.tale {
                    let at = tab.errand.as_ref().map(|(_, pending)| pending);
                    let (leads, ready, last) = (tab.leads, tab.is_ready_to_lead, &tab.last);
                    tale.push(format!(
                        "{n}: tab {} lock {:?} leads {leads} ready {ready} last {last:?} at {at:?}",
                        tab.life, device.lock
                    ));
                }
            }
        }
        panic!("it never comes to rest");
    }

    /// Every tab goes on until it has nothing to do. True: nothing has changed in the books.
    fn round(&mut self) -> bool {
        let before = (self.office.books.version, self.office.books.log.len());
        for device in 0..self.devices.len() {
            for _ in 0..400 {
                let busy = self.busy(device);
                let Some(n) = busy else { break };
                self.now += 5;
                self.finish_something(device, n);
            }
            let well = self.devices[device].tabs.iter().any(|tab| tab.last == Some(Over::Done));
            // One errand a round for whoever leads.
            self.errand(device);
            if !well {
                return false;
            }
        }
        before == (self.office.books.version, self.office.books.log.len())
    }

    fn busy(&self, device: usize) -> Option<usize> {
        self.devices[device].tabs.iter().position(|tab| {
            !tab.calls.is_empty() || tab.reads() || tab.opening.is_some() || tab.saved.is_some() || tab.errand.is_some()
        })
    }

    fn finish_something(&mut self, device: usize, n: usize) {
        self.take_lead_if_free(device, n);
        let tab = &mut self.devices[device].tabs[n];
        if matches!(tab.errand, Some((_, Pending::Letter(_)))) {
            return self.deliver_all();
        }
        self.tab_goes_on_calmly(device, n);
    }

    fn deliver_all(&mut self) {
        for _ in 0..3 {
            for _ in 0..self.letters.len() {
                self.letter_travels();
            }
        }
        // Letters of tabs that wait for nothing any more are read by nobody; the others come in a later step.
        let devices = &self.devices;
        let known: Vec<u64> = devices.iter().flat_map(|device| &device.tabs).map(|tab| tab.life).collect();
        self.letters.retain(|letter| known.contains(&letter.life));
        // Whoever waits for a letter that was lost in the trouble gives up now.
        let there: Vec<u64> = self.letters.iter().map(|letter| letter.id).collect();
        for tab in self.devices.iter_mut().flat_map(|device| &mut device.tabs) {
            if matches!(&tab.errand, Some((_, Pending::Letter(id))) if !there.contains(id)) {
                tab.give_up();
            }
        }
    }

    fn errand(&mut self, device: usize) {
        let spare = self.stamps.client();
        let now = shared::base::Moment(self.now);
        let locked = self.devices[device].lock;
        let holder = self.devices[device].tabs.iter().position(|tab| Some(tab.life) == locked);
        if !self.devices[device].tabs.is_empty() {
            self.take_lead_if_free(device, holder.unwrap_or(0));
        }
        for tab in self.devices[device].tabs.iter_mut().filter(|tab| tab.may_go()) {
            tab.go(spare, now);
        }
    }

    fn tab_goes_on_calmly(&mut self, device: usize, n: usize) {
        let now = shared::base::Moment(self.now);
        let super::Device { disk, tabs, .. } = &mut self.devices[device];
        let tab = &mut tabs[n];
        if !tab.calls.is_empty() {
            self.hear(device, n);
        } else if tab.saved.is_some() {
            self.show_saved(device, n);
        } else if tab.opening.is_some() {
            tab.open_further(disk, &mut self.dice);
        } else if tab.reads() {
            tab.read_outbox(disk, &mut self.dice);
        } else {
            let wishes = tab.go_further(disk, now, &mut self.dice);
            self.grant(device, n, wishes);
        }
    }
}
