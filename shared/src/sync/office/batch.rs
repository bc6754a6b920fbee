//! One batch: what is taken, what was done before, what the rules say, what is written and what is answered.
//!
//! The host reads what [`Batch::ops`] and [`Batch::clients`] name, loads what [`Batch::run`] asks for, writes what
//! [`Done`] says in one transaction, and learns the answers from [`Done::committed`], after the commit and not before.

use super::desk::{Desk, Ended, Task};
use super::incoming::{Caller, Content, Incoming};
use crate::base::{ClientId, Malformed, Moment, OpId};
use crate::engine::refusal::Field;
use crate::engine::{Ctx, Key, Record, Refusal, Site};
use crate::sync::fault::{self, Fault};
use crate::sync::protocol::{Answer, Answered, PushGap, PushReply};
use std::collections::BTreeMap;

/// Commands that are answered together.
#[derive(Debug, Clone)]
pub struct Bundle {
    pub caller: Caller,
    pub commands: Vec<Incoming>,
}

/// What one bundle is answered with.
pub type Reply = Result<PushReply, PushGap>;

/// What becomes of one command.
enum Fate {
    /// Done in an earlier transaction.
    Known(Answer),
    /// The same command earlier in this batch, by its place in `Batch::taken`.
    SameAs(usize),
    /// Answered without running it.
    Settled(Answer),
    /// The n-th task to run.
    Run(usize),
}

struct Taken<'a> {
    caller: &'a Caller,
    incoming: &'a Incoming,
    fate: Fate,
    /// JSON of a command that is readable, for the log.
    body: Option<String>,
}

/// A batch on its way through the rules.
pub struct Batch<'a> {
    bundles: &'a [Bundle],
    /// Where the books stand before it.
    version: u64,
    recorded_at: Moment,
    /// In their order.
    taken: Vec<Taken<'a>>,
    tasks: Vec<Task<'a>>,
    ended: Vec<Ended>,
    desk: Desk,
    /// Bundles that cannot be taken.
    gaps: BTreeMap<usize, PushGap>,
    last_seqs: BTreeMap<ClientId, u64>,
}

/// What the host writes in one transaction.
pub struct Done<'a> {
    /// The version of everything written; the one before when nothing is.
    pub version: u64,
    pub writes: BTreeMap<Key, Option<Record>>,
    pub lines: Vec<Line<'a>>,
    /// The numbering of every device that has sent something.
    pub last_seqs: BTreeMap<ClientId, u64>,
    replies: Vec<Reply>,
}

/// A line of the log: a command that was answered for the first time.
pub struct Line<'a> {
    pub caller: &'a Caller,
    pub incoming: &'a Incoming,
    /// The command as JSON, where it was run.
    pub body: Option<String>,
    pub answer: Answer,
    /// The rules stopped in the middle of it; nothing of it is written.
    pub broke: bool,
}

impl<'a> Batch<'a> {
    /// The commands whose earlier answers the host has to look up.
    pub fn ops(bundles: &[Bundle]) -> Vec<OpId> {
        bundles.iter().flat_map(|bundle| &bundle.commands).map(|command| command.op).collect()
    }

    /// The devices whose numbering the host has to look up.
    pub fn clients(bundles: &[Bundle]) -> Vec<ClientId> {
        bundles.iter().filter_map(|bundle| bundle.caller.client).collect()
    }

    /// `known`: the answers that commands of these bundles were given before. `last_seqs`: the last number of each device
    /// that the books have an answer for.
    pub fn new(
        bundles: &'a [Bundle],
        version: u64,
        mut known: BTreeMap<OpId, Answer>,
        last_seqs: BTreeMap<ClientId, u64>,
        recorded_at: Moment,
    ) -> Batch<'a> {
        let mut batch = Batch {
            bundles,
            version,
            recorded_at,
            taken: Vec::new(),
            tasks: Vec::new(),
            ended: Vec::new(),
            desk: Desk::default(),
            gaps: BTreeMap::new(),
            last_seqs,
        };
        if fault::on(Fault::RunsAgain) {
            known.clear();
        }
        let mut here = BTreeMap::new();
        for (number, bundle) in bundles.iter().enumerate() {
            if batch.begins_after_a_gap(number, bundle) {
                continue;
            }
            for command in &bundle.commands {
                batch.take(&bundle.caller, command, &mut known, &mut here);
            }
        }
        batch
    }

    /// Whether commands before it are missing; else their numbers count as answered, whatever the answer will be.
    fn begins_after_a_gap(&mut self, number: usize, bundle: &Bundle) -> bool {
        let (Some(client), Some(first), Some(newest)) =
            (bundle.caller.client, bundle.commands.first(), bundle.commands.last())
        else {
            return false;
        };
        let last = self.last_seqs.entry(client).or_insert(0);
        if first.seq > *last + 1 && !fault::on(Fault::TakesGaps) {
            self.gaps.insert(number, PushGap { expected: *last + 1 });
            return true;
        }
        *last = newest.seq.max(*last);
        false
    }

    fn take(
        &mut self,
        caller: &'a Caller,
        incoming: &'a Incoming,
        known: &mut BTreeMap<OpId, Answer>,
        here: &mut BTreeMap<OpId, usize>,
    ) {
        let mut body = None;
        let fate = if let Some(place) = here.get(&incoming.op) {
            Fate::SameAs(*place)
        } else if let Some(answer) = known.remove(&incoming.op) {
            Fate::Known(answer)
        } else {
            match &incoming.content {
                Content::Unreadable(_) => Fate::Settled(Answer::Unreadable),
                Content::Command(command) => match serde_json::to_string(command) {
                    Err(_) => Fate::Settled(Answer::Unreadable),
                    // PostgreSQL's JSON cannot hold this one character, so the books refuse it.
                    Ok(json) if has_nul(&json) => {
                        Fate::Settled(Answer::Refused(Refusal::invalid(Field::Note, Malformed::BadCharacters)))
                    }
                    Ok(json) => {
                        body = Some(json);
                        self.tasks.push(Task { command, ctx: self.ctx(caller, incoming) });
                        Fate::Run(self.tasks.len() - 1)
                    }
                },
            }
        };
        here.entry(incoming.op).or_insert(self.taken.len());
        self.taken.push(Taken { caller, incoming, fate, body });
    }

    fn ctx(&self, caller: &Caller, incoming: &Incoming) -> Ctx {
        let occurred_at = incoming.occurred_at.max(Moment(0));
        let recorded_at = incoming.recorded_at.map_or(self.recorded_at, |told| told.min(self.recorded_at));
        Ctx::new(caller.actor.clone(), incoming.op, occurred_at, recorded_at, Site::Office)
    }

    /// Runs the rules as far as the loaded records reach. Empty: all is run. Else: the keys to load before the next call.
    pub fn run(&mut self) -> Vec<Key> {
        self.desk.run(&self.tasks, &mut self.ended)
    }

    /// The records with the keys that were asked for, as far as they exist.
    pub fn take_loaded(&mut self, asked: Vec<Key>, records: impl IntoIterator<Item = (Key, Record)>) {
        self.desk.take_loaded(asked, records);
    }

    /// What is to be written and answered, once everything is run.
    pub fn finish(self) -> Done<'a> {
        let Batch { bundles, version, taken, ended, desk, gaps, mut last_seqs, .. } = self;
        let mut answers: Vec<Answer> = Vec::with_capacity(taken.len());
        for each in &taken {
            let answer = match &each.fate {
                Fate::Known(answer) | Fate::Settled(answer) => answer.clone(),
                Fate::SameAs(place) => answers.get(*place).cloned().unwrap_or(Answer::Unreadable),
                Fate::Run(task) => match ended.get(*task) {
                    Some(Ended::Answered(Ok(outcome))) => Answer::Accepted(outcome.clone()),
                    Some(Ended::Answered(Err(refusal))) => Answer::Refused(refusal.clone()),
                    Some(Ended::Broke) | None => Answer::Unreadable,
                },
            };
            answers.push(answer);
        }
        let writes = desk.into_writes();
        let version = if writes.is_empty() { version } else { version + 1 };
        if fault::on(Fault::RefusedIsNotCounted) {
            let refused = taken.iter().zip(&answers).filter(|(_, answer)| !matches!(answer, Answer::Accepted(_)));
            for (each, _) in refused {
                let last = each.caller.client.and_then(|client| last_seqs.get_mut(&client));
                last.into_iter().for_each(|last| *last = each.incoming.seq.saturating_sub(1).min(*last));
            }
        }
        let replies = replies(bundles, &taken, &answers, &gaps, &last_seqs, version);
        let lines = taken.into_iter().zip(answers).filter_map(|(each, answer)| {
            let broke = match each.fate {
                Fate::Known(_) | Fate::SameAs(_) => return None,
                Fate::Settled(_) => false,
                Fate::Run(task) => !matches!(ended.get(task), Some(Ended::Answered(_))),
            };
            Some(Line { caller: each.caller, incoming: each.incoming, body: each.body, answer, broke })
        });
        Done { version, writes, lines: lines.collect(), last_seqs, replies }
    }
}

impl Done<'_> {
    /// The answers, one for each bundle. To be asked for when everything is written and committed: a device drops what
    /// was answered.
    pub fn committed(self) -> Vec<Reply> {
        self.replies
    }
}

fn replies(
    bundles: &[Bundle],
    taken: &[Taken<'_>],
    answers: &[Answer],
    gaps: &BTreeMap<usize, PushGap>,
    last_seqs: &BTreeMap<ClientId, u64>,
    version: u64,
) -> Vec<Reply> {
    let mut answered = taken.iter().zip(answers);
    let reply = |(number, bundle): (usize, &Bundle)| match gaps.get(&number) {
        Some(gap) => Err(gap.clone()),
        None => Ok(PushReply {
            version,
            last_seq: bundle.caller.client.and_then(|client| last_seqs.get(&client).copied()).unwrap_or(0),
            answers: answered
                .by_ref()
                .take(bundle.commands.len())
                .map(|(each, answer)| Answered { seq: each.incoming.seq, answer: answer.clone() })
                .collect(),
        }),
    };
    bundles.iter().enumerate().map(reply).collect()
}

/// Whether JSON text holds an escaped NUL: `\u0000` after an even number of backslashes.
fn has_nul(json: &str) -> bool {
    json.match_indices("\\u0000").any(|(at, _)| {
        let before = json.get(..at).unwrap_or("");
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_character_that_the_database_refuses() {
        assert!(has_nul(r#"{"note":"a\u0000b"}"#));
        assert!(has_nul(r#"{"note":"\\\u0000"}"#));
        assert!(!has_nul(r#"{"note":"\\u0000"}"#), "a backslash and five ordinary characters");
        assert!(!has_nul(r#"{"note":"u0000"}"#));
    }
}
