//! Figures of a real browser. The script in `end2end/bench` prints them, one JSON object a line.
use super::server::Server;
use super::{Bench, Figure};
use crate::{console, process, project};
use anyhow::{Context, Result};
use serde_json::Value;

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
        |line| figures.extend(figure(line)),
    )?;
    server.stop()?;
    Ok(figures)
}

/// `{"name": "…", "value": 12.3, "unit": "ms", "goal": 50}`; other lines are talk.
fn figure(line: &str) -> Option<Figure> {
    let json: Value = serde_json::from_str(line).ok()?;
    Some(Figure::new(
        json.get("name")?.as_str()?,
        json.get("value")?.as_f64()?,
        json.get("unit")?.as_str()?,
        json.get("goal").and_then(Value::as_f64),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_talk() {
        let read = figure(r#"{"name": "act, p95", "value": 12.5, "unit": "ms", "goal": 50}"#).unwrap();
        assert_eq!((read.name.as_str(), read.value, read.goal), ("act, p95", 12.5, Some(50.0)));
        assert_eq!(read.reached(), Some(true));
        assert!(figure("loading 25,900 orders").is_none());
        assert!(figure(r#"{"name": "no value"}"#).is_none());
    }
}
