//! Makes the database files on the first start. Half-made files of an interrupted start are thrown away, never used.
use super::Durability;
use super::binaries::Binaries;
use super::error::{PostgresError, While};
use super::home::Home;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Owner of the database. Not the role the server works with: that one owns nothing (see the migrations).
pub(super) const OWNER: &str = "waybill";
/// The one database.
pub(super) const DATABASE: &str = "waybill";

/// Makes the cluster with its empty database, unless it is there.
pub(super) fn make(home: &Home, binaries: &Binaries, durability: Durability) -> Result<(), PostgresError> {
    let cluster = home.cluster();
    if cluster.is_dir() {
        return Ok(());
    }
    let half_made = home.dir.join("cluster.new");
    if half_made.exists() {
        fs::remove_dir_all(&half_made).doing("Removing", &half_made)?;
    }
    // Byte order and UTF-8 whatever the machine is set to: sorting must not change with the system's libraries.
    let made = initdb(home, binaries, &half_made, "C.UTF-8", durability)?;
    if !made.status.success() {
        if half_made.exists() {
            fs::remove_dir_all(&half_made).doing("Removing", &half_made)?;
        }
        // Not every system knows C.UTF-8; plain C orders the same.
        check("initdb", initdb(home, binaries, &half_made, "C", durability)?)?;
    }
    create_database(home, binaries, &half_made)?;
    fs::rename(&half_made, &cluster).doing("Renaming", half_made)
}

fn initdb(
    home: &Home,
    binaries: &Binaries,
    dir: &Path,
    locale: &str,
    durability: Durability,
) -> Result<Output, PostgresError> {
    let program = binaries.initdb();
    let mut command = home.account.command(&program);
    command
        .arg("--pgdata")
        .arg(dir)
        .args(["--username", OWNER])
        .args(["--encoding", "UTF8", "--locale", locale])
        // Whoever can open the socket, in a folder of mode 0700, could read the files just as well.
        .args(["--auth-local", "trust", "--auth-host", "reject"]);
    if durability == Durability::None {
        command.arg("--no-sync");
    }
    command.output().doing("Running", program)
}

/// In single-user mode, so that a cluster without its database never exists under its final name.
fn create_database(home: &Home, binaries: &Binaries, dir: &Path) -> Result<(), PostgresError> {
    let program = binaries.postgres();
    let mut command: Command = home.account.command(&program);
    command
        .arg("--single")
        .arg("-D")
        .arg(dir)
        .args(["-c", "log_min_messages=warning", "postgres"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn().doing("Running", &program)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(format!("create database {DATABASE}\n").as_bytes()).doing("Writing to", &program)?;
    }
    check("postgres --single", child.wait_with_output().doing("Running", program)?)
}

fn check(program: &'static str, output: Output) -> Result<(), PostgresError> {
    let said = String::from_utf8_lossy(&output.stderr);
    // In single-user mode an SQL error does not change the exit status.
    if output.status.success() && !said.contains("ERROR:") {
        return Ok(());
    }
    Err(PostgresError::Failed { program, status: output.status.to_string(), said: said.trim().to_owned() })
}
