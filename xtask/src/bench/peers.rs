//! Waybill beside other stores of a browser, in a rig that is not ours: it lies beside the project, and brings the other
//! contestants, the orders and the stopwatch. Ours is the app itself, built with the feature `bench`.
mod page;
mod replicate;
mod table;

use crate::fingerprint::{self, Fingerprint};
use crate::setup::{self, Tools};
use crate::{build, console, process, project};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use table::Table;

pub use replicate::measure as replicate;

/// Before the names of the figures of either bench in `bench.json`.
pub const PREFIXES: [&str; 2] = [LOCAL, replicate::PREFIX];
const LOCAL: &str = "peers: ";

/// Under this name the rig runs us.
pub const OURS: &str = "waybill";
const PLACE: &str = "../shared/peers";

pub struct Options {
    pub rig: Option<PathBuf>,
    /// Orders on the device.
    pub n: u32,
    pub rounds: u32,
    pub peers: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { rig: None, n: 20_000, rounds: 3, peers: "idb,chunked,dexie,replicache,rxdb,tinybase".to_owned() }
    }
}

impl Options {
    /// Of those that have a server, the one to be measured against.
    pub fn of_replication() -> Self {
        Self { peers: "replicache".to_owned(), ..Self::default() }
    }
}

/// Runs the rig, prints one table and writes `bench.json`.
pub fn measure(options: &Options) -> Result<()> {
    let Some(rig) = find(options) else { return Ok(()) };
    let tools = setup::setup(false)?;
    let dist = build::build_for_bench(&tools)?;
    let rig = prepared(&rig)?;
    let address = page::serve(dist.clone())?;
    let told = project::notes().join("peers.json");
    run(&tools, &rig, options, &address, &code(&dist)?, &told)?;
    let told: Value = serde_json::from_str(&fs::read_to_string(&told)?).context("Reading what the rig has measured")?;
    let machine = machine(&told);
    let table = Table::read(table::LOCAL, &[("", told)]);
    console::say(&table.text(&machine));
    super::write_beside(&table.figures(LOCAL), LOCAL, &project::target().join("bench.json"))
}

/// Says so if there is none.
fn find(options: &Options) -> Option<PathBuf> {
    let named = options.rig.clone().or_else(|| env::var_os("WAYBILL_PEERS").map(PathBuf::from));
    let rig = named.unwrap_or_else(|| project::root().join(PLACE));
    let is_there = rig.join("run.mjs").is_file();
    if !is_there {
        console::say(&format!(
            "not measured: there is no rig. It is looked for in {PLACE} beside the project, in WAYBILL_PEERS, and where --rig says."
        ));
    }
    is_there.then_some(rig)
}

/// A copy that may be written to, with its packages.
fn prepared(rig: &Path) -> Result<PathBuf> {
    let copy = project::notes().join("peers");
    for file in fingerprint::files_below(rig)? {
        let inside = file.strip_prefix(rig)?;
        if ["node_modules", "results", "data", "build", "run"].iter().any(|made| inside.starts_with(made)) {
            continue;
        }
        let to = copy.join(inside);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        // By content: the original may not be writable, and its copy would not be either.
        fs::write(&to, fs::read(&file)?).with_context(|| format!("Writing {}", to.display()))?;
    }
    let wanted = Fingerprint::default().path(&copy, "package-lock.json")?.text();
    if !fingerprint::is_unchanged(&copy, ".packages", &wanted) {
        console::say("fetching the other contestants by npm");
        process::run_quietly(
            Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&copy),
        )?;
        fingerprint::note(&copy, ".packages", &wanted)?;
    }
    Ok(copy)
}

/// What a browser loads of us, for the rig's column of sizes.
fn code(dist: &Path) -> Result<String> {
    let files = fingerprint::files_below(dist)?.into_iter().filter(|file| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Staging folders of Trunk hold the same files once more.
        file.parent() == Some(dist) && name != "sw.js" && (name.ends_with(".js") || name.ends_with(".wasm"))
    });
    let names: Vec<String> = files.map(|file| file.display().to_string()).collect();
    if names.is_empty() {
        bail!("The app that was built for the bench holds no code.");
    }
    Ok(names.join(","))
}

fn run(tools: &Tools, rig: &Path, options: &Options, address: &str, code: &str, told: &Path) -> Result<()> {
    process::run(
        tools
            .command("node")
            .args(["run.mjs", "--timeout", "300", "--budget", "15"])
            .args(["--n", &options.n.to_string(), "--rounds", &options.rounds.to_string()])
            .args(["--peers", &options.peers])
            .args(["--page", &format!("{OURS}={address}/bench/"), "--files", &format!("{OURS}={code}")])
            .arg("--out")
            .arg(told)
            .current_dir(rig),
    )
}

/// What it was measured on.
fn machine(told: &Value) -> String {
    let word = |name: &str| told.pointer(&format!("/machine/{name}")).map(Value::to_string).unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes = memory.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok());
    format!(
        "{} cores, {}, {:.0} GiB, {}, Node {}, load {} before and {} after",
        word("cores"),
        word("cpu"),
        kilobytes.unwrap_or_default() / 1_048_576.0,
        word("chromium"),
        word("node"),
        word("load"),
        word("load_end"),
    )
    .replace('"', "")
}
