//! What can keep the private PostgreSQL from running, said so that an operator knows what to do next.
use std::io;
use std::path::PathBuf;

/// Why the private PostgreSQL could not be started, stopped or found.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// No usable `postgres` and `initdb` on this machine.
    #[error(
        "No PostgreSQL server (version 15 or newer) was found. Install it (Debian and Ubuntu: `apt-get install postgresql`), \
         run `cargo xtask setup`, name its folder in WAYBILL_POSTGRES_BIN, or give a server of your own in WAYBILL_DATABASE_URL."
    )]
    NoBinaries,
    /// The data was written by a major version that is not installed.
    #[error(
        "The data in {cluster} was written by PostgreSQL {wanted}, which is not installed here (found: {found}). \
         Install version {wanted}, or name its folder in WAYBILL_POSTGRES_BIN."
    )]
    WrongVersion {
        /// Where the data is.
        cluster: PathBuf,
        /// The major version that wrote it.
        wanted: u32,
        /// The major versions that are installed.
        found: String,
    },
    /// Another Waybill process holds this data directory.
    #[error("Another Waybill is already running on {0}. Stop it first, or choose another folder with --data.")]
    InUse(PathBuf),
    /// The link to the database files leads nowhere.
    #[error(
        "The database files of {link} are missing: they were in {target}. Bring them back, or remove {link} to begin with an empty database."
    )]
    HomeMissing {
        /// The link in the data directory.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// The database files belong to somebody else.
    #[error("The database files in {path} belong to the user with id {owner}. Start Waybill as that user, or as root.")]
    NotOurs {
        /// The folder with the files.
        path: PathBuf,
        /// Id of the user that owns them.
        owner: u32,
    },
    /// There is neither `postgres` nor `nobody` to run as.
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither the user `postgres` nor `nobody`. Create one, or start Waybill as an ordinary user."
    )]
    NoAccount,
    /// Processes of an earlier run do not go away.
    #[error(
        "PostgreSQL processes of an earlier run (ids {0:?}) still use the data and did not stop. Stop them, then start again."
    )]
    Leftovers(Vec<i32>),
    /// A PostgreSQL program ended with an error.
    #[error("{program} failed ({status}). It said:\n{said}")]
    Failed {
        /// Which program.
        program: &'static str,
        /// How it ended.
        status: String,
        /// The last lines it wrote.
        said: String,
    },
    /// It runs, but does not become ready.
    #[error("PostgreSQL was not ready after {seconds} seconds. Its log says:\n{said}")]
    NotReady {
        /// How long we waited.
        seconds: u64,
        /// The last lines of the log.
        said: String,
    },
    /// The operating system refused something.
    #[error("{doing} {path}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// The runtime was shut down while we waited.
    #[error("Waybill was stopped while PostgreSQL was starting or stopping.")]
    Interrupted,
}

/// Adds what was being done, and to what, to an error of the operating system.
pub(super) trait While<T> {
    fn doing(self, doing: &'static str, path: impl Into<PathBuf>) -> Result<T, PostgresError>;
}

impl<T> While<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: impl Into<PathBuf>) -> Result<T, PostgresError> {
        self.map_err(|source| PostgresError::Io { doing, path: path.into(), source })
    }
}
