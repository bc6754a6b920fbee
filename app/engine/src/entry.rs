//! A command as it lies in the outbox, and as it goes out. The layout is frozen: an app of any age must be able to send
//! what another one has stored.

use crate::ledger::{Slip, Standing};
use crate::person::Person;
use serde::{Deserialize, Serialize};
use shared::base::{ClientId, Moment, OpId};
use shared::engine::{Command, Envelope, Key, Refusal};
use shared::sync::protocol::Answer;
use std::sync::Arc;

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

    /// As the ledger shows it. `keys` are the records it touches; `command` is kept where the replica does not keep it.
    pub fn slip(&self, keys: Vec<Key>, command: Option<Arc<Command>>) -> Slip {
        Slip {
            op: self.op,
            name: self.name.clone(),
            by: self.by.clone(),
            occurred_at: self.occurred_at,
            standing: self.standing,
            refusal: self.refusal(),
            answered_at: self.answered_at,
            command,
            keys,
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

/// The body of a push. Bounded, so that a long queue goes in several; the first one always goes.
pub fn push_body(
    person: &Person,
    protocol: u32,
    device: &str,
    entries: &[Entry],
    most_bytes: usize,
) -> (String, usize) {
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
    let client = person.client;
    let body =
        format!(r#"{{"client":"{client}","protocol":{protocol},"device":{},"commands":[{commands}]}}"#, quoted(device));
    (body, taken)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::base::{MemberId, OrderId, TenantId, WarehouseCode};
    use shared::engine::Outcome;
    use shared::orders::reserve::Reserve;
    use shared::people::Role;
    use shared::sync::protocol::{PROTOCOL, Push};
    use uuid::Uuid;

    fn person() -> Person {
        Person {
            tenant: TenantId(Uuid::nil()),
            member: MemberId(Uuid::nil()),
            name: "Lin".into(),
            role: Role::Clerk,
            client: ClientId(Uuid::nil()),
        }
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
        let entries: Vec<Entry> = (1..=3).map(|seq| Entry::new(person().client, seq, &draft()).unwrap()).collect();
        let (body, taken) = push_body(&person(), PROTOCOL, "Tablet \\ 2", &entries, usize::MAX);
        let push: Push = serde_json::from_str(&body).unwrap();
        assert_eq!(taken, 3);
        assert_eq!(push.device, "Tablet \\ 2");
        assert_eq!(push.commands.iter().map(|sent| sent.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(push.commands[0].envelope, draft().envelope);
        assert_eq!(entries[0].envelope(), Some(draft().envelope));
    }

    #[test]
    fn a_push_is_bounded_but_never_empty() {
        let entries: Vec<Entry> = (1..=3).map(|seq| Entry::new(person().client, seq, &draft()).unwrap()).collect();
        assert_eq!(push_body(&person(), PROTOCOL, "", &entries, 1).1, 1);
        assert_eq!(push_body(&person(), PROTOCOL, "", &entries, entries[0].sent_json().len() * 2 + 10).1, 2);
    }

    #[test]
    fn an_answer_moves_it_and_survives_storage() {
        let mut entry = Entry::new(person().client, 7, &draft()).unwrap();
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
        let mut entry = Entry::new(person().client, 1, &draft()).unwrap();
        entry.name = "orders.teleport.9".into();
        entry.args = r#"{"to":"moon"}"#.into();
        assert_eq!(entry.envelope(), None);
        let (body, _) = push_body(&person(), PROTOCOL, "x", &[entry], usize::MAX);
        let value: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(value["commands"][0]["args"]["to"], "moon");
    }

    #[test]
    fn keys_sort_by_number() {
        assert!(key(person().client, 9) < key(person().client, 10));
    }
}
