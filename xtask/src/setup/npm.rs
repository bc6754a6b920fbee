//! What comes from npm: wasm-opt, fallbacks for PostgreSQL and Chromium, and the packages of the end-to-end tests.
use crate::{console, fingerprint, process, project};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BINARYEN: &str = "binaryen@132.0.0";
const WASM_OPT_VERSION: &str = "132";

/// wasm-opt makes the app small. Other versions know other instructions, so it is this one.
pub fn ensure_wasm_opt(folders: &[PathBuf]) -> Result<String> {
    let first = folders.iter().map(|folder| folder.join("wasm-opt")).find(|program| program.is_file());
    let said = first.and_then(|program| process::ask(Command::new(program).arg("--version")));
    if said.is_some_and(|said| said.split_whitespace().nth(2) == Some(WASM_OPT_VERSION)) {
        return Ok("already here".to_owned());
    }
    install(&project::tools()?, BINARYEN)?;
    Ok("installed".to_owned())
}

/// Installs one package into a folder of tools, without running its scripts.
pub fn install(folder: &Path, package: &str) -> Result<()> {
    ensure_npm()?;
    console::say(&format!("fetching {package} by npm"));
    fs::create_dir_all(folder).with_context(|| format!("Creating {}", folder.display()))?;
    process::run_quietly(
        Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
            .args(["--save-exact", "--prefix"])
            .arg(folder)
            .arg(package)
            .current_dir(folder),
    )
    .with_context(|| format!("{package} could not be fetched. Is the npm registry reachable?"))
}

/// The tests' packages, exactly those of the lock file.
pub fn ensure_end2end() -> Result<String> {
    let folder = project::end2end();
    let wanted = fingerprint::Fingerprint::default().path(&folder, "package-lock.json")?.text();
    let modules = folder.join("node_modules");
    if fingerprint::is_unchanged(&modules, ".waybill", &wanted) {
        return Ok("already here".to_owned());
    }
    ensure_npm()?;
    console::say("fetching them by npm");
    process::run_quietly(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&folder),
    )
    .context("The packages of the end-to-end tests could not be fetched. Is the npm registry reachable?")?;
    fingerprint::note(&modules, ".waybill", &wanted)?;
    Ok("installed".to_owned())
}

fn ensure_npm() -> Result<()> {
    let node = process::ask(Command::new("node").arg("--version"));
    let Some(major) = node.as_deref().and_then(major_of_node) else {
        bail!(
            "Node.js is not here. Install it (https://nodejs.org, or `apt-get install nodejs npm`), version 20 or newer, then try again."
        );
    };
    if major < 20 {
        bail!("Node.js is too old (version {major}). Install version 20 or newer, then try again.");
    }
    if process::ask(Command::new("npm").arg("--version")).is_none() {
        bail!("Node.js is here, but not npm. Install it (`apt-get install npm`), then try again.");
    }
    Ok(())
}

fn major_of_node(said: &str) -> Option<u32> {
    said.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_says_its_version() {
        assert_eq!(major_of_node("v20.20.2"), Some(20));
        assert_eq!(major_of_node("what"), None);
    }
}
