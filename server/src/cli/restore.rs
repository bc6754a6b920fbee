//! `waybill restore FILE`: puts a back-up into an empty database.
use super::house::{self, Tenancy};
use crate::cli::say;
use crate::config::Place;
use crate::store::{backup, one_key, schema};
use anyhow::Context;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A file that `waybill backup` wrote.
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let (url, postgres) = house::database(&args.place, Tenancy::Guest).await?;
    let done = put_back(&args, &url).await;
    house::stop(postgres).await?;
    let done = done.with_context(|| format!("{} was not put back; the database is as it was", args.file.display()))?;
    if let (Some(secret), None) = (&done.head.secret, &args.place.secret) {
        house::keep_secret(&args.place, secret)?;
    }
    say!("{} shops, {} rows are back, as they were at {}.", done.head.shops, done.rows, shown(done.head.taken_ms));
    say!("Devices will ask for everything again, and offer again what they sent in the last 30 days.");
    if done.unsure_mails > 0 {
        say!(
            "{} mails were on their way then. Whether they went out is not known; each is a ticket in Messages.",
            done.unsure_mails
        );
    }
    if done.head.secret.is_none() {
        say!("Start the server with the WAYBILL_SECRET of that time, or links in mails that were sent will not open.");
    }
    Ok(())
}

async fn put_back(args: &Args, url: &str) -> anyhow::Result<backup::PutBack> {
    schema::migrate(url).await.context("cannot bring the database up to this version")?;
    let done = backup::put_back(url, &args.file, |table| eprintln!("writing {table}")).await?;
    // A server that has looked into the empty database before has noted a key of its own.
    one_key::forget(url).await?;
    Ok(done)
}

fn shown(taken_ms: i64) -> String {
    shared::base::Moment(taken_ms).iso()
}
