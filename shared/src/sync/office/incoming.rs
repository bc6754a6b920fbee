//! Commands as they come in: read one by one, so that one that cannot be read does not stop the others.

use crate::base::{ClientId, MemberId, Moment, OpId, TenantId, TextLine};
use crate::engine::{Actor, Command, Envelope};
use crate::sync::protocol::{MOST_COMMANDS, PROTOCOL, Sent};
use serde::Deserialize;
use serde_json::value::RawValue;

/// On whose behalf commands come.
#[derive(Debug, Clone)]
pub struct Caller {
    pub tenant: TenantId,
    pub actor: Actor,
    /// The device's outbox; none for the server's own commands.
    pub client: Option<ClientId>,
}

impl Caller {
    pub fn server(tenant: TenantId, actor: Actor) -> Caller {
        Caller { tenant, actor, client: None }
    }

    pub fn member(&self) -> Option<MemberId> {
        self.actor.member
    }
}

/// One command, read as far as it can be read.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// 0 for the server's own.
    pub seq: u64,
    pub op: OpId,
    pub occurred_at: Moment,
    /// When the records shall say that the books took it; none: now.
    pub recorded_at: Option<Moment>,
    pub content: Content,
}

#[derive(Debug, Clone)]
pub enum Content {
    Command(Box<Command>),
    /// As it came.
    Unreadable(String),
}

impl Incoming {
    pub fn ours(envelope: Envelope) -> Incoming {
        Incoming {
            seq: 0,
            op: envelope.op,
            occurred_at: envelope.occurred_at,
            recorded_at: None,
            content: Content::Command(Box::new(envelope.command)),
        }
    }

    /// A sample from the past: its records say that it was taken when it happened. The log tells the truth.
    pub fn as_told(envelope: Envelope) -> Incoming {
        Incoming { recorded_at: Some(envelope.occurred_at), ..Incoming::ours(envelope) }
    }

    /// As a device sends it; what could not be read, as it came.
    pub fn as_sent(&self) -> String {
        match &self.content {
            Content::Unreadable(raw) => raw.clone(),
            Content::Command(command) => {
                let envelope = Envelope { op: self.op, occurred_at: self.occurred_at, command: (**command).clone() };
                // What was read from JSON can be written as JSON.
                serde_json::to_string(&Sent { seq: self.seq, envelope }).unwrap_or_default()
            }
        }
    }

    pub fn name(&self) -> &str {
        match &self.content {
            Content::Command(command) => command.name(),
            Content::Unreadable(_) => "unreadable",
        }
    }
}

/// Bytes that are no push of this app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPush {
    #[error("the app is too old")]
    TooOld,
    #[error("not a push")]
    NotAPush,
}

#[derive(Deserialize)]
struct RawPush<'a> {
    client: ClientId,
    protocol: u32,
    #[serde(default)]
    device: String,
    #[serde(borrow)]
    commands: Vec<&'a RawValue>,
}

/// The part of a command that must be readable, or the device would not know what was answered.
#[derive(Deserialize)]
struct Numbered {
    seq: u64,
}

#[derive(Deserialize)]
struct Identified {
    op: OpId,
}

/// A push as it came, with every command that could be read.
pub struct Pushed {
    pub client: ClientId,
    pub device: String,
    pub commands: Vec<Incoming>,
}

/// Reads the body of a push.
pub fn read(body: &[u8]) -> Result<Pushed, BadPush> {
    let push: RawPush = serde_json::from_slice(body).map_err(|_| BadPush::NotAPush)?;
    if push.protocol != PROTOCOL {
        return Err(BadPush::TooOld);
    }
    if push.commands.len() > MOST_COMMANDS {
        return Err(BadPush::NotAPush);
    }
    let commands = push.commands.into_iter().map(|raw| read_one(push.client, raw)).collect::<Result<Vec<_>, _>>()?;
    let numbered =
        commands.iter().zip(commands.iter().skip(1)).all(|(one, next)| Some(next.seq) == one.seq.checked_add(1));
    // Numbers begin at 1 and fit the database.
    let first_fits =
        commands.first().is_none_or(|first| (1..=i64::MAX as u64 - MOST_COMMANDS as u64).contains(&first.seq));
    if !numbered || !first_fits {
        return Err(BadPush::NotAPush);
    }
    Ok(Pushed { client: push.client, device: device_name(&push.device), commands })
}

/// What was kept of a command ([`Incoming::as_sent`]), under the id and number that it was kept by.
pub fn read_again(op: OpId, seq: u64, kept: &str) -> Incoming {
    let (occurred_at, content) = match envelope_of(kept) {
        Some(envelope) => (envelope.occurred_at, Content::Command(Box::new(envelope.command))),
        None => (Moment(0), Content::Unreadable(shortened(kept))),
    };
    Incoming { seq, op, occurred_at, recorded_at: None, content }
}

/// What was kept of a command, if it can be read.
pub fn envelope_of(kept: &str) -> Option<Envelope> {
    serde_json::from_str::<Sent>(kept).ok().map(|sent| sent.envelope)
}

fn read_one(client: ClientId, raw: &RawValue) -> Result<Incoming, BadPush> {
    let unreadable = |seq: u64| {
        let op = serde_json::from_str::<Identified>(raw.get())
            .map_or_else(|_| OpId::from_office(&client.to_string(), seq), |one| one.op);
        Incoming {
            seq,
            op,
            occurred_at: Moment(0),
            recorded_at: None,
            content: Content::Unreadable(shortened(raw.get())),
        }
    };
    match serde_json::from_str::<Sent>(raw.get()) {
        Ok(sent) => Ok(Incoming {
            seq: sent.seq,
            op: sent.envelope.op,
            occurred_at: sent.envelope.occurred_at,
            recorded_at: None,
            content: Content::Command(Box::new(sent.envelope.command)),
        }),
        Err(_) => serde_json::from_str::<Numbered>(raw.get())
            .map(|numbered| unreadable(numbered.seq))
            .map_err(|_| BadPush::NotAPush),
    }
}

/// Longest damaged command that is kept as it came.
const LONGEST_KEPT: usize = 64 * 1024;

fn shortened(raw: &str) -> String {
    raw.chars().filter(|c| *c != '\0').take(LONGEST_KEPT).collect()
}

/// What people call the device; whatever is no name becomes an empty one.
pub fn device_name(text: &str) -> String {
    TextLine::parse(text).map(|line| line.to_string().chars().take(60).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(commands: &str) -> String {
        format!(
            r#"{{"client":"00000000-0000-0000-0000-000000000001","protocol":1,"device":"Tablet","commands":[{commands}]}}"#
        )
    }

    const OP: &str = "00000000-0000-0000-0000-000000000002";

    #[test]
    fn one_unreadable_command_leaves_the_others() {
        let good = format!(
            r#"{{"seq":1,"op":"{OP}","occurred_at":5,"name":"notifications.resend.1","args":{{"notice":"n"}}}}"#
        );
        let newer = format!(r#"{{"seq":2,"op":"{OP}","occurred_at":5,"name":"orders.teleport.9","args":{{}}}}"#);
        let surrogate = r#"{"seq":3,"name":"\ud800","args":null}"#;
        let read = read(push(&format!("{good},{newer},{surrogate}")).as_bytes()).unwrap();
        assert_eq!(read.commands[0].name(), "notifications.resend.1");
        assert_eq!(read.commands[1].name(), "unreadable");
        assert_eq!(read.commands[1].op.to_string(), OP);
        assert!(matches!(&read.commands[2].content, Content::Unreadable(raw) if raw.contains("ud800")));
    }

    #[test]
    fn numbers_without_gaps_or_nothing() {
        assert!(read(push(r#"{"seq":1},{"seq":3}"#).as_bytes()).is_err());
        assert!(read(push(r#"{"seq":0}"#).as_bytes()).is_err());
        assert!(read(push(r#"{"seq":18446744073709551615}"#).as_bytes()).is_err());
        assert!(read(push(r#"{"nothing":1}"#).as_bytes()).is_err());
        assert!(matches!(read(push("").replace("\"protocol\":1", "\"protocol\":99").as_bytes()), Err(BadPush::TooOld)));
    }
}
