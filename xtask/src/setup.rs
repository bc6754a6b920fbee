//! Brings everything that building and testing need, reusing what is there. Each step says what it did.
mod apt;
mod cargo_tools;
mod chromium;
mod npm;
mod postgres;
mod toolchain;

use crate::console::Steps;
use crate::project;
use anyhow::Result;
use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// The tools that set-up found or fetched.
pub struct Tools {
    folders: Vec<PathBuf>,
    /// Only looked for with the tests' set-up.
    pub chromium: Option<PathBuf>,
}

impl Tools {
    /// Fetched tools come before those of the machine: they have the versions we were built with.
    fn folders() -> Result<Vec<PathBuf>> {
        let cache = project::tools()?;
        let mut folders = vec![cache.join("bin"), cache.join("node_modules/.bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        if let Some(home) = env::var_os("HOME") {
            folders.push(PathBuf::from(home).join(".cargo/bin"));
        }
        Ok(folders)
    }

    /// The browser tests' program, with the server and the browser that it needs.
    pub fn playwright(&self) -> Command {
        let folder = project::end2end();
        let mut command = self.command(folder.join("node_modules/.bin/playwright"));
        command.current_dir(&folder).env("WAYBILL_SERVER", project::server());
        if let Some(chromium) = &self.chromium {
            command.env("WAYBILL_CHROMIUM", chromium);
        }
        command
    }

    /// A command that finds these tools.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        if let Ok(path) = env::join_paths(&self.folders) {
            command.env("PATH", path);
        }
        command
    }
}

/// Ensures all tools, with those of the tests if asked for.
pub fn setup(tests: bool) -> Result<Tools> {
    let folders = Tools::folders()?;
    let mut steps = Steps::new(if tests { 8 } else { 6 });
    steps.take("C compiler and linker", toolchain::ensure_linker)?;
    steps.take("Rust for WebAssembly", toolchain::ensure_wasm_target)?;
    let bindgen = cargo_tools::wasm_bindgen()?;
    steps.take(&bindgen.title(), || bindgen.ensure(&folders))?;
    let trunk = cargo_tools::trunk();
    steps.take(&trunk.title(), || trunk.ensure(&folders))?;
    steps.take("wasm-opt 132", || npm::ensure_wasm_opt(&folders))?;
    steps.take("PostgreSQL 15 or newer", postgres::ensure)?;
    let mut chromium = None;
    if tests {
        steps.take("Chromium", || {
            let (program, how) = chromium::ensure()?;
            chromium = Some(program);
            Ok(how)
        })?;
        steps.take("npm packages of the end-to-end tests", npm::ensure_end2end)?;
    }
    Ok(Tools { folders, chromium })
}
