//! The outbox: every command of this device until the office has answered, and for a month after. Every write is
//! strict; any tab may append.

use super::migrations::{COMMANDS, META, SHELF};
use super::{Connection, StoreError, Stored, Which, reading, writing};
use crate::entry::{Draft, Entry, key, shelf};
use crate::ledger::Standing;
use crate::person::Person;
use indexed_db_futures::KeyRange;
use indexed_db_futures::cursor::CursorDirection;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::base::moment::DAY;
use shared::base::{ClientId, Moment};
use wasm_bindgen::JsValue;

/// Answered commands are kept this long: a server restored from a backup is offered them again.
const KEEP_DAYS: i64 = 30;
/// Whoever works here now.
const PERSON: &str = "person";
/// Everybody who has worked here and may still have something unsent.
const PEOPLE: &str = "people";
const CONTACT: &str = "contact";
const SIGN_OUT_OWED: &str = "sign_out_owed";

#[derive(Clone)]
pub(crate) struct Outbox(Connection);

impl Default for Outbox {
    fn default() -> Self {
        Outbox(Connection::new(Which::Outbox))
    }
}

/// What stands in the outbox besides commands.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    pub person: Option<Person>,
    pub people: Vec<Person>,
    /// The last time the office answered.
    pub contact: Option<Moment>,
    /// Somebody signed out while there was no connection: the office is to be told.
    pub sign_out_owed: bool,
}

impl Outbox {
    pub async fn remembered(&self) -> Stored<Remembered> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                let meta = tx.object_store(META)?;
                Ok(Remembered {
                    person: get_meta(&meta, PERSON).await?,
                    people: get_meta(&meta, PEOPLE).await?.unwrap_or_default(),
                    contact: get_meta(&meta, CONTACT).await?,
                    sign_out_owed: get_meta(&meta, SIGN_OUT_OWED).await?.unwrap_or_default(),
                })
            })
            .await
    }

    /// From now on this is who works here; none after signing out.
    pub async fn remember(&self, person: Option<&Person>) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let meta = tx.object_store(META)?;
                match person {
                    Some(person) => put_person(&meta, person).await?,
                    None => put_meta(&meta, PERSON, &person)?,
                }
                Ok(tx.commit().await?)
            })
            .await
    }

    pub async fn remember_contact(&self, at: Moment) -> Stored<()> {
        self.set(CONTACT, &at).await
    }

    pub async fn owe_sign_out(&self, owed: bool) -> Stored<()> {
        self.set(SIGN_OUT_OWED, &owed).await
    }

    async fn set(&self, name: &str, value: &impl Serialize) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                put_meta(&tx.object_store(META)?, name, value)?;
                Ok(tx.commit().await?)
            })
            .await
    }

    /// Takes all of them in one transaction and gives them their numbers; or takes none. Numbers up to `known` were given
    /// out before: an outbox that does not know them was cleared by the browser.
    pub async fn append(&self, client: ClientId, known: u64, drafts: &[Draft]) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let last: u64 = get_meta(&meta, &counter(client)).await?.unwrap_or_default();
                if last < known {
                    return Err(StoreError::Emptied);
                }
                let mut entries = Vec::with_capacity(drafts.len());
                for (seq, draft) in (last + 1..).zip(drafts) {
                    let entry = Entry::new(client, seq, draft)?;
                    put(&commands, &entry)?;
                    entries.push(entry);
                }
                put_meta(&meta, &counter(client), &(last + drafts.len() as u64))?;
                tx.commit().await?;
                Ok(entries)
            })
            .await
    }

    /// Puts back what a tab still remembers of an outbox that the browser has cleared. Does nothing when another tab was
    /// quicker.
    pub async fn put_back(&self, person: &Person, known: u64, entries: &[Entry]) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let last: u64 = get_meta(&meta, &counter(person.client)).await?.unwrap_or_default();
                if last >= known {
                    return Ok(());
                }
                for entry in entries {
                    put(&commands, entry)?;
                }
                put_meta(&meta, &counter(person.client), &known)?;
                put_person(&meta, person).await?;
                Ok(tx.commit().await?)
            })
            .await
    }

    /// The last number that was given out.
    pub async fn last_seq(&self, client: ClientId) -> Stored<u64> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                Ok(get_meta(&tx.object_store(META)?, &counter(client)).await?.unwrap_or_default())
            })
            .await
    }

    /// Commands after `seq`, whatever became of them, at most `limit`.
    pub async fn after(&self, client: ClientId, seq: u64, limit: u32) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS])?;
                let range = KeyRange::Bound(key(client, seq), true, end(client), false);
                let store = tx.object_store(COMMANDS)?;
                let found = store.get_all::<JsValue>().with_query::<String, _>(range).with_limit(limit).await?;
                collect(found)
            })
            .await
    }

    /// Commands that stand so, oldest first, at most `limit`.
    pub async fn standing(&self, client: ClientId, standing: Standing, limit: u32) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS])?;
                let store = tx.object_store(COMMANDS)?;
                let index = store.index(SHELF)?;
                let found = index
                    .get_all::<JsValue>()
                    .with_query::<String, _>(shelf(client, standing))
                    .with_limit(limit)
                    .await?;
                collect(found)
            })
            .await
    }

    /// The latest commands that stand so, latest first.
    pub async fn latest(&self, client: ClientId, standing: Standing, limit: usize) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS])?;
                let store = tx.object_store(COMMANDS)?;
                let index = store.index(SHELF)?;
                let range = KeyRange::Only(shelf(client, standing));
                let cursor =
                    index.open_cursor().with_query::<String, _>(range).with_direction(CursorDirection::Prev).await?;
                let mut entries = Vec::new();
                let Some(mut cursor) = cursor else { return Ok(entries) };
                while entries.len() < limit {
                    match cursor.next_record::<JsValue>().await? {
                        Some(value) => entries.push(serde_wasm_bindgen::from_value(value)?),
                        None => break,
                    }
                }
                Ok(entries)
            })
            .await
    }

    pub async fn count(&self, client: ClientId, standing: Standing) -> Stored<usize> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS])?;
                let store = tx.object_store(COMMANDS)?;
                let count = store
                    .index(SHELF)?
                    .count()
                    .with_query::<String, _>(KeyRange::Only(shelf(client, standing)))
                    .await?;
                Ok(usize::try_from(count).unwrap_or(usize::MAX))
            })
            .await
    }

    /// Writes down what became of them.
    pub async fn put_all(&self, entries: &[Entry]) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let commands = tx.object_store(COMMANDS)?;
                for entry in entries {
                    put(&commands, entry)?;
                }
                Ok(tx.commit().await?)
            })
            .await
    }

    pub async fn get(&self, client: ClientId, seq: u64) -> Stored<Option<Entry>> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS])?;
                let found = tx.object_store(COMMANDS)?.get::<JsValue, String, _>(key(client, seq)).await?;
                Ok(found.map(serde_wasm_bindgen::from_value).transpose()?)
            })
            .await
    }

    /// Gives commands to a new client, numbered from 1: the office does not know the old one's any more.
    pub async fn offer_again(&self, old: ClientId, person: &Person, entries: Vec<Entry>) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let mut moved = Vec::with_capacity(entries.len());
                for (seq, entry) in (1u64..).zip(&entries) {
                    commands.delete::<String, _>(key(old, entry.seq)).build()?;
                    let mut entry =
                        Entry { client: person.client, seq, answer: None, answered_at: None, ..entry.clone() };
                    entry.stand(Standing::Waiting);
                    put(&commands, &entry)?;
                    moved.push(entry);
                }
                put_meta(&meta, &counter(person.client), &(entries.len() as u64))?;
                put_person(&meta, person).await?;
                tx.commit().await?;
                Ok(moved)
            })
            .await
    }

    /// Throws away what is not sent, only ever on the person's own word. They get a new client next time: the office may
    /// have seen some of these numbers already.
    pub async fn delete_unsent(&self, person: &Person) -> Stored<()> {
        let waiting = self.standing(person.client, Standing::Waiting, u32::MAX).await?;
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                for entry in &waiting {
                    commands.delete::<String, _>(entry.key()).build()?;
                }
                let mut people: Vec<Person> = get_meta(&meta, PEOPLE).await?.unwrap_or_default();
                people.retain(|other| !other.is(person.tenant, person.member));
                put_meta(&meta, PEOPLE, &people)?;
                Ok(tx.commit().await?)
            })
            .await
    }

    /// Lets go of answered commands that are older than a month.
    pub async fn prune(&self, client: ClientId, now: Moment) -> Stored<()> {
        let too_old = now.plus(-KEEP_DAYS * DAY);
        for standing in [Standing::Done, Standing::Settled] {
            loop {
                let oldest = self.standing(client, standing, 256).await?;
                let gone: Vec<String> = oldest
                    .iter()
                    .filter(|entry| entry.answered_at.is_some_and(|at| at < too_old))
                    .map(Entry::key)
                    .collect();
                if gone.is_empty() {
                    break;
                }
                self.delete(&gone).await?;
            }
        }
        Ok(())
    }

    async fn delete(&self, keys: &[String]) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let commands = tx.object_store(COMMANDS)?;
                for key in keys {
                    commands.delete::<String, _>(key.clone()).build()?;
                }
                Ok(tx.commit().await?)
            })
            .await
    }
}

fn strict(database: &Database) -> Stored<Transaction<'_>> {
    writing(database, &[COMMANDS, META], TransactionDurability::Strict)
}

/// This person works here now, and is one of those who have.
async fn put_person(meta: &ObjectStore<'_>, person: &Person) -> Stored<()> {
    let mut people: Vec<Person> = get_meta(meta, PEOPLE).await?.unwrap_or_default();
    people.retain(|other| !other.is(person.tenant, person.member));
    people.push(person.clone());
    put_meta(meta, PEOPLE, &people)?;
    put_meta(meta, PERSON, &Some(person))
}

fn counter(client: ClientId) -> String {
    format!("last_seq/{client}")
}

/// Behind every key of this client.
fn end(client: ClientId) -> String {
    format!("{client}/~")
}

fn put(commands: &ObjectStore<'_>, entry: &Entry) -> Stored<()> {
    commands.put(serde_wasm_bindgen::to_value(entry)?).with_key(entry.key()).build()?;
    Ok(())
}

fn collect(found: impl Iterator<Item = indexed_db_futures::Result<JsValue>>) -> Stored<Vec<Entry>> {
    found.map(|value| Ok(serde_wasm_bindgen::from_value(value?)?)).collect()
}

/// Values are JSON texts, so that any later app reads them.
async fn get_meta<T: DeserializeOwned>(meta: &ObjectStore<'_>, name: &str) -> Stored<Option<T>> {
    let text = meta.get::<String, String, _>(name.to_owned()).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn put_meta(meta: &ObjectStore<'_>, name: &str, value: &impl Serialize) -> Stored<()> {
    meta.put(serde_json::to_string(value)?).with_key(name.to_owned()).build()?;
    Ok(())
}
