//! What Rust itself needs: a linker, and the standard library for WebAssembly.
use super::apt;
use crate::{console, process, project};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// This program was linked, so there was a linker; crates with C code want a compiler as well.
pub fn ensure_linker() -> Result<String> {
    if process::ask(Command::new("cc").arg("--version")).is_some() {
        return Ok("already here".to_owned());
    }
    if project::is_root() && apt::is_here() {
        apt::install(&["build-essential"])?;
        return Ok("installed".to_owned());
    }
    bail!(
        "There is no C compiler (`cc`), which Rust needs to link. Install one (Debian and Ubuntu: `apt-get install build-essential`), then try again."
    );
}

pub fn ensure_wasm_target() -> Result<String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let here = || -> Option<bool> {
        let sysroot = process::ask(Command::new("rustc").args(["--print", "sysroot"]))?;
        Some(Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir())
    };
    if here().context("`rustc` does not run. Install Rust from https://rustup.rs, then try again.")? {
        return Ok("already here".to_owned());
    }
    if process::ask(Command::new("rustup").arg("--version")).is_none() {
        bail!(
            "Rust's library for {TARGET} is missing, and there is no `rustup` to fetch it. Install Rust from https://rustup.rs, or your system's package for that target."
        );
    }
    console::say("fetching it");
    process::run(Command::new("rustup").args(["target", "add", TARGET]))
        .context("Rust's library for WebAssembly could not be fetched. Is static.rust-lang.org reachable?")?;
    Ok("installed".to_owned())
}
