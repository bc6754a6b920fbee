//! Servers and PostgreSQL killed at random moments while devices work; at the end the books are looked through.
use crate::{process, project};
use anyhow::Result;
use std::process::Command;

/// How often what is killed.
pub struct Options {
    pub servers: u32,
    pub postgres: u32,
    /// The build for development: slower, but there at once.
    pub dev: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { servers: 1_000, postgres: 200, dev: false }
    }
}

/// One line for each campaign. Fails when anything that was answered is lost, done twice, or does not add up.
pub fn kills(options: &Options) -> Result<()> {
    process::run(
        command(options)
            .env("WAYBILL_KILL_SERVERS", options.servers.to_string())
            .env("WAYBILL_KILL_POSTGRES", options.postgres.to_string()),
    )
}

fn command(options: &Options) -> Command {
    let mut command = Command::new("cargo");
    command.arg("test");
    if !options.dev {
        command.arg("--release");
    }
    command.args(["--locked", "--package", "server", "--test", "histories", "--", "--nocapture", "--ignored"]);
    command.args(["--exact", "kills::as_many_as_asked_for"]).current_dir(project::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_killed_unless_asked_otherwise() {
        let words = |dev| process::line(&command(&Options { dev, ..Options::default() }));
        assert!(words(false).contains("--release") && !words(true).contains("--release"));
    }
}
