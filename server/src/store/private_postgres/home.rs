//! The folders of the private PostgreSQL, who may enter them, and the lock that keeps two servers off the same data.
use super::account::Account;
use super::error::{PostgresError, While};
use std::fs::{self, DirBuilder, File, Permissions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// A unix socket address holds 107 bytes; PostgreSQL adds `/.s.PGSQL.5432` to the folder.
const SOCKET_FOLDER_BYTES_MAX: usize = 107 - "/.s.PGSQL.5432".len();

/// Where database files go when root keeps its data in a folder that PostgreSQL's user cannot enter (such as /root).
const SHARED_HOMES: &str = "/var/lib/waybill";

/// Everything on disk that belongs to one private PostgreSQL.
#[derive(Clone, Debug)]
pub(super) struct Home {
    /// The data directory of Waybill. Ours.
    pub(super) data_dir: PathBuf,
    /// The folder that belongs to PostgreSQL's user: the cluster and, if the path is short enough, the socket.
    pub(super) dir: PathBuf,
    /// The user PostgreSQL runs as.
    pub(super) account: Account,
}

impl Home {
    /// Finds or makes the folders.
    pub(super) fn prepare(data_dir: &Path) -> Result<Self, PostgresError> {
        let data_dir = prepare_data_dir(data_dir)?;
        let place = data_dir.join("postgres");
        if let Some(dir) = existing(&place)? {
            let account = Account::owner_of(&dir)?;
            return Ok(Self { data_dir, dir, account });
        }
        let account = Account::for_new_files()?;
        let dir = if account.can_enter(&data_dir) {
            make_private(&place, account)?;
            place
        } else {
            make_elsewhere(&place, account)?
        };
        Ok(Self { data_dir, dir, account })
    }

    /// The folder with the database files.
    pub(super) fn cluster(&self) -> PathBuf {
        self.dir.join("cluster")
    }

    /// What PostgreSQL writes. In our own folder: a file that root opens must not lie where another user could replace it.
    pub(super) fn log(&self) -> PathBuf {
        self.data_dir.join("postgres.log")
    }

    /// Takes the data directory for this process, until the file is closed or the process ends, however it ends.
    pub(super) fn lock(&self) -> Result<Option<File>, PostgresError> {
        let path = self.data_dir.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path).doing("Opening", &path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).doing("Locking", path),
        }
    }

    /// The folder for the socket: the home, or a short one in the temporary folder when its path is too long.
    pub(super) fn socket_dir(&self) -> Result<PathBuf, PostgresError> {
        if self.dir.as_os_str().len() <= SOCKET_FOLDER_BYTES_MAX {
            return Ok(self.dir.clone());
        }
        let mut name = DefaultHasher::new();
        self.dir.hash(&mut name);
        let temporary = std::env::temp_dir();
        let root =
            if temporary.as_os_str().len() + 40 <= SOCKET_FOLDER_BYTES_MAX { temporary } else { PathBuf::from("/tmp") };
        let usual = root.join(format!("waybill-{:016x}", name.finish()));
        if make_private(&usual, self.account).is_ok() || self.is_private(&usual) {
            return Ok(usual);
        }
        // Somebody else sits on the usual name: take one that cannot be foreseen.
        let other = root.join(format!("waybill-{:016x}", rand::random::<u64>()));
        make_private(&other, self.account)?;
        Ok(other)
    }

    /// Tidies up a short folder for the socket. It may be gone with the rest of the temporary folder already.
    pub(super) fn leave(&self, socket_dir: &Path) {
        if socket_dir != self.dir {
            let _already_gone = fs::remove_dir(socket_dir);
        }
    }

    fn is_private(&self, dir: &Path) -> bool {
        dir.symlink_metadata()
            .is_ok_and(|meta| meta.is_dir() && meta.uid() == self.account.uid() && meta.mode() & 0o077 == 0)
    }

    /// Removes all database files of a data directory. The caller holds the lock and has stopped PostgreSQL.
    pub(super) fn remove_files(&self) -> Result<(), PostgresError> {
        fs::remove_dir_all(&self.dir).doing("Removing", &self.dir)?;
        let place = self.data_dir.join("postgres");
        if place.is_symlink() {
            fs::remove_file(&place).doing("Removing", place)?;
        }
        Ok(())
    }
}

fn prepare_data_dir(data_dir: &Path) -> Result<PathBuf, PostgresError> {
    if !data_dir.is_dir() {
        fs::create_dir_all(data_dir).doing("Creating", data_dir)?;
        // Nobody else reads it; the user PostgreSQL runs as must be able to pass through.
        let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
        fs::set_permissions(data_dir, Permissions::from_mode(mode)).doing("Closing", data_dir)?;
    }
    data_dir.canonicalize().doing("Finding", data_dir)
}

/// The folder at `place`, or where a link at `place` leads.
fn existing(place: &Path) -> Result<Option<PathBuf>, PostgresError> {
    if place.is_dir() {
        return place.canonicalize().doing("Finding", place).map(Some);
    }
    match fs::read_link(place) {
        // To begin with an empty database here would look like loss of everything.
        Ok(target) => Err(PostgresError::HomeMissing { link: place.to_path_buf(), target }),
        Err(_) => Ok(None),
    }
}

/// Whether a data directory has database files. A link that leads nowhere is removed: nothing is behind it.
pub(super) fn has_files(data_dir: &Path) -> Result<bool, PostgresError> {
    let place = data_dir.join("postgres");
    if place.is_symlink() && !place.exists() {
        fs::remove_file(&place).doing("Removing", &place)?;
    }
    Ok(place.exists())
}

fn make_private(dir: &Path, account: Account) -> Result<(), PostgresError> {
    DirBuilder::new().mode(0o700).create(dir).doing("Creating", dir)?;
    account.give(dir)
}

fn make_elsewhere(place: &Path, account: Account) -> Result<PathBuf, PostgresError> {
    let homes = Path::new(SHARED_HOMES);
    if !homes.is_dir() {
        fs::create_dir_all(homes).doing("Creating", homes)?;
        fs::set_permissions(homes, Permissions::from_mode(0o711)).doing("Opening", homes)?;
    }
    let dir = homes.join(format!("{:016x}", rand::random::<u64>()));
    make_private(&dir, account)?;
    symlink(&dir, place).doing("Linking", place)?;
    tracing::info!(
        dir = %dir.display(),
        link = %place.display(),
        "PostgreSQL's user cannot enter the data directory: its files are kept elsewhere, with a link to them"
    );
    Ok(dir)
}

/// The address sqlx and libpq understand. A path may hold any byte; an address may not.
pub(super) fn address(socket_dir: &Path, role: &str, database: &str) -> String {
    let mut host = String::new();
    for byte in socket_dir.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            host.push(char::from(*byte));
        } else {
            host.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("postgres:///{database}?host={host}&user={role}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_in_the_address() {
        assert_eq!(
            address(Path::new("/srv/shop data/数"), "waybill", "waybill"),
            "postgres:///waybill?host=%2Fsrv%2Fshop%20data%2F%E6%95%B0&user=waybill"
        );
    }
}
