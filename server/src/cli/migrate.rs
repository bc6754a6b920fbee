//! `waybill migrate`: the schema, and nothing else.
use super::house;
use crate::cli::say;
use crate::config::Place;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,

    /// From now on, this machine's key is the one for this database: the former one is lost. Stop all servers first.
    #[arg(long)]
    new_key: bool,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    house::migrate(&args.place, args.new_key).await?;
    say!("The database is up to date.");
    Ok(())
}
