//! Where things are: the project, what is built, and the cache of tools that all projects of this user share.
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let manifest =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
        // A relative folder is meant from where the command was given.
        Some(dir) => env::current_dir().unwrap_or_else(|_| root()).join(dir),
        None => root().join("target"),
    }
}

/// What we remember about builds.
pub fn notes() -> PathBuf {
    target().join("xtask")
}

/// The packed app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The release server.
pub fn server() -> PathBuf {
    target().join("release/waybill")
}

/// The end-to-end tests.
pub fn end2end() -> PathBuf {
    root().join("end2end")
}

/// Tools that set-up fetched, kept outside of the project so that every clone finds them.
pub fn tools() -> Result<PathBuf> {
    let own = env::var_os("XDG_CACHE_HOME")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))
        .context("Neither HOME nor XDG_CACHE_HOME is set, so there is no place to keep tools. Set one of them.")?;
    Ok(own.join("waybill/tools"))
}

/// For tools that another user runs (PostgreSQL steps down from root, and root's own folders are closed to others).
pub fn tools_for_all() -> Result<PathBuf> {
    if is_root() { Ok(PathBuf::from("/var/cache/waybill/tools")) } else { tools() }
}

/// Whether we may install packages of the system.
pub fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}
