//! `waybill backup FILE`: all shops in one file, while the server works.
use super::house::{self, Tenancy};
use crate::cli::say;
use crate::config::Place;
use crate::office::now;
use crate::store::{backup, schema};
use anyhow::Context;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file that does not exist yet. Keep it as you keep the books themselves: customers' addresses are in it.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let (url, postgres) = house::database(&args.place, Tenancy::Guest).await?;
    schema::migrate(&url).await.context("cannot bring the database up to this version")?;
    let secret = match &args.place.secret {
        Some(_) => None,
        None => Some(house::secret_text(&args.place)?),
    };
    let says_where = secret.is_none();
    let taken = backup::take(&url, &args.file, secret, now().0, |table, shops| {
        eprintln!("{} shops done; reading {table}", shops);
    })
    .await;
    house::stop(postgres).await?;
    let taken = taken.with_context(|| format!("no back-up was written to {}", args.file.display()))?;
    say!("{}: {} shops, {} rows, {} bytes.", args.file.display(), taken.shops, taken.rows, taken.bytes);
    if says_where {
        say!("WAYBILL_SECRET is not in it. Keep it too: links in mails that were sent depend on it.");
    }
    Ok(())
}
