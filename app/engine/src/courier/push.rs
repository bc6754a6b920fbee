//! Carries commands to the office, a bounded number at a time, in their order.

use super::courier;
use crate::device::{clock, preferences};
use crate::entry::{Entry, push_body};
use crate::follower;
use crate::kept;
use crate::ledger::Standing;
use crate::network::sync::{self, Pushed};
use crate::person::Person;
use crate::problems::NetError;
use crate::tab::here;
use crate::tabs::channel::{self, News};
use shared::base::Moment;
use shared::sync::protocol::{Answer, Answered, MOST_COMMANDS, PROTOCOL};

/// The office takes four times as much; commands in Chinese grow on the way.
const MOST_BYTES: usize = 1 << 20;

/// Sends the next commands. False when nothing waits any more.
pub(super) async fn next(person: &Person) -> Result<bool, NetError> {
    let outbox = here(|tab| tab.outbox.clone());
    let most = u32::try_from(MOST_COMMANDS).unwrap_or(u32::MAX);
    let unwritten = courier(|courier| courier.unwritten.get());
    let found = match unwritten {
        0 => outbox.standing(person.client, Standing::Waiting, most).await,
        answered => outbox.after(person.client, answered, most).await,
    };
    // An outbox that cannot be read now is read at the next errand.
    let mut waiting = found.map_err(|_| NetError::Offline)?;
    waiting.retain(|entry| entry.standing == Standing::Waiting);
    if waiting.is_empty() {
        // At the next errand they are sent once more: the office answers as before, and perhaps the disk takes it then.
        courier(|courier| courier.unwritten.set(0));
        return Ok(false);
    }
    let (body, taken) = push_body(person, PROTOCOL, &preferences::device_name(), &waiting, MOST_BYTES);
    waiting.truncate(taken);
    mark_sending(&waiting);
    let pushed = sync::push(body).await;
    mark_sending(&[]);
    match pushed? {
        Pushed::Answered(reply) => take(person, waiting, &reply.answers).await.map(|()| true),
        Pushed::Gap => {
            // The office has lost some that came before, or has more than this device thinks: sort it out at the hello.
            courier(|courier| courier.greeted.set(false));
            Err(NetError::Garbage)
        }
    }
}

fn mark_sending(entries: &[Entry]) {
    let range = entries.first().zip(entries.last()).map_or((0, 0), |(first, last)| (first.seq, last.seq));
    here(|tab| {
        tab.sending.set(range);
        tab.ledger_changed();
    });
}

/// Writes the answers down. A disk that takes nothing does not hold up the work: what it missed is kept in memory.
async fn take(person: &Person, sent: Vec<Entry>, answers: &[Answered]) -> Result<(), NetError> {
    let now = clock::now();
    let mut answered = Vec::with_capacity(sent.len());
    for mut entry in sent {
        let answer = answers.iter().find(|answered| answered.seq == entry.seq).map(|answered| &answered.answer);
        if let Some(answer) = answer {
            entry.take(answer, now).map_err(|_| NetError::Garbage)?;
            answered.push((entry, answer.clone()));
        }
    }
    if answered.is_empty() {
        return Err(NetError::Garbage);
    }
    let (entries, answers): (Vec<Entry>, Vec<Answer>) = answered.into_iter().unzip();
    let outbox = here(|tab| tab.outbox.clone());
    let written = outbox.put_all(&entries).await;
    here(|tab| tab.facts.change(|facts| facts.cannot_save = written.is_err()));
    if let (Err(_), Some(last)) = (written, entries.last()) {
        courier(|courier| courier.unwritten.set(last.seq));
    }
    let answers: Vec<(u64, Answer)> = entries.iter().map(|entry| entry.seq).zip(answers).collect();
    spread(person, answers, now);
    Ok(())
}

fn spread(person: &Person, answers: Vec<(u64, Answer)>, at: Moment) {
    here(|tab| follower::note_answers(tab, &answers, at));
    kept::note();
    channel::tell(&News::Answered { client: person.client, answers, at });
}
