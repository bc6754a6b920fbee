//! Carries commands to the office, a bounded number at a time, in their order.

use super::{Ask, Errand, News, Stage, Tab};
use crate::sync::outbox::{Entry, with_answers};
use crate::sync::protocol::{Answer, PushGap, PushReply};

/// Results are brought back this often while a queue goes out; less often for a long one, which is replayed each time.
const PULL_EVERY_MS: i64 = 3_000;
const PULL_SELDOM_MS: i64 = 15_000;
const LONG_QUEUE: usize = 1_000;

impl Errand {
    pub(super) fn push(&mut self, tab: &mut Tab<'_>, mut waiting: Vec<Entry>) -> Ask {
        // A disk that was full for a while has written down the answers to some and not to those before them. A push has
        // no gaps.
        let begins = waiting.first().map_or(0, |first| first.seq);
        let unbroken = (begins..).zip(&waiting).take_while(|(seq, entry)| *seq == entry.seq).count();
        waiting.truncate(unbroken);
        let (Some(first), Some(last)) = (waiting.first(), waiting.last()) else {
            // What could not be written down is sent again at the next errand: the office answers as before, and perhaps
            // the disk takes it then.
            tab.courier.unwritten = 0;
            self.carries = false;
            return self.pull(tab);
        };
        self.news.push(News::Sending(Some((first.seq, last.seq))));
        self.ask(Stage::Pushing(waiting.clone()), Ask::Push(waiting))
    }

    /// Writes the answers down.
    pub(super) fn pushed(&mut self, tab: &mut Tab<'_>, sent: Vec<Entry>, reply: Result<PushReply, PushGap>) -> Ask {
        self.news.push(News::Sending(None));
        // After a gap: the office has lost some that came before, or has more than this device thinks. The hello sorts it
        // out.
        let Ok(reply) = reply else { return self.broken(tab) };
        let answered = with_answers(sent, &reply.answers, tab.now);
        if answered.is_empty() {
            return self.broken(tab);
        }
        let (entries, answers): (Vec<Entry>, Vec<Answer>) = answered.into_iter().unzip();
        let answers = entries.iter().map(|entry| entry.seq).zip(answers).collect();
        self.ask(Stage::WritingAnswers(answers), Ask::Answered(entries))
    }

    /// A disk that takes nothing does not hold up what comes behind.
    pub(super) fn noted(&mut self, tab: &mut Tab<'_>, answers: Vec<(u64, Answer)>, is_written: bool) -> Ask {
        if let (false, Some((last, _))) = (is_written, answers.last()) {
            tab.courier.unwritten = *last;
        }
        self.news.push(News::Answered(answers));
        let every = if tab.replica.pending().len() > LONG_QUEUE { PULL_SELDOM_MS } else { PULL_EVERY_MS };
        if tab.now.0 - self.last_pull.0 > every { self.pull(tab) } else { self.carry(tab) }
    }
}
