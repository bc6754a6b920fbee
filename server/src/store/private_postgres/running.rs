//! One running PostgreSQL: its settings, waiting until it is ready, and the leash that stops it when we die.
use super::binaries::Binaries;
use super::error::{PostgresError, While};
use super::home::Home;
use super::leftovers::{self, PidFile};
use super::{Durability, pause};
use rustix::process::Signal;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::time::{Duration, Instant};

const READY_WITHIN: Duration = Duration::from_secs(60);
const STOPPED_WITHIN: Duration = Duration::from_secs(60);
const LOG_BYTES_MAX: u64 = 4 << 20;

/// Small and durable. `shared_buffers` counts only as far as it is used; the rest keeps a server at rest small.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "max_connections=60",
    "shared_buffers=64MB",
    "work_mem=8MB",
    "maintenance_work_mem=64MB",
    "wal_buffers=4MB",
    "max_wal_size=1GB",
    "min_wal_size=64MB",
    "max_worker_processes=4",
    "max_parallel_workers_per_gather=0",
    "autovacuum_max_workers=2",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    // Only what an operator must see, and never the values of rows: they are people's names and addresses.
    "log_min_messages=warning",
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
];
const DURABLE: &[&str] = &["fsync=on", "synchronous_commit=on", "full_page_writes=on"];
const NOT_DURABLE: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A PostgreSQL that we started.
#[derive(Debug)]
pub(super) struct Running {
    main: Child,
    leash: Child,
    pub(super) socket_dir: PathBuf,
}

impl Running {
    /// Starts PostgreSQL and waits until it takes connections.
    pub(super) fn start(home: &Home, binaries: &Binaries, durability: Durability) -> Result<Self, PostgresError> {
        let socket_dir = home.socket_dir()?;
        let log = open_log(home)?;
        let log_begins = log.metadata().doing("Reading", home.log())?.len();
        let program = binaries.postgres();
        let mut command = home.account.command(&program);
        command.arg("-D").arg(home.cluster());
        command.args(["-c", &format!("unix_socket_directories={}", quoted(&socket_dir))]);
        let durable = match durability {
            Durability::Full => DURABLE,
            Durability::None => NOT_DURABLE,
        };
        for setting in SETTINGS.iter().chain(durable) {
            command.args(["-c", setting]);
        }
        let copy = log.try_clone().doing("Opening", home.log())?;
        command.stdout(Stdio::from(copy)).stderr(Stdio::from(log));
        let main = command.spawn().doing("Running", &program)?;
        let leash = match leash(home, main.id(), durability) {
            Ok(leash) => leash,
            Err(error) => {
                interrupt(&main);
                return Err(error);
            }
        };
        let mut running = Self { main, leash, socket_dir };
        running.wait_until_ready(home, log_begins)?;
        Ok(running)
    }

    fn wait_until_ready(&mut self, home: &Home, log_begins: u64) -> Result<(), PostgresError> {
        let begun = Instant::now();
        let pid = i32::try_from(self.main.id()).unwrap_or_default();
        loop {
            if let Some(status) = self.exited()? {
                return Err(PostgresError::Failed {
                    program: "postgres",
                    status: status.to_string(),
                    said: log_since(home, log_begins),
                });
            }
            if PidFile::read(&home.cluster()).is_some_and(|file| file.ready && file.pid == pid) {
                return Ok(());
            }
            if begun.elapsed() > READY_WITHIN {
                return Err(PostgresError::NotReady {
                    seconds: READY_WITHIN.as_secs(),
                    said: log_since(home, log_begins),
                });
            }
            pause();
        }
    }

    /// How it ended, if it has.
    pub(super) fn exited(&mut self) -> Result<Option<ExitStatus>, PostgresError> {
        self.main.try_wait().doing("Waiting for", "postgres")
    }

    /// Takes the leash off a PostgreSQL that has ended, so that it does not act on the next one.
    pub(super) fn let_go(&mut self) {
        let _already_gone = self.leash.kill();
        let _already_reaped = self.leash.wait();
    }

    /// Process id of the main PostgreSQL process.
    pub(super) fn pid(&self) -> u32 {
        self.main.id()
    }

    /// Ends all sessions, writes everything down and waits until it is gone.
    pub(super) fn stop(mut self) -> Result<(), PostgresError> {
        let begun = Instant::now();
        interrupt(&self.main);
        let mut harder = [Signal::QUIT, Signal::KILL].into_iter();
        let mut next = STOPPED_WITHIN;
        while self.exited()?.is_none() {
            if begun.elapsed() > next {
                let Some(signal) = harder.next() else { break };
                leftovers::signal(i32::try_from(self.main.id()).unwrap_or_default(), signal);
                next += Duration::from_secs(10);
            }
            pause();
        }
        drop(self.leash.stdin.take());
        self.leash.wait().doing("Waiting for", "the leash")?;
        Ok(())
    }
}

impl Drop for Running {
    /// Without waiting: whoever wants to know that all is written calls `stop`.
    fn drop(&mut self) {
        if self.main.try_wait().is_ok_and(|ended| ended.is_none()) {
            interrupt(&self.main);
        }
    }
}

/// "Fast" shutdown: no new sessions, open transactions rolled back, a checkpoint, then the end.
fn interrupt(main: &Child) {
    leftovers::signal(i32::try_from(main.id()).unwrap_or_default(), Signal::INT);
}

/// A tiny process that holds the end of a pipe. However our own process ends, even by `kill -9`, the pipe closes
/// and the leash stops PostgreSQL in order. It looks at the lock file first, since a process id can be reused.
fn leash(home: &Home, pid: u32, durability: Durability) -> Result<Child, PostgresError> {
    const STOP: &str = r#"trap '' INT TERM HUP
cat >/dev/null
lock="$2/postmaster.pid"
[ "$(head -n 1 "$lock" 2>/dev/null)" = "$1" ] && kill -INT "$1"
"#;
    const STOP_AND_REMOVE: &str = r#"trap '' INT TERM HUP
cat >/dev/null
lock="$2/postmaster.pid"
[ "$(head -n 1 "$lock" 2>/dev/null)" = "$1" ] && kill -INT "$1"
tries=0
while [ -e "$lock" ] && [ $tries -lt 600 ]; do sleep 0.02; tries=$((tries + 1)); done
rm -rf "$3"
"#;
    let script = match durability {
        Durability::Full => STOP,
        Durability::None => STOP_AND_REMOVE,
    };
    super::account::Account::of_this_process()
        .command(Path::new("/bin/sh"))
        .args(["-c", script, "waybill-leash", &pid.to_string()])
        .arg(home.cluster())
        .arg(&home.data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .doing("Running", "/bin/sh")
}

fn open_log(home: &Home) -> Result<File, PostgresError> {
    let path = home.log();
    if path.metadata().is_ok_and(|log| log.len() > LOG_BYTES_MAX) {
        let old = path.with_extension("log.old");
        fs::rename(&path, &old).doing("Renaming", &path)?;
    }
    File::options().create(true).append(true).open(&path).doing("Opening", path)
}

/// The end of what was logged since this start, for a message to the operator.
fn log_since(home: &Home, begin: u64) -> String {
    let read = || -> std::io::Result<String> {
        let mut log = File::open(home.log())?;
        let length = log.metadata()?.len();
        log.seek(SeekFrom::Start(begin.max(length.saturating_sub(2_000))))?;
        let mut bytes = Vec::new();
        log.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    read().unwrap_or_default()
}

/// PostgreSQL reads a list here, separated by commas; quoted, a path may hold any sign.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('"', "\"\""))
}
