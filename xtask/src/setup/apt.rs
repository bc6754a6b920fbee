//! Packages of Debian and Ubuntu, when we are root.
use crate::{console, process};
use anyhow::{Context, Result};
use std::process::Command;
use std::sync::OnceLock;

pub fn is_here() -> bool {
    process::ask(Command::new("apt-get").arg("--version")).is_some()
}

/// Installs packages; the lists of what there is are read once per run.
pub fn install(packages: &[&str]) -> Result<()> {
    static LISTS_READ: OnceLock<bool> = OnceLock::new();
    console::say(&format!("installing {} by apt-get", packages.join(" ")));
    // Old lists may still do, so a failure here is not the end.
    LISTS_READ.get_or_init(|| process::run_quietly(apt_get().args(["update", "-qq"])).is_ok());
    process::run_quietly(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
        .with_context(|| format!("apt-get could not install {}.", packages.join(" ")))
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
