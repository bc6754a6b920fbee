//! Figures of a real browser. The script in `end2end/bench` prints them, one JSON object a line.
use super::server::Server;
use super::{Bench, Figure};
use crate::{console, process, project};
use anyhow::{Context, Result};

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let script = project::end2end().join("bench/device.mjs");
    if !script.is_file() {
        console::say("not measured: end2end/bench/device.mjs is not there");
        return Ok(Vec::new());
    }
    let chromium = bench.tools.chromium.as_ref().context("Set-up found no Chromium.")?;
    let server = Server::start(bench, &bench.folder("device")?.join("data"), &["--no-demo"])?;
    let mut figures = Vec::new();
    process::run_reading(
        bench
            .tools
            .command("node")
            .arg(&script)
            .args(["--base", &server.base, "--chromium"])
            .arg(chromium)
            .current_dir(project::end2end()),
        |line| figures.extend(Figure::read(line)),
    )?;
    server.stop()?;
    Ok(figures)
}
