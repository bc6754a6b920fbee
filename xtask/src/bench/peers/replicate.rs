//! The other half of the rig: how long an empty device needs to copy the shop from its server, how many bytes that takes, and when
//! a second device hears of a change. Ours is the app in a browser, and the server that is shipped with one verb more.
use super::table::{REPLICATION, Table};
use super::{OURS, Options, find, machine, prepared};
use crate::setup::{self, Tools};
use crate::{build, console, process, project};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Before the names of these figures in `bench.json`.
pub const PREFIX: &str = "replicate: ";
/// What makes a contestant of us: where it lies in the project, and where the rig looks for it.
const PARTS: [(&str, &str); 2] = [("server.mjs", "servers/waybill.mjs"), ("page.js", "adapters/waybill-sync.js")];

/// Runs the rig as it is and with compression, prints one table and writes `bench.json`.
pub fn measure(options: &Options) -> Result<()> {
    let Some(rig) = find(options) else { return Ok(()) };
    let tools = setup::setup(false)?;
    let (app, server) = (build::build_for_bench(&tools)?, build::build_server_for_bench()?);
    let rig = prepared(&rig)?;
    for (ours, theirs) in PARTS {
        let ours = project::end2end().join("bench/replicate").join(ours);
        fs::copy(&ours, rig.join(theirs)).with_context(|| format!("Copying {}", ours.display()))?;
    }
    let run = |word| run(&tools, &rig, options, (&app, &server), word);
    let runs = [("", run("")?), (", compressed", run("--gzip")?)];
    let machine = runs.first().map(|(_, told)| machine(told)).unwrap_or_default();
    let table = Table::read(REPLICATION, &runs);
    console::say(&table.text(&machine));
    super::super::write_beside(&table.figures(PREFIX), PREFIX, &project::target().join("bench.json"))
}

fn run(tools: &Tools, rig: &Path, options: &Options, (app, server): (&Path, &Path), gzip: &str) -> Result<Value> {
    let told = project::notes().join(format!("replicate{gzip}.json"));
    process::run(
        tools
            .command("node")
            .args(["replicate.mjs", "--timeout", "300"])
            .args(["--n", &options.n.to_string(), "--rounds", &options.rounds.to_string()])
            .args(["--peers", &format!("{OURS},{}", options.peers)])
            .args(Some(gzip).filter(|word| !word.is_empty()))
            .arg("--out")
            .arg(&told)
            .env("WAYBILL_BENCH_APP", app)
            .env("WAYBILL_BENCH_SERVER", server)
            .current_dir(rig),
    )?;
    serde_json::from_str(&fs::read_to_string(&told)?).context("Reading what the rig has measured")
}
