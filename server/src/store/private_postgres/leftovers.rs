//! What an earlier run left behind after `kill -9`: processes to stop, and lock files that name processes of somebody else.
use super::error::{PostgresError, While};
use super::home::Home;
use super::pause;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A fast shutdown writes a checkpoint; a big one on a slow disk takes a while.
const PATIENCE: Duration = Duration::from_secs(60);
/// After this long, PostgreSQL is told to drop everything; its log brings it back at the next start.
const PATIENCE_BEFORE_ABORT: Duration = Duration::from_secs(40);

/// Stops what still runs on these database files and clears stale lock files. The caller holds the lock of the data directory.
pub(super) fn clear(home: &Home) -> Result<(), PostgresError> {
    let cluster = home.cluster();
    if !cluster.is_dir() {
        return Ok(());
    }
    stop_processes(&cluster)?;
    // Now nobody uses the files. A lock file can still name a process that lives: ids are reused, above all in
    // containers. PostgreSQL would refuse to start for ever.
    for stale in [cluster.join("postmaster.pid"), home.dir.join(".s.PGSQL.5432.lock"), home.dir.join(".s.PGSQL.5432")] {
        if stale.symlink_metadata().is_ok() {
            fs::remove_file(&stale).doing("Removing", stale)?;
        }
    }
    Ok(())
}

fn stop_processes(cluster: &Path) -> Result<(), PostgresError> {
    let begun = Instant::now();
    let mut asked = None;
    let mut aborted = false;
    loop {
        let alive = processes_of(cluster);
        if alive.is_empty() {
            return Ok(());
        }
        let main = PidFile::read(cluster).map(|file| file.pid);
        if let Some(pid) = main.filter(|pid| alive.contains(pid) && asked != Some(*pid)) {
            tracing::info!(pid, "stopping the PostgreSQL that an earlier run left behind");
            signal(pid, Signal::INT);
            asked = main;
        }
        if begun.elapsed() > PATIENCE_BEFORE_ABORT && !aborted {
            // QUIT to all: workers whose main process was killed end here too.
            alive.iter().for_each(|pid| signal(*pid, Signal::QUIT));
            aborted = true;
        }
        if begun.elapsed() > PATIENCE {
            return Err(PostgresError::Leftovers(alive));
        }
        pause();
    }
}

/// Sends a signal to a process that may already be gone, in which case there is nothing left to tell it.
pub(super) fn signal(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _gone = kill_process(pid, signal);
    }
}

/// PostgreSQL processes whose working directory is the cluster: PostgreSQL puts itself and every worker there.
fn processes_of(cluster: &Path) -> Vec<i32> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return processes_without_proc(cluster);
    };
    processes
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let cwd = fs::read_link(entry.path().join("cwd")).ok()?;
            let name = fs::read_to_string(entry.path().join("comm")).ok()?;
            (cwd == cluster && name.trim_end() == "postgres").then_some(pid)
        })
        .collect()
}

/// Systems without /proc: only the main process is known, by its lock file.
fn processes_without_proc(cluster: &Path) -> Vec<i32> {
    let Some(file) = PidFile::read(cluster) else {
        return Vec::new();
    };
    let lives = Pid::from_raw(file.pid).is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
    let is_postgres = || {
        Command::new("ps")
            .args(["-o", "comm=", "-p", &file.pid.to_string()])
            .output()
            .is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("postgres"))
    };
    if lives && is_postgres() { vec![file.pid] } else { Vec::new() }
}

/// What a running PostgreSQL says about itself in `postmaster.pid`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: i32,
    pub(super) socket_dir: PathBuf,
    pub(super) ready: bool,
}

impl PidFile {
    pub(super) fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        Some(Self {
            pid: lines.next()?.trim().parse().ok()?,
            socket_dir: PathBuf::from(lines.nth(3).unwrap_or_default()),
            ready: lines.nth(2).is_some_and(|status| status.trim() == "ready"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_where_and_whether_it_is_ready() {
        let full = "4711\n/srv/c\n1793000000\n5432\n/srv/home\n\n  1234 0\nready   \n";
        let read = PidFile::parse(full);
        assert_eq!(read, Some(PidFile { pid: 4711, socket_dir: PathBuf::from("/srv/home"), ready: true }));
        let early = PidFile::parse("4711\n/srv/c\n1793000000\n");
        assert!(early.is_some_and(|file| !file.ready && file.socket_dir.as_os_str().is_empty()));
        assert_eq!(PidFile::parse(""), None);
    }
}
