//! `waybill restored`: tells every device that the books were put back to an earlier state.
use super::house::{self, Tenancy};
use crate::cli::say;
use crate::config::Place;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let house = house::open(&args.place, Tenancy::Guest).await?;
    let merchants = house.office.store().merchants().await?;
    for merchant in &merchants {
        house.office.store().new_epoch(*merchant).await?;
    }
    say!(
        "{} shops have a new epoch. Devices will ask for everything again, and offer again what they sent in the last 30 days.",
        merchants.len()
    );
    house.close().await
}
