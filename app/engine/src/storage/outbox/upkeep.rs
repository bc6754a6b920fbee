//! Letting go of commands: what a person throws away on their own word, and what was answered long ago.

use super::{COMMANDS, META, Outbox, PEOPLE, get_meta, put_meta, strict};
use crate::person::Person;
use crate::storage::Stored;
use indexed_db_futures::prelude::*;
use shared::base::moment::DAY;
use shared::base::{ClientId, Moment};
use shared::sync::outbox::{Entry, Standing};

/// Answered commands are kept this long: a server restored from a backup is offered them again.
const KEEP_DAYS: i64 = 30;

impl Outbox {
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

    /// Lets go of answered commands that are older than a month, of everybody who has worked here.
    pub async fn prune(&self, now: Moment) -> Stored<()> {
        for person in self.remembered().await?.people {
            self.prune_one(person.client, now).await?;
        }
        Ok(())
    }

    async fn prune_one(&self, client: ClientId, now: Moment) -> Stored<()> {
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
