//! What is not with the office, as a file: the way out when a device cannot be brought online any more.

use crate::device::{clock, preferences};
use crate::tab::here;
use serde::Serialize;
use shared::base::Moment;
use shared::sync::outbox::Entry;
use shared::sync::outbox::Standing;
use shared::sync::protocol::PROTOCOL;

#[derive(Serialize)]
struct File {
    about: &'static str,
    protocol: u32,
    exported_at: String,
    device: String,
    people: Vec<Share>,
}

#[derive(Serialize)]
struct Share {
    name: String,
    client: String,
    commands: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    seq: u64,
    op: String,
    name: String,
    args: serde_json::Value,
    occurred_at: Moment,
    by: String,
    device: String,
    standing: Standing,
}

/// Of everybody who has worked on this device. Never fails: what cannot be read is left out.
pub(crate) async fn unsent() -> String {
    let outbox = here(|tab| tab.outbox.clone());
    let people = outbox.remembered().await.map(|remembered| remembered.people).unwrap_or_default();
    let mut shares = Vec::new();
    for person in people {
        let mut commands = Vec::new();
        for standing in [Standing::Waiting, Standing::NeedsYou] {
            let entries = outbox.standing(person.client, standing, u32::MAX).await.unwrap_or_default();
            commands.extend(entries.into_iter().map(line));
        }
        if !commands.is_empty() {
            shares.push(Share { name: person.name, client: person.client.to_string(), commands });
        }
    }
    let file = File {
        about: "Waybill: changes that this device has not sent",
        protocol: PROTOCOL,
        exported_at: clock::now().iso(),
        device: preferences::device_name(),
        people: shares,
    };
    serde_json::to_string(&file).unwrap_or_default()
}

fn line(entry: Entry) -> Line {
    Line {
        seq: entry.seq,
        op: entry.op.to_string(),
        // Arguments that are no JSON cannot be: they were written as JSON.
        args: serde_json::from_str(&entry.args).unwrap_or_default(),
        name: entry.name,
        occurred_at: entry.occurred_at,
        by: entry.by,
        device: entry.device,
        standing: entry.standing,
    }
}
