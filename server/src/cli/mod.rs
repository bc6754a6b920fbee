//! The commands of `waybill`.
pub mod backup;
pub mod doctor;
pub mod house;
pub mod migrate;
pub mod restore;
pub mod restored;
pub mod serve;
pub mod user;

use clap::{Parser, Subcommand};

/// Says a line. Whoever has closed our output (`waybill user list | head`) has heard enough; the work goes on.
macro_rules! say {
    ($($word:tt)*) => {{
        use std::io::Write;
        writeln!(std::io::stdout().lock(), $($word)*).ok();
    }};
}
pub(crate) use say;

/// Orders, stock, picking, shipping and notices for merchants: one server, one binary.
#[derive(Debug, Parser)]
#[command(name = "waybill", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(serve::Args),
    /// Bring the database up to this version, then end.
    Migrate(migrate::Args),
    /// Bring in what other systems wrote.
    Import(crate::intake::import::Args),
    /// People who sign in: add, list, set a password.
    User(user::Args),
    /// Show the settings in effect and check database, disk, schema and mail.
    Doctor(doctor::Args),
    /// Write all shops into one file, while the server works.
    Backup(backup::Args),
    /// Put a file of `waybill backup` into an empty database.
    Restore(restore::Args),
    /// After restoring PostgreSQL by other means: make every device ask for everything again and offer what it still holds.
    Restored(restored::Args),
}

/// Runs the command that was given.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(args) => serve::run(args).await,
        Command::Migrate(args) => migrate::run(args).await,
        Command::Import(args) => crate::intake::import::run(args).await,
        Command::User(args) => user::run(args).await,
        Command::Doctor(args) => doctor::run(args).await,
        Command::Backup(args) => backup::run(args).await,
        Command::Restore(args) => restore::run(args).await,
        Command::Restored(args) => restored::run(args).await,
    }
}
