//! `waybill migrate`: the schema, and nothing else.
use super::house;
use crate::cli::say;
use crate::config::Place;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    house::migrate(&args.place).await?;
    say!("The database is up to date.");
    Ok(())
}
