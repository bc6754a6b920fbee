//! What the office takes from many devices at once. The script in `end2end/bench` is the devices; it shares the cores with the
//! server and its PostgreSQL.
use super::server::Server;
use super::{Bench, Figure};
use crate::{process, project};
use anyhow::Result;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let server = Server::start(bench, &bench.folder("pushes")?.join("data"), &["--no-demo"])?;
    let mut figures = Vec::new();
    process::run_reading(
        bench
            .tools
            .command("node")
            .arg(project::end2end().join("bench/pushes.mjs"))
            .args(["--base", &server.base])
            .current_dir(project::end2end()),
        |line| figures.extend(Figure::read(line)),
    )?;
    server.stop()?;
    Ok(figures)
}
