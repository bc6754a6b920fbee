//! Servers, PostgreSQL and browsers killed at random moments while devices work; at the end the books are looked through.
use crate::{build, process, project, setup};
use anyhow::Result;
use std::process::Command;

/// How often what is killed.
pub struct Options {
    pub servers: u32,
    pub postgres: u32,
    pub browsers: u32,
    /// The build for development: slower, but there at once.
    pub dev: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { servers: 1_000, postgres: 200, browsers: 0, dev: false }
    }
}

/// One line for each campaign. Fails when anything that was answered is lost, done twice, or does not add up.
pub fn kills(options: &Options) -> Result<()> {
    let campaigns = [
        ("WAYBILL_KILL_SERVERS", options.servers, "kills::servers_are_killed_while_devices_work"),
        ("WAYBILL_KILL_POSTGRES", options.postgres, "kills::postgres_is_killed_while_devices_work"),
    ];
    for (name, kills, test) in campaigns.into_iter().filter(|(_, kills, _)| *kills > 0) {
        process::run(command(options, test).env(name, kills.to_string()))?;
    }
    if options.browsers > 0 { browsers(options.browsers) } else { Ok(()) }
}

/// A real Chromium on a device, killed and closed so often, with the server that ships.
fn browsers(kills: u32) -> Result<()> {
    let tools = setup::setup(true)?;
    build::build_within_limits(&tools)?;
    let mut command = tools.playwright();
    command.args(["test", "tests/killed-device.spec.ts"]).env("WAYBILL_KILL_BROWSERS", kills.to_string());
    process::run(&mut command)
}

fn command(options: &Options, test: &str) -> Command {
    let mut command = Command::new("cargo");
    command.arg("test");
    if !options.dev {
        command.arg("--release");
    }
    command.args(["--locked", "--package", "server", "--test", "histories", "--", "--nocapture", "--exact", test]);
    command.current_dir(project::root());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_killed_unless_asked_otherwise() {
        let words = |dev| process::line(&command(&Options { dev, ..Options::default() }, "kills"));
        assert!(words(false).contains("--release") && !words(true).contains("--release"));
    }
}
