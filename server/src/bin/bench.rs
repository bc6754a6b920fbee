//! `waybill` for the bench of browser stores: the same commands, the verb that the bench works with, and `fill`.
use clap::Parser;
use server::cli::{Cli, run};
use server::contest::{Fill, fill};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let is_fill = std::env::args().nth(1).is_some_and(|word| word == "fill");
    if is_fill { fill(Fill::parse_from(std::env::args().skip(1))).await } else { run(Cli::parse()).await }
}
