//! `waybill migrate`: the schema, and nothing else.
use super::house;
use crate::config::Place;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    house::migrate(&args.place).await?;
    println!("The database is up to date.");
    Ok(())
}
