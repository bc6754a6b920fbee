//! One transaction: recognise, run, write, log, commit.
use super::incoming::{Content, Incoming, PushError};
use super::queue::Order;
use super::run::{Desk, Ended, Task};
use super::{Live, ledger, now};
use crate::store::{Store, StoreError, books, merchants, secret::Secret};
use shared::base::{ClientId, Malformed, Moment, OpId, TenantId};
use shared::engine::refusal::Field;
use shared::engine::{Ctx, Refusal, Site};
use shared::sync::protocol::{Answer, Answered, PushGap, PushReply};
use std::collections::HashMap;

/// What one order is answered with.
pub type Reply = Result<PushReply, PushError>;

/// What becomes of one command.
enum Fate {
    /// Done in an earlier transaction.
    Known(Answer),
    /// The same command earlier in this batch, by its place in `Plan::fates`.
    SameAs(usize),
    /// Answered without running it.
    Settled(Answer),
    /// The n-th task to run.
    Run(usize),
}

/// The commands of a batch that are taken, in their order.
struct Plan<'a> {
    commands: Vec<(&'a Order, &'a Incoming)>,
    fates: Vec<Fate>,
    tasks: Vec<Task<'a>>,
    /// JSON of the commands that are readable, for the log.
    bodies: Vec<Option<String>>,
    /// Orders that cannot be taken.
    gaps: HashMap<usize, PushGap>,
}

/// Runs the orders in one transaction, and tells everybody when it has changed the books.
pub async fn perform(
    store: &Store,
    secret: &Secret,
    live: &Live,
    tenant: TenantId,
    orders: &[Order],
) -> Result<Vec<Reply>, StoreError> {
    let recorded_at = now();
    let mut tx = store.begin(tenant).await?;
    let standing = merchants::lock(&mut tx, tenant).await?;
    let known = ledger::answers(&mut tx, tenant, orders).await?;
    let mut last_seqs = ledger::last_seqs(&mut tx, tenant, orders).await?;
    let plan = plan(orders, known, &mut last_seqs, recorded_at);

    let mut desk = Desk::default();
    let mut ended = Vec::with_capacity(plan.tasks.len());
    loop {
        let missing = desk.run(&plan.tasks, &mut ended);
        if missing.is_empty() {
            break;
        }
        let records = books::load(&mut tx, tenant, &missing).await?;
        desk.take_loaded(&missing, records);
    }
    let answers = answers(&plan, &ended);
    let writes = desk.into_writes();
    let version = if writes.is_empty() { standing.version } else { standing.version + 1 };

    books::write(&mut tx, tenant, version, &writes).await?;
    let entries = plan.entries(&answers, version, recorded_at);
    ledger::log(&mut tx, tenant, &entries).await?;
    ledger::keep_clients(&mut tx, tenant, orders, &last_seqs).await?;
    let deliveries = ledger::queue_deliveries(&mut tx, tenant, &writes).await?;
    ledger::link_parcels(&mut tx, tenant, secret, &writes).await?;
    if version > standing.version {
        merchants::advance(&mut tx, tenant, version).await?;
    }
    tx.commit().await?;

    if version > standing.version {
        live.tell(tenant, version.unsigned_abs(), deliveries);
    }
    crate::metrics::count_answers(answers.iter());
    Ok(replies(orders, &plan, &answers, &last_seqs, version.unsigned_abs()))
}

fn plan<'a>(
    orders: &'a [Order],
    mut known: HashMap<OpId, Answer>,
    last_seqs: &mut HashMap<ClientId, u64>,
    recorded_at: Moment,
) -> Plan<'a> {
    let mut plan =
        Plan { commands: Vec::new(), fates: Vec::new(), tasks: Vec::new(), bodies: Vec::new(), gaps: HashMap::new() };
    let mut here: HashMap<OpId, usize> = HashMap::new();
    for (number, order) in orders.iter().enumerate() {
        if let Some(client) = order.caller.client {
            let last = last_seqs.entry(client).or_insert(0);
            match (order.commands.first(), order.commands.last()) {
                (Some(first), _) if first.seq > *last + 1 => {
                    plan.gaps.insert(number, PushGap { expected: *last + 1 });
                    continue;
                }
                (_, Some(newest)) => *last = newest.seq.max(*last),
                _ => {}
            }
        }
        for command in &order.commands {
            plan.take(order, command, &mut known, &mut here, recorded_at);
        }
    }
    plan
}

impl<'a> Plan<'a> {
    fn take(
        &mut self,
        order: &'a Order,
        incoming: &'a Incoming,
        known: &mut HashMap<OpId, Answer>,
        here: &mut HashMap<OpId, usize>,
        recorded_at: Moment,
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
                        let occurred_at = incoming.occurred_at.max(Moment(0));
                        let recorded_at = incoming.recorded_at.map_or(recorded_at, |told| told.min(recorded_at));
                        let ctx =
                            Ctx::new(order.caller.actor.clone(), incoming.op, occurred_at, recorded_at, Site::Office);
                        self.tasks.push(Task { command, ctx });
                        Fate::Run(self.tasks.len() - 1)
                    }
                },
            }
        };
        here.entry(incoming.op).or_insert(self.fates.len());
        self.commands.push((order, incoming));
        self.fates.push(fate);
        self.bodies.push(body);
    }

    /// What the log has to take: everything that was answered for the first time.
    fn entries<'b>(&'b self, answers: &'b [Answer], version: i64, recorded_at: Moment) -> Vec<ledger::Entry<'b>> {
        let firsts = self.fates.iter().zip(&self.commands).zip(&self.bodies).zip(answers);
        firsts
            .filter(|(((fate, _), _), _)| matches!(fate, Fate::Run(_) | Fate::Settled(_)))
            .map(|(((_, (order, incoming)), body), answer)| ledger::Entry {
                caller: &order.caller,
                incoming,
                body: body.as_deref(),
                answer,
                version,
                recorded_at,
            })
            .collect()
    }
}

fn answers(plan: &Plan<'_>, ended: &[Ended]) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::with_capacity(plan.fates.len());
    for fate in &plan.fates {
        let answer = match fate {
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
    answers
}

fn replies(
    orders: &[Order],
    plan: &Plan<'_>,
    answers: &[Answer],
    last_seqs: &HashMap<ClientId, u64>,
    version: u64,
) -> Vec<Reply> {
    let mut answered = plan.commands.iter().zip(answers);
    orders
        .iter()
        .enumerate()
        .map(|(number, order)| match plan.gaps.get(&number) {
            Some(gap) => Err(PushError::Gap(gap.clone())),
            None => Ok(PushReply {
                version,
                last_seq: order.caller.client.and_then(|client| last_seqs.get(&client).copied()).unwrap_or(0),
                answers: answered
                    .by_ref()
                    .take(order.commands.len())
                    .map(|((_, incoming), answer)| Answered { seq: incoming.seq, answer: answer.clone() })
                    .collect(),
            }),
        })
        .collect()
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
