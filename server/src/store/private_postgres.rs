//! A PostgreSQL of our own, for merchants who bring none: made on the first start, kept in the data directory, reached
//! by a unix socket that nobody else can open, stopped with the server, and taken back in order after `kill -9`.
//!
//! ```text
//! <data>/lock            held by the process that runs PostgreSQL
//! <data>/postgres.log    what PostgreSQL had to say
//! <data>/postgres/       mode 0700, of the user PostgreSQL runs as (as root: a link, if that user cannot enter <data>)
//!     cluster/           the database files
//!     .s.PGSQL.5432      the socket
//! ```
//!
//! PostgreSQL refuses root: started by root it runs as `postgres`, else `nobody`.
mod account;
mod binaries;
mod cluster;
mod error;
mod home;
mod leftovers;
mod running;

pub use error::PostgresError;

use binaries::Binaries;
use home::Home;
use leftovers::PidFile;
use running::Running;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Whether commits survive a power cut. Only tests do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Durability {
    Full,
    None,
}

/// A PostgreSQL that belongs to one data directory.
#[derive(Debug)]
pub struct PrivatePostgres {
    home: Home,
    socket_dir: PathBuf,
    durability: Durability,
    /// `None` when another Waybill process runs it and we only joined.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    running: Running,
    // Dropped after `running`: the next start must find PostgreSQL already told to stop.
    lock: File,
}

impl PrivatePostgres {
    /// Starts the PostgreSQL of `data_dir`, making it on the first start, and waits until it takes connections.
    /// Refused with [`PostgresError::InUse`] while another Waybill runs on the same directory.
    pub async fn start(data_dir: &Path) -> Result<Self, PostgresError> {
        let data_dir = data_dir.to_path_buf();
        off_the_runtime(move || Self::start_here(&data_dir, Durability::Full)).await
    }

    /// Like [`start`](Self::start), but joins the PostgreSQL that another Waybill process already runs on this
    /// directory: for commands such as `waybill import` next to a running server.
    pub async fn open(data_dir: &Path) -> Result<Self, PostgresError> {
        let data_dir = data_dir.to_path_buf();
        off_the_runtime(move || Self::start_or_join(&data_dir)).await
    }

    /// An empty PostgreSQL for tests: fast, not durable, gone with this value or with the process, however it ends.
    pub async fn disposable() -> Result<Self, PostgresError> {
        let name = format!("waybill-test-{:016x}", rand::random::<u64>());
        let dir = std::env::temp_dir().join(name);
        off_the_runtime(move || Self::start_here(&dir, Durability::None)).await
    }

    /// Removes the database of `data_dir` with everything in it. Refused while a Waybill runs on it.
    pub async fn erase(data_dir: &Path) -> Result<(), PostgresError> {
        let data_dir = data_dir.to_path_buf();
        off_the_runtime(move || {
            if !home::has_files(&data_dir)? {
                return Ok(());
            }
            let home = Home::prepare(&data_dir)?;
            let _lock = home.lock()?.ok_or_else(|| PostgresError::InUse(home.data_dir.clone()))?;
            leftovers::clear(&home)?;
            home.remove_files()
        })
        .await
    }

    /// Address for the owner of the database, who may migrate it. It holds no secret.
    pub fn url(&self) -> String {
        self.url_as(cluster::OWNER)
    }

    /// Address for another role. The socket is the guard, so a role made with `login` needs no password.
    pub fn url_as(&self, role: &str) -> String {
        self.url_of(role, cluster::DATABASE)
    }

    /// Address for another role and another database, as tests want them.
    pub fn url_of(&self, role: &str, database: &str) -> String {
        home::address(&self.socket_dir, role, database)
    }

    /// The data directory it belongs to.
    pub fn data_dir(&self) -> &Path {
        &self.home.data_dir
    }

    /// Process id of PostgreSQL, when this process runs it.
    pub fn pid(&self) -> Option<u32> {
        self.own.as_ref().map(|own| own.running.pid())
    }

    /// Waits until PostgreSQL ends by itself: killed, out of memory, or stopped by hand. [`revive`](Self::revive)
    /// brings it back. Never answers when another process runs it.
    pub async fn ended(&mut self) {
        loop {
            let ended = match &mut self.own {
                Some(own) => own.running.exited().is_ok_and(|status| status.is_some()),
                None => false,
            };
            if ended {
                return;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// Starts PostgreSQL again after it [`ended`](Self::ended), on the same address.
    pub async fn revive(&mut self) -> Result<(), PostgresError> {
        let Some(own) = &mut self.own else {
            return Ok(());
        };
        own.running.let_go();
        let (home, durability) = (self.home.clone(), self.durability);
        own.running = off_the_runtime(move || run(&home, durability)).await?;
        self.socket_dir.clone_from(&own.running.socket_dir);
        Ok(())
    }

    /// Stops PostgreSQL in order and waits until it is gone. Close the connections before: they are cut here.
    pub async fn stop(self) -> Result<(), PostgresError> {
        off_the_runtime(move || match self.own {
            Some(Own { running, lock }) => {
                let stopped = running.stop();
                self.home.leave(&self.socket_dir);
                drop(lock);
                stopped
            }
            None => Ok(()),
        })
        .await
    }

    fn start_here(data_dir: &Path, durability: Durability) -> Result<Self, PostgresError> {
        let home = Home::prepare(data_dir)?;
        let lock = home.lock()?.ok_or_else(|| PostgresError::InUse(home.data_dir.clone()))?;
        Self::run_locked(home, lock, durability)
    }

    fn run_locked(home: Home, lock: File, durability: Durability) -> Result<Self, PostgresError> {
        let running = run(&home, durability)?;
        Ok(Self { socket_dir: running.socket_dir.clone(), own: Some(Own { running, lock }), durability, home })
    }

    fn start_or_join(data_dir: &Path) -> Result<Self, PostgresError> {
        const READY_WITHIN: Duration = Duration::from_secs(60);
        let home = Home::prepare(data_dir)?;
        let begun = Instant::now();
        loop {
            if let Some(lock) = home.lock()? {
                return Self::run_locked(home, lock, Durability::Full);
            }
            if let Some(file) = PidFile::read(&home.cluster()).filter(|file| file.ready) {
                return Ok(Self { home, socket_dir: file.socket_dir, durability: Durability::Full, own: None });
            }
            if begun.elapsed() > READY_WITHIN {
                return Err(PostgresError::InUse(home.data_dir));
            }
            pause();
        }
    }
}

/// Brings PostgreSQL up on files that this process has locked.
fn run(home: &Home, durability: Durability) -> Result<Running, PostgresError> {
    leftovers::clear(home)?;
    let binaries = Binaries::find(&home.cluster())?;
    cluster::make(home, &binaries, durability)?;
    Running::start(home, &binaries, durability)
}

/// Starting and stopping wait for other processes: not on a thread that serves requests.
async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PostgresError> + Send + 'static,
) -> Result<T, PostgresError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(PostgresError::Interrupted))
}

/// One step of waiting for another process. Nothing tells us when it has got there, so we look again.
#[expect(clippy::disallowed_methods, reason = "only called off the runtime, and there is nothing to wait on but time")]
fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}
