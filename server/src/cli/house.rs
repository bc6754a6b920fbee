//! Opens the house: the database, the key, the office; and closes it again in order.
use crate::config::Place;
use crate::office::Office;
use crate::store::private_postgres::PrivatePostgres;
use crate::store::secret::Secret;
use crate::store::{Store, one_key, schema};
use anyhow::Context;

/// An office with what it stands on.
pub struct House {
    pub office: Office,
    postgres: Option<PrivatePostgres>,
}

/// How the private PostgreSQL is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tenancy {
    /// By the server, alone.
    Alone,
    /// By a command, next to a running server if there is one.
    Guest,
}

/// The database's address, and the private PostgreSQL where there is one.
pub async fn database(place: &Place, tenancy: Tenancy) -> anyhow::Result<(String, Option<PrivatePostgres>)> {
    if let Some(url) = &place.database_url {
        return Ok((url.clone(), None));
    }
    std::fs::create_dir_all(&place.data)
        .with_context(|| format!("cannot use the data directory {}", place.data.display()))?;
    let postgres = match tenancy {
        Tenancy::Alone => PrivatePostgres::start(&place.data).await?,
        Tenancy::Guest => PrivatePostgres::open(&place.data).await?,
    };
    Ok((postgres.url(), Some(postgres)))
}

pub fn secret(place: &Place) -> anyhow::Result<Secret> {
    match &place.secret {
        Some(text) if text.len() < 16 => anyhow::bail!("WAYBILL_SECRET is too short: it needs at least 16 characters"),
        Some(text) => Ok(Secret::from_text(text)),
        None => Ok(Secret::kept_in(&place.data)?),
    }
}

/// The key as it lies in the data directory.
pub fn secret_text(place: &Place) -> anyhow::Result<String> {
    Secret::kept_in(&place.data)?;
    let path = place.data.join(Secret::FILE);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// Puts a key into the data directory. One that is there already was for other books; it stays beside it.
pub fn keep_secret(place: &Place, text: &str) -> anyhow::Result<()> {
    let path = place.data.join(Secret::FILE);
    if path.exists() {
        let former = place.data.join(format!("{}.former", Secret::FILE));
        std::fs::rename(&path, &former).with_context(|| format!("cannot rename {}", path.display()))?;
    }
    Ok(Secret::keep_in(&place.data, text.trim())?)
}

/// Opens everything, the schema brought up to date.
pub async fn open(place: &Place, tenancy: Tenancy) -> anyhow::Result<House> {
    let (url, postgres) = database(place, tenancy).await?;
    let store = Store::open(&url).await.context("cannot open the database")?;
    let secret = secret(place)?;
    one_key::must_be(&url, &secret).await?;
    Ok(House { office: Office::new(store, secret), postgres })
}

/// Only brings the schema up to date, and takes this machine's key for the one to be used where that is wanted.
pub async fn migrate(place: &Place, new_key: bool) -> anyhow::Result<()> {
    let (url, postgres) = database(place, Tenancy::Guest).await?;
    schema::migrate(&url).await.context("cannot bring the database up to this version")?;
    if new_key {
        one_key::forget(&url).await?;
        one_key::must_be(&url, &secret(place)?).await?;
    }
    stop(postgres).await
}

impl House {
    /// Brings the private PostgreSQL back whenever it ends. Never answers.
    pub async fn keep_postgres(&mut self) {
        let Some(postgres) = &mut self.postgres else { return std::future::pending().await };
        loop {
            postgres.ended().await;
            tracing::error!("PostgreSQL has ended; starting it again");
            while let Err(error) = postgres.revive().await {
                tracing::error!(%error, "PostgreSQL cannot be started; trying again");
                tokio::time::sleep(std::time::Duration::from_secs(2)).await;
            }
        }
    }

    pub async fn close(self) -> anyhow::Result<()> {
        self.office.close().await;
        stop(self.postgres).await
    }
}

pub async fn stop(postgres: Option<PrivatePostgres>) -> anyhow::Result<()> {
    match postgres {
        Some(postgres) => Ok(postgres.stop().await?),
        None => Ok(()),
    }
}
