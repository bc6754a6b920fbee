//! The errands of a leading tab: what the real one asks for is done on the disk, or sent.

use super::{Call, Pending, Tab, Wish};
use crate::dice::Dice;
use crate::disk::{Disk, Person};
use shared::base::{ClientId, Moment};
use shared::sync::errand::{self, Ask, Errand, News, Over, Told, Unkept};

impl Tab {
    pub fn may_go(&self) -> bool {
        self.leads && self.is_ready_to_lead && self.opening.is_none() && self.errand.is_none()
    }

    pub fn go(&mut self, spare: ClientId, now: Moment) {
        let errand = Errand::new(self.person, spare, now);
        self.errand = Some((errand, Pending::Told(Told::Begin)));
    }

    /// The office could not be reached, or wants a newer app.
    pub fn give_up(&mut self) {
        self.errand = None;
        self.courier.greeted = false;
        self.last = Some(Over::Broken);
    }

    /// One step of the errand: either the disk does something, or the tab learns what came of it.
    pub fn go_further(&mut self, disk: &mut Disk, now: Moment, dice: &mut Dice) -> Vec<Wish> {
        let mut wishes = Vec::new();
        // A tab that has lost the lead drops its errand.
        let Some((mut errand, pending)) = self.errand.take().filter(|_| self.leads) else { return wishes };
        let told = match pending {
            Pending::Letter(id) => {
                self.errand = Some((errand, Pending::Letter(id)));
                return wishes;
            }
            Pending::Told(told) => told,
            Pending::Ask(Ask::Over(over)) => {
                self.end(over, &mut wishes);
                return wishes;
            }
            Pending::Ask(ask @ (Ask::Hello | Ask::Push(_) | Ask::Pull(_) | Ask::Segment(_))) => {
                self.errand = Some((errand, Pending::Letter(0)));
                wishes.push(Wish::Send(ask));
                return wishes;
            }
            Pending::Ask(ask) => {
                let told = self.ask_disk(disk, ask, now);
                if dice.once_in(3) {
                    self.errand = Some((errand, Pending::Told(told)));
                    return wishes;
                }
                told
            }
        };
        let Tab { replica, footing, courier, .. } = self;
        let ask = errand.next(&mut errand::Tab { replica, footing, courier, now }, told);
        for news in std::mem::take(&mut errand.news) {
            wishes.extend(self.hear(news).map(Wish::Tell));
        }
        self.errand = Some((errand, Pending::Ask(ask)));
        wishes
    }

    fn end(&mut self, over: Over, wishes: &mut Vec<Wish>) {
        match &over {
            Over::Done => self.done += 1,
            Over::Renewed(client) => {
                self.open_books(Person { client: *client, ..self.person });
                wishes.push(Wish::Tell(Call::PersonChanged));
            }
            Over::Rescued(client) => {
                self.renumber(Person { client: *client, ..self.person });
                wishes.push(Wish::Tell(Call::PersonChanged));
            }
            Over::Deposed => self.step_down(),
            Over::SomebodyElse | Over::Broken => self.courier.greeted = false,
        }
        self.last = Some(over);
    }

    fn ask_disk(&mut self, disk: &mut Disk, ask: Ask, now: Moment) -> Told {
        let client = self.person.client;
        disk.now = now;
        let written = |done: bool| if done { Told::Written } else { Told::Failed };
        match ask {
            Ask::TakeLead => disk.take_lead(now).map_or(Told::Failed, Told::Leads),
            Ask::LastSeq => Told::LastSeq(disk.last_seq(client)),
            Ask::Entry(seq) => Told::Entry(disk.entries.get(&(client, seq)).cloned()),
            Ask::Waiting(after) => Told::Entries(disk.waiting(client, after, 4)),
            Ask::Look(known) => Told::Looked(disk.knows(self.person, known)),
            Ask::Rescue(spare) => match disk.rescue(self.person, self.remembered(), spare) {
                Some(person) => Told::Rescued(person.client),
                None => Told::Failed,
            },
            Ask::Answered(entries) => written(disk.answered(entries)),
            Ask::OfferAgain(spare) => written(disk.offer_again(self.person, Person { client: spare, ..self.person })),
            Ask::ClearCache { leader } => Told::Kept(disk.clear_cache(leader)),
            Ask::StillLeads { leader } => Told::Kept(disk.still_leads(leader)),
            Ask::Keep { leader, head, bytes, .. } => Told::Kept(disk.keep(leader, *head, &bytes)),
            Ask::Compact { clearings, .. } if clearings != self.footing.clearings => Told::Kept(Err(Unkept::Failed)),
            Ask::Compact { leader, head, .. } => {
                let keys = self.replica.to_keep(&head.since);
                let entries: Vec<_> = keys.iter().filter_map(|key| self.replica.entry(key)).collect();
                Told::Kept(disk.compact(leader, *head, entries.into_iter()))
            }
            Ask::Hello | Ask::Push(_) | Ask::Pull(_) | Ask::Segment(_) | Ask::Over(_) => Told::Failed,
        }
    }

    /// News of its own errand; returns what the other tabs have to hear.
    fn hear(&mut self, news: News) -> Option<Call> {
        let client = self.person.client;
        match news {
            News::Began { epoch } => {
                self.to_read |= self.footing.has_forgotten;
                Some(Call::Began(epoch))
            }
            News::Answered(answers) => {
                self.note_answers(&answers);
                Some(Call::Answered(client, answers))
            }
            News::Laid { bytes, last_seq, dropped, place, epoch, .. } => {
                self.to_read |= !self.overdue().is_empty() || self.footing.has_to_read_again();
                Some(Call::Laid { client, bytes, last_seq, dropped, place, epoch })
            }
            News::Compacted { before, chunk } => Some(Call::Compacted(before, chunk)),
            News::Sending(_) | News::Filling(_) => None,
        }
    }
}
