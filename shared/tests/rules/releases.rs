//! What every release has left on devices and on the wire, kept byte for byte: whatever is built today reads all of it, so
//! that a tablet which lay in a drawer through two releases loses nothing that is in its outbox.
//!
//! A version has a folder `golden/<version>` with `outbox.jsonl` (what lies in IndexedDB) and `push.json` (what goes over
//! the wire). `WAYBILL_WRITE_GOLDEN=1 cargo test -p shared` writes that of the version being made. Once it is released,
//! nobody touches it again.

use super::harness::op;
use super::wire::samples;
use serde_json::Value;
use shared::base::{ClientId, Moment};
use shared::engine::{Command, Envelope, Outcome, Refusal};
use shared::sync::office::Content;
use shared::sync::office::incoming;
use shared::sync::outbox::{Draft, Entry, Standing, push_bodies};
use shared::sync::protocol::Answer;
use std::path::PathBuf;
use uuid::Uuid;

fn golden() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/rules/golden")
}

/// One of every command, waiting; then one that was refused and one that was done.
fn outbox() -> Vec<Entry> {
    let commands = samples();
    let more = commands.iter().rev().take(2).cloned().collect::<Vec<_>>();
    let mut entries: Vec<Entry> = (1..)
        .zip(commands.into_iter().chain(more))
        .map(|(seq, command)| {
            let envelope = Envelope { op: op(seq), occurred_at: Moment(1_795_270_927_000), command };
            let draft = Draft { envelope, by: "Lin \"the\" clerk".into(), device: "平板 2".into() };
            Entry::new(ClientId(Uuid::from_u128(3)), seq, &draft).unwrap()
        })
        .collect();
    let [.., refused, done] = entries.as_mut_slice() else { panic!("two and more") };
    refused.take(&Answer::Refused(Refusal::OrderCancelled), Moment(1_795_270_928_000)).unwrap();
    done.take(&Answer::Accepted(Outcome::Done), Moment(1_795_270_928_000)).unwrap();
    entries
}

fn waiting(entries: &[Entry]) -> Vec<Entry> {
    entries.iter().filter(|entry| entry.standing == Standing::Waiting).cloned().collect()
}

/// Every release that has a folder: its name, its outbox, its push.
fn releases() -> Vec<(String, Vec<Entry>, String)> {
    let folders = std::fs::read_dir(golden()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    folders
        .map(|folder| {
            let outbox = std::fs::read_to_string(folder.join("outbox.jsonl")).unwrap();
            let entries = outbox.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let push = std::fs::read_to_string(folder.join("push.json")).unwrap();
            (folder.file_name().unwrap().to_string_lossy().into_owned(), entries, push)
        })
        .collect()
}

#[test]
fn this_version_leaves_what_its_folder_says() {
    let entries = outbox();
    let lines: String = entries.iter().map(|entry| format!("{}\n", serde_json::to_string(entry).unwrap())).collect();
    let pushes = push_bodies(ClientId(Uuid::from_u128(3)), "平板 2", &waiting(&entries));
    let [push] = pushes.as_slice() else { panic!("they fit into one") };
    let folder = golden().join(env!("CARGO_PKG_VERSION"));
    if std::env::var_os("WAYBILL_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("outbox.jsonl"), &lines).unwrap();
        std::fs::write(folder.join("push.json"), push).unwrap();
    }
    let kept = |name: &str| std::fs::read_to_string(folder.join(name)).expect("every version has its golden folder");
    assert_eq!(kept("outbox.jsonl"), lines);
    assert_eq!(&kept("push.json"), push);
}

#[test]
fn an_outbox_of_every_release_is_read_without_losing_a_word() {
    for (release, entries, _) in releases() {
        for entry in &entries {
            let read = Command::read(&entry.name, &entry.args)
                .unwrap_or_else(|error| panic!("{release} {}: {error}", entry.name));
            let (before, after) = (entry.args.as_str(), read.args().unwrap());
            let (before, after): (Value, Value) =
                (serde_json::from_str(before).unwrap(), serde_json::from_str(&after).unwrap());
            assert!(holds(&after, &before), "{release} {}: {before} became {after}", entry.name);
        }
        let refused: Vec<Option<Refusal>> =
            entries.iter().filter(|entry| entry.standing == Standing::NeedsYou).map(Entry::refusal).collect();
        assert_eq!(refused, [Some(Refusal::OrderCancelled)], "{release}");
    }
}

/// Whether everything of `part` is in `whole`; what came later may be there too.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(name, value)| whole.get(name).is_some_and(|whole| holds(whole, value)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| holds(whole, part))
        }
        (whole, part) => whole == part,
    }
}

#[test]
fn an_office_of_today_takes_the_push_of_every_release() {
    for (release, entries, push) in releases() {
        let pushed = incoming::read(push.as_bytes()).unwrap_or_else(|error| panic!("{release}: {error}"));
        let waiting = waiting(&entries);
        assert_eq!(pushed.commands.len(), waiting.len(), "{release}");
        for (command, entry) in pushed.commands.iter().zip(&waiting) {
            assert!(matches!(command.content, Content::Command(_)), "{release}: {} cannot be read", entry.name);
            assert_eq!((command.name(), command.op, command.seq), (entry.name.as_str(), entry.op, entry.seq));
        }
    }
}
