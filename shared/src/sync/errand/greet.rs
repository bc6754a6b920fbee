//! The hello: are the office's books the ones this device knows, and does it have what this client has sent?
//!
//! If not (they were restored from a backup, or the browser has cleared the outbox), the cache is thrown away and what
//! was done on this device is offered again.

use super::{Ask, Errand, News, Over, Stage, Tab, mistaken};
use crate::sync::fault::Fault;
use crate::sync::footing::Head;
use crate::sync::outbox::{Entry, Standing};
use crate::sync::protocol::HelloReply;

impl Errand {
    pub(super) fn greeted(&mut self, tab: &mut Tab<'_>, reply: HelloReply) -> Ask {
        if (reply.tenant, reply.member) != (self.bearer.tenant, self.bearer.member) {
            return Ask::Over(Over::SomebodyElse);
        }
        if tab.footing.head.as_ref().is_some_and(|head| head.epoch == reply.epoch || mistaken(Fault::AnyEpoch)) {
            return self.ask(Stage::LastSeq(reply), Ask::LastSeq);
        }
        self.ask(Stage::Clearing(reply), Ask::ClearCache { leader: tab.courier.leader })
    }

    /// An empty cache for this epoch. A disk that cannot clear cannot write either: it is written over as a whole as soon
    /// as it can.
    pub(super) fn cleared(&mut self, tab: &mut Tab<'_>, reply: HelloReply, is_clear: bool) -> Ask {
        if !is_clear {
            tab.courier.behind = true;
        }
        // Told whatever this tab had: another one may know what the browser has cleared since.
        tab.footing.begin(tab.replica, &reply.epoch);
        self.clearings = tab.footing.clearings;
        self.news.push(News::Began { epoch: reply.epoch.clone() });
        tab.footing.head = Some(Head { tidied_at: tab.now, ..Head::new(&self.bearer, &reply.epoch) });
        self.ask(Stage::LastSeq(reply), Ask::LastSeq)
    }

    /// Whether the office has an answer for everything that this device thinks was answered, and expects what comes next.
    pub(super) fn compare(&mut self, tab: &mut Tab<'_>, reply: HelloReply, last: u64) -> Ask {
        if last == reply.last_seq {
            return self.is_known(tab, reply);
        }
        let next = reply.last_seq + 1;
        self.ask(Stage::Next(reply), Ask::Entry(next))
    }

    pub(super) fn expect(&mut self, tab: &mut Tab<'_>, reply: HelloReply, next: Option<&Entry>) -> Ask {
        if next.is_some_and(|entry| entry.standing == Standing::Waiting) || mistaken(Fault::KeepsToItself) {
            return self.is_known(tab, reply);
        }
        // Everything of the last month, once more, from the beginning of a new sequence. The office recognizes what it has
        // by the op and answers as before.
        self.ask(Stage::OfferingAgain, Ask::OfferAgain(self.spare))
    }

    fn is_known(&mut self, tab: &mut Tab<'_>, reply: HelloReply) -> Ask {
        tab.courier.greeted = true;
        tab.courier.greeted_at = tab.now;
        tab.courier.granted = reply.scopes;
        tab.courier.unwritten = 0;
        self.carry(tab)
    }
}
