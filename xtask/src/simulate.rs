//! Whole histories from seeds, as many as one likes, and the deliberate mistakes that they have to see.
use crate::{process, project};
use anyhow::Result;
use std::process::Command;

/// Which seeds.
#[derive(Default)]
pub struct Options {
    pub seeds: Option<u64>,
    pub first: Option<u64>,
    /// Only this one, with its tale.
    pub seed: Option<u64>,
}

/// Runs seeds; the first that fails is named, with the command that replays it.
pub fn simulate(options: &Options) -> Result<()> {
    let mut command = model(&["seeds::histories_end_well"]);
    let given = [("WAYBILL_SEEDS", options.seeds), ("WAYBILL_FIRST", options.first), ("WAYBILL_SEED", options.seed)];
    for (name, value) in given {
        match value {
            Some(value) => command.env(name, value.to_string()),
            None => command.env_remove(name),
        };
    }
    process::run(&mut command)
}

/// Makes every deliberate mistake and shows which seed sees it.
pub fn mutants() -> Result<()> {
    process::run(&mut model(&["seeds::every_deliberate_mistake_is_seen"]))
}

/// Everything that `cargo xtask test` wants of the simulator.
pub fn command() -> Command {
    model(&[])
}

/// The only build with the switch for deliberate mistakes.
fn model(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test", "--release", "--locked", "--package", "shared", "--features", "faults", "--test", "model"]);
    command.args(["--", "--nocapture", "--test-threads", "1"]).args(arguments).current_dir(project::root());
    command
}
