//! Builds the app and then the server that carries it. What did not change is not built again.
use crate::fingerprint::{self, Fingerprint, files_below};
use crate::setup::Tools;
use crate::{console, pack, process, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Everything that the packed app depends on.
const APP_INPUTS: &[&str] = &[
    "app",
    "shared/Cargo.toml",
    "shared/src",
    "shared/locales",
    "style",
    "public",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo/config.toml",
    "xtask/src/pack",
    "xtask/src/pack.rs",
];

/// Builds both and answers with the server program.
pub fn build(tools: &Tools) -> Result<PathBuf> {
    build_app(tools)?;
    build_server()
}

/// Builds both for others: the app must not be larger than promised.
pub fn build_within_limits(tools: &Tools) -> Result<()> {
    build(tools)?;
    pack::check_size(&project::dist())
}

fn build_app(tools: &Tools) -> Result<()> {
    let begun = Instant::now();
    let inputs = inputs(tools)?;
    let (notes, dist) = (project::notes(), project::dist());
    // A second copy with the other build results: a fresh clone with a warm cache takes the app from there.
    let kept = notes.join("app");
    if fingerprint::is_unchanged(&notes, "app.inputs", &inputs) && is_whole(&kept)? {
        if !is_whole(&dist)? {
            replace(&dist, &kept)?;
        }
        console::say("App: nothing changed");
        return Ok(());
    }
    console::say("App: building (Trunk)");
    process::run(
        tools
            .command("trunk")
            .args(["build", "--release"])
            // Trunk reads this variable as true or false and stops at the usual `1`.
            .env_remove("NO_COLOR")
            .current_dir(project::root()),
    )?;
    console::say("App: packing");
    pack::pack(&dist, &whole_app())?;
    replace(&kept, &dist)?;
    fingerprint::note(&notes, "app.contents", &contents(&dist)?)?;
    fingerprint::note(&notes, "app.inputs", &inputs)?;
    console::say(&format!("App: ready after {}", console::spent(begun.elapsed())));
    Ok(())
}

/// The app's program and script as they were before the app was taken apart.
pub fn whole_app() -> PathBuf {
    project::notes().join("app-whole")
}

/// Builds the app with the page that the bench of browser stores opens, apart from the one for users.
pub fn build_for_bench(tools: &Tools) -> Result<PathBuf> {
    let inputs = inputs(tools)?;
    let (notes, dist) = (project::notes(), project::notes().join("contest"));
    if fingerprint::is_unchanged(&notes, "contest.inputs", &inputs) && dist.is_dir() {
        console::say("App for the bench: nothing changed");
        return Ok(dist);
    }
    console::say("App for the bench: building (Trunk)");
    process::run(
        tools
            .command("trunk")
            .args(["build", "--release", "--features", "bench", "--dist"])
            .arg(&dist)
            .env_remove("NO_COLOR")
            .current_dir(project::root()),
    )?;
    pack::pack(&dist, &notes.join("contest-whole"))?;
    fingerprint::note(&notes, "contest.inputs", &inputs)?;
    Ok(dist)
}

/// The server with the verb that the bench works with: a program of its own, never taken for the one for users.
pub fn build_server_for_bench() -> Result<PathBuf> {
    // It carries no app, but would not be built without a place for one.
    fs::create_dir_all(project::dist())?;
    process::run(
        Command::new("cargo")
            .args(["build", "--release", "--package", "server", "--bin", "waybill-bench", "--features", "bench"])
            .current_dir(project::root()),
    )?;
    Ok(project::server().with_file_name("waybill-bench"))
}

fn inputs(tools: &Tools) -> Result<String> {
    let mut inputs = Fingerprint::default();
    for name in APP_INPUTS {
        inputs = inputs.path(&project::root(), name)?;
    }
    for (program, flag) in [("rustc", "-V"), ("trunk", "-V"), ("wasm-bindgen", "-V"), ("wasm-opt", "--version")] {
        inputs = inputs.word(&process::ask(tools.command(program).arg(flag)).unwrap_or_default());
    }
    Ok(inputs.text())
}

/// Whether a packed folder is the one we noted.
fn is_whole(dist: &Path) -> Result<bool> {
    Ok(dist.is_dir() && fingerprint::is_unchanged(&project::notes(), "app.contents", &contents(dist)?))
}

fn contents(dist: &Path) -> Result<String> {
    Ok(Fingerprint::default().path(dist, "")?.text())
}

fn replace(to: &Path, from: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("Removing {}", to.display()))?;
    }
    for file in files_below(from)? {
        let copy = to.join(file.strip_prefix(from)?);
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &copy).with_context(|| format!("Writing {}", copy.display()))?;
    }
    Ok(())
}

fn build_server() -> Result<PathBuf> {
    let begun = Instant::now();
    process::run(
        Command::new("cargo")
            .args(["build", "--release", "--package", "server", "--bin", "waybill"])
            .current_dir(project::root()),
    )?;
    console::say(&format!("Server: ready after {}", console::spent(begun.elapsed())));
    Ok(project::server())
}
