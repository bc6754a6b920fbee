//! Memory of a server at rest: of the process itself, and of its PostgreSQL.
use super::server::Server;
use super::{Bench, Figure};
use crate::process;
use anyhow::{Context, Result, bail};
use std::fs;
use std::time::{Duration, Instant};

const GOAL_MIB: f64 = 150.0;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let server = Server::start(&bench.server, &bench.folder("memory")?.join("data"), &["--no-demo"])?;
    wait_for_rest(server.pid())?;
    let own = kilobytes(server.pid(), "status", "VmRSS:")?;
    // The processes of PostgreSQL share most of their memory; each counts with its share.
    let mut database = 0;
    for pid in descendants(server.pid())? {
        database += kilobytes(pid, "smaps_rollup", "Pss:")?;
    }
    server.stop()?;
    let mib = |kilobytes: u64| kilobytes as f64 / 1_024.0;
    Ok(vec![
        Figure::new("server at rest, its own process", mib(own), "MiB", None),
        Figure::new("server at rest, its PostgreSQL", mib(database), "MiB", None),
        Figure::new("server at rest, together", mib(own + database), "MiB", Some(GOAL_MIB)),
    ])
}

/// At rest is a process that has used next to no processor time (two ticks, a hundredth of it) for two seconds.
fn wait_for_rest(pid: u32) -> Result<()> {
    let begun = Instant::now();
    let mut used = processor_time(pid)?;
    let mut since = Instant::now();
    while since.elapsed() < Duration::from_secs(2) {
        if begun.elapsed() > Duration::from_secs(60) {
            bail!("The server did not come to rest within a minute.");
        }
        process::pause(Duration::from_millis(100));
        let now = processor_time(pid)?;
        if now > used + 2 {
            used = now;
            since = Instant::now();
        }
    }
    Ok(())
}

/// Ticks in the kernel and outside of it, fields 14 and 15 of `stat`; the name in field 2 may hold spaces.
fn processor_time(pid: u32) -> Result<u64> {
    let stat = read(pid, "stat")?;
    let (_, after_name) = stat.rsplit_once(')').context("Reading processor time")?;
    Ok(after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum())
}

/// A line such as `VmRSS:   12345 kB`.
fn kilobytes(pid: u32, file: &str, name: &str) -> Result<u64> {
    let text = read(pid, file)?;
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.trim().strip_suffix("kB")?.trim().parse().ok())
        .with_context(|| format!("/proc/{pid}/{file} has no line {name}"))
}

fn read(pid: u32, file: &str) -> Result<String> {
    let path = format!("/proc/{pid}/{file}");
    fs::read_to_string(&path).with_context(|| format!("Reading {path}"))
}

/// All processes below one.
fn descendants(pid: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    let mut open = vec![pid];
    while let Some(parent) = open.pop() {
        for task in fs::read_dir(format!("/proc/{parent}/task"))? {
            let children = task?.path().join("children");
            let text = fs::read_to_string(&children).unwrap_or_default();
            let pids: Vec<u32> = text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect();
            open.extend(&pids);
            found.extend(pids);
        }
    }
    Ok(found)
}
