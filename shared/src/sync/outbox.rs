//! A command as it lies in the outbox, and as it goes out. The layout is frozen: an app of any age must be able to send
//! what another one has stored.

use super::protocol::{Answer, Answered, MOST_COMMANDS, PROTOCOL};
use crate::base::{ClientId, Moment, OpId};
use crate::engine::{Command, Envelope, Refusal};
use serde::{Deserialize, Serialize};

/// Where a command of the outbox stands; it only ever moves down this list. The words are frozen: they stand in stored
/// entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Safe here; the office has not answered.
    Waiting,
    /// The office has taken it.
    Done,
    /// The office has refused it or could not read it, and nobody has decided yet.
    NeedsYou,
    /// Refused, and a person has decided.
    Settled,
}

/// One stored command. Arguments stay text: they are sent as they were written, whichever app sends them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub client: ClientId,
    /// Counts the commands of one client from 1, without gaps.
    pub seq: u64,
    pub op: OpId,
    pub name: String,
    /// JSON.
    pub args: String,
    pub occurred_at: Moment,
    /// Who did it, for the reader.
    pub by: String,
    pub device: String,
    pub standing: Standing,
    /// JSON of the office's answer.
    #[serde(default)]
    pub answer: Option<String>,
    #[serde(default)]
    pub answered_at: Option<Moment>,
    /// `<client>/<standing>`, for the index.
    pub shelf: String,
}

/// A command that is not in the outbox yet, with what is written about it.
#[derive(Debug, Clone)]
pub struct Draft {
    pub envelope: Envelope,
    pub by: String,
    pub device: String,
}

impl Entry {
    pub fn new(client: ClientId, seq: u64, draft: &Draft) -> Result<Entry, serde_json::Error> {
        let command = &draft.envelope.command;
        Ok(Entry {
            client,
            seq,
            op: draft.envelope.op,
            name: command.name().to_owned(),
            args: command.args()?,
            occurred_at: draft.envelope.occurred_at,
            by: draft.by.clone(),
            device: draft.device.clone(),
            standing: Standing::Waiting,
            answer: None,
            answered_at: None,
            shelf: shelf(client, Standing::Waiting),
        })
    }

    /// Sorts by client, then by number.
    pub fn key(&self) -> String {
        key(self.client, self.seq)
    }

    /// Puts it where it stands now.
    pub fn stand(&mut self, standing: Standing) {
        self.standing = standing;
        self.shelf = shelf(self.client, standing);
    }

    /// Takes the office's answer.
    pub fn take(&mut self, answer: &Answer, at: Moment) -> Result<(), serde_json::Error> {
        self.stand(standing_after(answer));
        self.answer = Some(serde_json::to_string(answer)?);
        self.answered_at = Some(at);
        Ok(())
    }

    /// The command, if this app knows it.
    pub fn envelope(&self) -> Option<Envelope> {
        let command = Command::read(&self.name, &self.args).ok()?;
        Some(Envelope { op: self.op, occurred_at: self.occurred_at, command })
    }

    pub fn refusal(&self) -> Option<Refusal> {
        match serde_json::from_str(self.answer.as_deref()?) {
            Ok(Answer::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }

    fn sent_json(&self) -> String {
        format!(
            r#"{{"seq":{},"op":"{}","occurred_at":{},"name":{},"args":{}}}"#,
            self.seq,
            self.op,
            self.occurred_at.0,
            quoted(&self.name),
            self.args
        )
    }
}

pub fn key(client: ClientId, seq: u64) -> String {
    // Sixteen digits hold every number that a JavaScript number holds exactly, so text order is number order.
    format!("{client}/{seq:016}")
}

pub fn shelf(client: ClientId, standing: Standing) -> String {
    let word = match standing {
        Standing::Waiting => "waiting",
        Standing::Done => "done",
        Standing::NeedsYou => "needs_you",
        Standing::Settled => "settled",
    };
    format!("{client}/{word}")
}

pub fn standing_after(answer: &Answer) -> Standing {
    match answer {
        Answer::Accepted(_) => Standing::Done,
        Answer::Refused(_) | Answer::Unreadable => Standing::NeedsYou,
    }
}

/// The office takes four times as much in a push; commands in Chinese grow on the way.
pub const MOST_BYTES: usize = 1 << 20;

/// The body of a push and how many commands are in it. Bounded, so that a long queue goes in several; the first one
/// always goes.
pub fn push_body(client: ClientId, device: &str, entries: &[Entry], most_bytes: usize) -> (String, usize) {
    let mut commands = String::new();
    let mut taken = 0;
    for entry in entries {
        let json = entry.sent_json();
        if taken > 0 && commands.len() + json.len() > most_bytes {
            break;
        }
        if taken > 0 {
            commands.push(',');
        }
        commands.push_str(&json);
        taken += 1;
    }
    let device = quoted(device);
    let body = format!(r#"{{"client":"{client}","protocol":{PROTOCOL},"device":{device},"commands":[{commands}]}}"#);
    (body, taken)
}

/// All of them as bodies of pushes: each as large as a push may be, and without a gap in its numbers.
pub fn push_bodies(client: ClientId, device: &str, entries: &[Entry]) -> Vec<String> {
    let runs = entries.chunk_by(|one, next| next.seq == one.seq + 1).flat_map(|run| run.chunks(MOST_COMMANDS));
    let mut bodies = Vec::new();
    for mut rest in runs {
        while !rest.is_empty() {
            let (body, taken) = push_body(client, device, rest, MOST_BYTES);
            bodies.push(body);
            rest = rest.get(taken..).unwrap_or_default();
        }
    }
    bodies
}

/// What was sent, with the office's answers; those that it did not answer are left out.
pub fn with_answers(sent: Vec<Entry>, answers: &[Answered], at: Moment) -> Vec<(Entry, Answer)> {
    let answered = sent.into_iter().filter_map(|mut entry| {
        let answer = &answers.iter().find(|answered| answered.seq == entry.seq)?.answer;
        entry.take(answer, at).ok()?;
        Some((entry, answer.clone()))
    });
    answered.collect()
}

/// Everything that is not settled, once more, as commands of another client that waits with all of them.
pub fn renewed(all: Vec<Entry>, client: ClientId) -> Vec<Entry> {
    let open = all.into_iter().filter(|entry| entry.standing != Standing::Settled);
    let anew = (1u64..).zip(open).map(|(seq, entry)| {
        let mut entry = Entry { client, seq, answer: None, answered_at: None, ..entry };
        entry.stand(Standing::Waiting);
        entry
    });
    anew.collect()
}

/// What a tab still knows of an outbox that the browser has cleared, to be written behind what is there already. Other
/// tabs may have begun to write it anew: what one of them has put back is not put back twice, and nothing keeps its
/// number.
pub fn rescued(remembered: Vec<Entry>, there: &[Entry], client: ClientId, last: u64) -> Vec<Entry> {
    let lost = remembered.into_iter().filter(|entry| there.iter().all(|kept| kept.op != entry.op));
    let anew = (last + 1..).zip(lost).map(|(seq, entry)| {
        let mut entry = Entry { client, seq, answer: None, answered_at: None, ..entry };
        entry.stand(Standing::Waiting);
        entry
    });
    anew.collect()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{OrderId, WarehouseCode};
    use crate::engine::Outcome;
    use crate::orders::reserve::Reserve;
    use crate::sync::protocol::Push;
    use uuid::Uuid;

    fn client() -> ClientId {
        ClientId(Uuid::nil())
    }

    fn draft() -> Draft {
        let reserve = Reserve {
            order: OrderId::from_channel("shop", "1"),
            warehouse: WarehouseCode::parse("HZ").unwrap(),
            partly: false,
        };
        let envelope = Envelope {
            op: OpId::from_office("test", 1),
            occurred_at: Moment(1_795_270_927_000),
            command: reserve.into(),
        };
        Draft { envelope, by: "Lin \"the\" clerk".into(), device: "Tablet \\ 2".into() }
    }

    #[test]
    fn what_is_stored_goes_out_as_the_office_reads_it() {
        let entries: Vec<Entry> = (1..=3).map(|seq| Entry::new(client(), seq, &draft()).unwrap()).collect();
        let (body, taken) = push_body(client(), "Tablet \\ 2", &entries, usize::MAX);
        let push: Push = serde_json::from_str(&body).unwrap();
        assert_eq!(taken, 3);
        assert_eq!(push.device, "Tablet \\ 2");
        assert_eq!(push.commands.iter().map(|sent| sent.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(push.commands[0].envelope, draft().envelope);
        assert_eq!(entries[0].envelope(), Some(draft().envelope));
    }

    #[test]
    fn a_push_is_bounded_but_never_empty() {
        let entries: Vec<Entry> = (1..=3).map(|seq| Entry::new(client(), seq, &draft()).unwrap()).collect();
        assert_eq!(push_body(client(), "", &entries, 1).1, 1);
        assert_eq!(push_body(client(), "", &entries, entries[0].sent_json().len() * 2 + 10).1, 2);
    }

    #[test]
    fn a_queue_goes_out_in_pushes_without_gaps() {
        let numbers = (1..=MOST_COMMANDS as u64 + 1).chain(500..=501);
        let entries: Vec<Entry> = numbers.map(|seq| Entry::new(client(), seq, &draft()).unwrap()).collect();
        let bodies = push_bodies(client(), "Tablet", &entries);
        let pushes: Vec<Push> = bodies.iter().map(|body| serde_json::from_str(body).unwrap()).collect();
        let lengths: Vec<usize> = pushes.iter().map(|push| push.commands.len()).collect();
        assert_eq!(lengths, [MOST_COMMANDS, 1, 2]);
        assert_eq!(pushes[2].commands[0].seq, 500);
        assert!(push_bodies(client(), "Tablet", &[]).is_empty());
    }

    #[test]
    fn an_answer_moves_it_and_survives_storage() {
        let mut entry = Entry::new(client(), 7, &draft()).unwrap();
        entry.take(&Answer::Refused(Refusal::OrderCancelled), Moment(5)).unwrap();
        let back: Entry = serde_json::from_str(&serde_json::to_string(&entry).unwrap()).unwrap();
        assert_eq!(
            (back.standing, back.refusal(), back.answered_at),
            (Standing::NeedsYou, Some(Refusal::OrderCancelled), Some(Moment(5)))
        );
        assert!(back.shelf.ends_with("/needs_you"));
        entry.take(&Answer::Accepted(Outcome::Done), Moment(6)).unwrap();
        assert_eq!((entry.standing, entry.refusal()), (Standing::Done, None));
        entry.take(&Answer::Unreadable, Moment(6)).unwrap();
        assert_eq!((entry.standing, entry.refusal()), (Standing::NeedsYou, None));
    }

    #[test]
    fn a_command_of_another_version_is_sent_though_not_read() {
        let mut entry = Entry::new(client(), 1, &draft()).unwrap();
        entry.name = "orders.teleport.9".into();
        entry.args = r#"{"to":"moon"}"#.into();
        assert_eq!(entry.envelope(), None);
        let (body, _) = push_body(client(), "x", &[entry], usize::MAX);
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(value["commands"][0]["args"]["to"], "moon");
    }

    #[test]
    fn keys_sort_by_number() {
        assert!(key(client(), 9) < key(client(), 10));
    }
}
