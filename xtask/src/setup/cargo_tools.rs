//! Tools that are written in Rust and compiled here, in the versions that fit each other.
use crate::{console, process, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A program from crates.io.
pub struct CargoTool {
    krate: &'static str,
    program: &'static str,
    version: String,
    minutes: u8,
}

pub fn trunk() -> CargoTool {
    CargoTool { krate: "trunk", program: "trunk", version: "0.21.14".to_owned(), minutes: 7 }
}

/// Must be the very version of the library that the app is linked with, so the lock file says which.
pub fn wasm_bindgen() -> Result<CargoTool> {
    let path = project::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| format!("Reading {}", path.display()))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock does not name wasm-bindgen, which the app is linked with.")?;
    Ok(CargoTool { krate: "wasm-bindgen-cli", program: "wasm-bindgen", version: version.to_owned(), minutes: 3 })
}

impl CargoTool {
    pub fn title(&self) -> String {
        format!("{} {}", self.program, self.version)
    }

    pub fn ensure(&self, folders: &[PathBuf]) -> Result<String> {
        if self.is_first_in(folders) {
            return Ok("already here".to_owned());
        }
        console::say(&format!("compiling it (once, about {} minutes on two cores)", self.minutes));
        let cache = project::tools()?;
        // A folder of its own, kept until it is done: an interrupted build goes on where it was.
        let build = cache.join("build").join(self.program);
        process::run(
            Command::new("cargo")
                .args(["install", self.krate, "--version", &self.version])
                .args(["--locked", "--quiet", "--root"])
                .arg(&cache)
                .env("CARGO_TARGET_DIR", &build)
                .env_remove("RUSTFLAGS")
                .current_dir(cache_made(&cache)?),
        )
        .with_context(|| {
            format!(
                "{} could not be built. It comes from crates.io: is it reachable, and is there room on the disk?",
                self.title()
            )
        })?;
        fs::remove_dir_all(&build).with_context(|| format!("Removing {}", build.display()))?;
        Ok("installed".to_owned())
    }

    fn is_first_in(&self, folders: &[PathBuf]) -> bool {
        folders
            .iter()
            .map(|folder| folder.join(self.program))
            .find(|program| program.is_file())
            .and_then(|program| process::ask(Command::new(program).arg("--version")))
            .is_some_and(|said| said.split_whitespace().nth(1) == Some(&self.version))
    }
}

fn cache_made(cache: &PathBuf) -> Result<&PathBuf> {
    fs::create_dir_all(cache).with_context(|| format!("Creating {}", cache.display()))?;
    Ok(cache)
}

fn locked_version<'a>(lock: &'a str, krate: &str) -> Option<&'a str> {
    let (_, after) = lock.split_once(&format!("name = \"{krate}\"\nversion = \""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
