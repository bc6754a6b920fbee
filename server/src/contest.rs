//! The office of the bench of browser stores, only with the feature `bench`: the bench's shop on an empty database, with the
//! rig's orders in its books as they stand with us. What users get knows neither this nor the verb that the bench works with.

use crate::cli::house::{self, Tenancy};
use crate::config::Place;
use crate::gate::accounts::{NewShop, open_shop};
use crate::store::{Store, StoreError, books, merchants};
use crate::sync::{segments, tighten};
use anyhow::{Context, anyhow};
use clap::Parser;
use shared::base::{Email, Name, TenantId, TextLine};
use shared::contest::{self, Theirs};
use shared::engine::{Key, Record, Recorded};
use shared::orders::Order;
use shared::people::{Language, Role};
use shared::sync::office::share::Share;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Records of one version, as many as a transaction of the office takes commands.
const AT_ONCE: usize = 256;

/// Opens the bench's shop and lays the rig's orders into its books: one a line, from standard input.
#[derive(Debug, Parser)]
pub struct Fill {
    #[command(flatten)]
    place: Place,
}

pub async fn fill(args: Fill) -> anyhow::Result<()> {
    let mut records = contest::warehouses()?;
    for line in std::io::stdin().lock().lines() {
        let theirs: Theirs = serde_json::from_str(&line?).context("a line is not an order of the rig")?;
        records.push(Order::wrap(Arc::new(theirs.into_order()?)));
    }
    let house = house::open(&args.place, Tenancy::Guest).await?;
    let opened = open_shop(&house.office, shop()?).await;
    let (tenant, _) = opened.map_err(|problem| anyhow!("the shop was not opened: {}", problem.code()))?;
    let store = house.office.store().clone();
    let filled = house.office.store().detached(async move { lay(&store, tenant, records).await }).await;
    let closed = house.close().await;
    filled?;
    closed
}

fn shop() -> anyhow::Result<NewShop> {
    Ok(NewShop {
        name: Name::parse(contest::BY)?,
        country: TextLine::parse(contest::COUNTRY)?,
        currency: contest::currency()?,
        language: Language::Chinese,
        utc_offset_minutes: 480,
        owner: Name::parse(contest::BY)?,
        email: Email::parse(contest::EMAIL)?,
        password: contest::PASSWORD.to_owned(),
        demo: false,
    })
}

/// As batches of commands would have left them. Then they are sealed and squeezed, as in every shop whose devices have pulled: that is done
/// once for all devices and not again for the next one.
async fn lay(store: &Store, tenant: TenantId, records: Vec<Record>) -> Result<(), StoreError> {
    let mut tx = store.begin(tenant).await?;
    let mut version = merchants::lock(&mut tx, tenant).await?.version;
    for some in records.chunks(AT_ONCE) {
        version += 1;
        let writes: BTreeMap<Key, Option<Record>> =
            some.iter().map(|record| (record.key(), Some(record.clone()))).collect();
        books::write(&mut tx, tenant, version, &writes).await?;
    }
    merchants::advance(&mut tx, tenant, version).await?;
    tx.commit().await?;
    for share in Share::granted(Role::Owner) {
        segments::seal(store, tenant, share).await?;
    }
    tighten::tighten_all(store, &CancellationToken::new()).await?;
    Ok(())
}
