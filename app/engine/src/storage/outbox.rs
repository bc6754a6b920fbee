//! The outbox: every command of this device until the office has answered, and for a month after. Every write is
//! strict; any tab may append.

mod renewal;
mod upkeep;

use super::migrations::{COMMANDS, META, SHELF};
use super::{Connection, StoreError, Stored, Which, reading, writing};
use crate::person::Person;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use indexed_db_futures::KeyRange;
use indexed_db_futures::cursor::CursorDirection;
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::base::{ClientId, Moment};
use shared::sync::outbox::{Draft, Entry, Standing, key, shelf};
use wasm_bindgen::JsValue;

/// Whoever works here now.
const PERSON: &str = "person";
/// Everybody who has worked here and may still have something unsent.
const PEOPLE: &str = "people";
const CONTACT: &str = "contact";
const SIGN_OUT_OWED: &str = "sign_out_owed";
/// What a person seals with, by shop and person.
fn seal_of(person: &Person) -> String {
    format!("seal {} {}", person.tenant, person.member)
}

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

    /// What this person seals with; none before the office has told it.
    pub async fn seal(&self, person: &Person) -> Stored<Option<String>> {
        let name = seal_of(person);
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                get_meta(&tx.object_store(META)?, &name).await
            })
            .await
    }

    pub async fn keep_seal(&self, person: &Person, seal: &str) -> Stored<()> {
        self.set(&seal_of(person), &seal).await
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
    /// out before: an outbox that does not know them, or not this client, was cleared by the browser or offered anew.
    /// `instead`: they are what a person has decided about the refused command of this number. It is settled with them, and
    /// only once.
    pub async fn append(
        &self,
        person: &Person,
        known: u64,
        drafts: &[Draft],
        instead: Option<(u64, Moment)>,
    ) -> Stored<Vec<Entry>> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let client = person.client;
                let last = last_of(&meta, client).await?;
                if last < known || !is_one_of_them(&meta, person).await? {
                    return Err(StoreError::Emptied);
                }
                if let Some((seq, at)) = instead
                    && settle(&commands, client, seq, at).await? != Some(Standing::NeedsYou)
                {
                    return Err(StoreError::Decided);
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

    /// Whether this is still the outbox that a tab knows.
    pub async fn knows(&self, person: &Person, known: u64) -> Stored<bool> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                let meta = tx.object_store(META)?;
                Ok(last_of(&meta, person.client).await? >= known && is_one_of_them(&meta, person).await?)
            })
            .await
    }

    /// The last number that was given out.
    pub async fn last_seq(&self, client: ClientId) -> Stored<u64> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[META])?;
                last_of(&tx.object_store(META)?, client).await
            })
            .await
    }

    /// The last number that was given out, and how many commands wait, at one moment.
    pub async fn extent(&self, client: ClientId) -> Stored<(u64, u64)> {
        self.0
            .with(async |database| {
                let tx = reading(database, &[COMMANDS, META])?;
                let last = last_of(&tx.object_store(META)?, client).await?;
                Ok((last, count_of(&tx.object_store(COMMANDS)?, client, Standing::Waiting).await?))
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
                let count = count_of(&tx.object_store(COMMANDS)?, client, standing).await?;
                Ok(usize::try_from(count).unwrap_or(usize::MAX))
            })
            .await
    }

    /// The next few that wait, behind `seq`.
    pub async fn waiting(&self, client: ClientId, seq: u64, limit: u32) -> Stored<Vec<Entry>> {
        if seq == 0 {
            return self.standing(client, Standing::Waiting, limit).await;
        }
        let mut after = seq;
        loop {
            let mut entries = self.after(client, after, limit).await?;
            let Some(last) = entries.last() else { return Ok(entries) };
            after = last.seq;
            entries.retain(|entry| entry.standing == Standing::Waiting);
            if !entries.is_empty() {
                return Ok(entries);
            }
        }
    }

    /// Writes down what became of those that still wait: a person may have decided about the others.
    pub async fn answered(&self, client: ClientId, entries: &[Entry]) -> Stored<()> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(()) };
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let commands = tx.object_store(COMMANDS)?;
                let range = KeyRange::Bound(key(client, first.seq), false, key(client, last.seq), false);
                let stored = collect(commands.get_all::<JsValue>().with_query::<String, _>(range).await?)?;
                let waits = |entry: &&Entry| {
                    let at = stored.binary_search_by_key(&entry.seq, |stored| stored.seq).ok();
                    at.and_then(|at| stored.get(at)).is_some_and(|stored| stored.standing == Standing::Waiting)
                };
                for entry in entries.iter().filter(waits) {
                    put(&commands, entry)?;
                }
                Ok(tx.commit().await?)
            })
            .await
    }

    /// A person has decided about a refused command. Answers whether there is nothing left to decide of it.
    pub async fn settle(&self, client: ClientId, seq: u64, at: Moment) -> Stored<bool> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let commands = tx.object_store(COMMANDS)?;
                let before = settle(&commands, client, seq, at).await?;
                tx.commit().await?;
                Ok(matches!(before, Some(Standing::NeedsYou | Standing::Settled)))
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
}

/// A person has decided about this command. Answers with how it stood before; only what needed somebody is changed. Boxed: the
/// app carries it once.
fn settle<'a>(
    commands: &'a ObjectStore<'_>,
    client: ClientId,
    seq: u64,
    at: Moment,
) -> LocalBoxFuture<'a, Stored<Option<Standing>>> {
    async move {
        let found = commands.get::<JsValue, String, _>(key(client, seq)).await?;
        let Some(mut entry) = found.map(serde_wasm_bindgen::from_value::<Entry>).transpose()? else { return Ok(None) };
        let before = entry.standing;
        if before == Standing::NeedsYou {
            entry.stand(Standing::Settled);
            entry.answered_at = Some(at);
            put(commands, &entry)?;
        }
        Ok(Some(before))
    }
    .boxed_local()
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

/// Whether this person works, or has worked, at this device under this client.
async fn is_one_of_them(meta: &ObjectStore<'_>, person: &Person) -> Stored<bool> {
    let people: Vec<Person> = get_meta(meta, PEOPLE).await?.unwrap_or_default();
    Ok(people.iter().any(|other| other.bearer() == person.bearer()))
}

async fn count_of(commands: &ObjectStore<'_>, client: ClientId, standing: Standing) -> Stored<u64> {
    let shelf = KeyRange::Only(shelf(client, standing));
    Ok(commands.index(SHELF)?.count().with_query::<String, _>(shelf).await?.into())
}

async fn last_of(meta: &ObjectStore<'_>, client: ClientId) -> Stored<u64> {
    Ok(get_meta(meta, &counter(client)).await?.unwrap_or_default())
}

async fn all_of(commands: &ObjectStore<'_>, client: ClientId) -> Stored<Vec<Entry>> {
    let range = KeyRange::Bound(key(client, 0), false, end(client), false);
    collect(commands.get_all::<JsValue>().with_query::<String, _>(range).await?)
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
