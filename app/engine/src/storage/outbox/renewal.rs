//! When the numbers of an outbox mean nothing any more: the browser has cleared it, or the office has lost what it had
//! answered. What is known goes under other numbers, in one transaction.

use super::{
    COMMANDS, META, Outbox, PEOPLE, PERSON, all_of, counter, get_meta, last_of, put, put_meta, put_person, strict,
};
use crate::person::Person;
use crate::storage::{StoreError, Stored};
use indexed_db_futures::prelude::*;
use shared::base::ClientId;
use shared::sync::outbox::{Entry, Standing, renewed, rescued};

impl Outbox {
    /// Writes down what a tab still remembers of an outbox that the browser has cleared: behind what another tab has
    /// written meanwhile, else under a client that is new. Returns whose it is now.
    pub async fn rescue(&self, person: &Person, remembered: &[Entry], spare: ClientId) -> Stored<Person> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let people: Vec<Person> = get_meta(&meta, PEOPLE).await?.unwrap_or_default();
                let known = people.into_iter().find(|other| other.is(person.tenant, person.member));
                let person = match known {
                    Some(other) if other.client != person.client => other,
                    _ => Person { client: spare, ..person.clone() },
                };
                let there = all_of(&commands, person.client).await?;
                let last = last_of(&meta, person.client).await?;
                let anew = rescued(remembered.to_vec(), &there, person.client, last);
                for entry in &anew {
                    put(&commands, entry)?;
                }
                put_meta(&meta, &counter(person.client), &(last + anew.len() as u64))?;
                let here: Option<Person> = get_meta(&meta, PERSON).await?;
                put_person(&meta, &person).await?;
                // Somebody else has signed in meanwhile: this is kept for when its own person comes back.
                if let Some(other) = here.filter(|other| !other.is(person.tenant, person.member)) {
                    put_meta(&meta, PERSON, &Some(other))?;
                }
                tx.commit().await?;
                Ok(person)
            })
            .await
    }

    /// Gives everything that is not settled to a new client, numbered from 1: the office does not know the old one's any
    /// more. Read and written in one transaction, or what another tab saves meanwhile stays behind under a client that
    /// nobody has; and only if this person does not have another one by now.
    pub async fn offer_again(&self, old: &Person, spare: ClientId) -> Stored<()> {
        self.0
            .with(async |database| {
                let tx = strict(database)?;
                let (commands, meta) = (tx.object_store(COMMANDS)?, tx.object_store(META)?);
                let person: Option<Person> = get_meta(&meta, PERSON).await?;
                let Some(person) = person.filter(|person| person.bearer() == old.bearer()) else {
                    return Err(StoreError::Emptied);
                };
                let all = all_of(&commands, person.client).await?;
                let anew = renewed(all.clone(), spare);
                for entry in all.iter().filter(|entry| entry.standing != Standing::Settled) {
                    commands.delete::<String, _>(entry.key()).build()?;
                }
                for entry in &anew {
                    put(&commands, entry)?;
                }
                put_meta(&meta, &counter(spare), &(anew.len() as u64))?;
                put_person(&meta, &Person { client: spare, ..person }).await?;
                Ok(tx.commit().await?)
            })
            .await
    }
}
