//! Figures that a script in `end2end/bench` takes from a fresh server. It prints them, one JSON object a line, and shares the
//! cores with the server and its PostgreSQL.
use super::server::Server;
use super::{Bench, Figure};
use crate::{process, project};
use anyhow::{Context, Result};
use std::path::Path;

/// What a person feels in a real browser.
pub fn device(bench: &Bench) -> Result<Vec<Figure>> {
    let chromium = bench.tools.chromium.as_deref().context("Set-up found no Chromium.")?;
    run(bench, "device", &["--chromium".as_ref(), chromium])
}

/// What the office takes from many devices at once.
pub fn pushes(bench: &Bench) -> Result<Vec<Figure>> {
    run(bench, "pushes", &[])
}

fn run(bench: &Bench, name: &str, more: &[&Path]) -> Result<Vec<Figure>> {
    let server = Server::start(&bench.server, &bench.folder(name)?.join("data"), &["--no-demo"])?;
    let mut figures = Vec::new();
    process::run_reading(
        bench
            .tools
            .command("node")
            .arg(project::end2end().join("bench").join(name).with_extension("mjs"))
            .args(["--base", &server.base])
            .args(more)
            .current_dir(project::end2end()),
        |line| figures.extend(Figure::read(line)),
    )?;
    server.stop()?;
    Ok(figures)
}
