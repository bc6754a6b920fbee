//! Measures what is promised about speed and size, prints a table and writes it down. Nothing here fails for being slow.
mod app_size;
mod import;
mod memory;
pub mod peers;
mod scripts;
mod server;

use crate::setup::{self, Tools};
use crate::{build, console, project};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

pub use server::Server;

/// All parts, in the order they run. A new one is one file and one line here.
const PARTS: &[(&str, Part)] = &[
    ("app-size", app_size::measure),
    ("memory", memory::measure),
    ("import", import::measure),
    ("pushes", scripts::pushes),
    ("device", scripts::device),
];

type Part = fn(&Bench) -> Result<Vec<Figure>>;

/// Which parts to run.
#[derive(Default)]
pub struct Options {
    pub only: Option<String>,
}

/// What every part works with.
pub struct Bench {
    tools: Tools,
    server: PathBuf,
    /// Goes away at the end.
    scratch: PathBuf,
}

/// One measured number.
pub struct Figure {
    name: String,
    value: f64,
    unit: String,
    /// The value must not be above this; below, if `at_least`.
    goal: Option<f64>,
    at_least: bool,
}

impl Figure {
    fn new(name: &str, value: f64, unit: &str, goal: Option<f64>) -> Self {
        Self { name: name.to_owned(), value, unit: unit.to_owned(), goal, at_least: false }
    }

    /// One of the lines that scripts in `end2end/bench` print:
    /// `{"name": "…", "value": 12.3, "unit": "ms", "goal": 50, "at_least": false}`. Other lines are talk.
    fn read(line: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(line).ok()?;
        let word = |name: &str| json.get(name)?.as_str();
        let number = |name: &str| json.get(name)?.as_f64();
        let figure = Self::new(word("name")?, number("value")?, word("unit")?, number("goal"));
        Some(Self { at_least: json.get("at_least") == Some(&Value::Bool(true)), ..figure })
    }

    fn reached(&self) -> Option<bool> {
        self.goal.map(|goal| if self.at_least { self.value >= goal } else { self.value <= goal })
    }
}

/// Builds, measures, prints and writes `bench.json`.
pub fn bench(options: &Options) -> Result<()> {
    let parts = chosen(options)?;
    let tools = setup::setup(true)?;
    let server = build::build(&tools)?;
    let scratch = std::env::temp_dir().join(format!("waybill-bench-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let bench = Bench { tools, server, scratch };
    let (figures, done) = bench.all(&parts);
    fs::remove_dir_all(&bench.scratch).with_context(|| format!("Removing {}", bench.scratch.display()))?;
    show(&figures);
    write(&figures, &project::target().join("bench.json"))?;
    done
}

impl Bench {
    /// A part that fails does not take away what the others have measured; the first failure is told at the end.
    fn all(&self, parts: &[(&'static str, Part)]) -> (Vec<Figure>, Result<()>) {
        let (mut figures, mut done) = (Vec::new(), Ok(()));
        for (name, part) in parts {
            console::say(&format!("== {name}"));
            match part(self).with_context(|| format!("Measuring `{name}` failed.")) {
                Ok(measured) => figures.extend(measured),
                Err(error) => {
                    console::say(&format!("not measured: {error:#}"));
                    done = done.and(Err(error));
                }
            }
        }
        (figures, done)
    }

    /// An empty folder of its own for one part.
    fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.scratch.join(name);
        fs::create_dir_all(&folder).with_context(|| format!("Creating {}", folder.display()))?;
        Ok(folder)
    }
}

fn chosen(options: &Options) -> Result<Vec<(&'static str, Part)>> {
    let Some(only) = &options.only else {
        return Ok(PARTS.to_vec());
    };
    let Some(part) = PARTS.iter().find(|(name, _)| name == only) else {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        bail!("There is no part `{only}`. The parts are: {}.", names.join(", "));
    };
    Ok(vec![*part])
}

fn show(figures: &[Figure]) {
    console::say("");
    for figure in figures {
        let goal = match (figure.goal, figure.reached()) {
            (Some(goal), Some(true)) => format!("goal {goal}: reached"),
            (Some(goal), _) => format!("goal {goal}: MISSED"),
            (None, _) => String::new(),
        };
        console::say(&format!("{:<48} {:>12.1} {:<8} {goal}", figure.name, figure.value, figure.unit));
    }
}

/// Writes all figures; those of the peers, which have commands of their own, stay.
fn write(figures: &[Figure], path: &Path) -> Result<()> {
    let is_of_peers = |figure: &Value| peers::PREFIXES.iter().any(|prefix| is_named(figure, prefix));
    let kept = written(path).into_iter().filter(is_of_peers).collect();
    write_list(kept, figures, path)
}

/// Writes figures in the place of those of before whose names begin in the same way.
fn write_beside(figures: &[Figure], prefix: &str, path: &Path) -> Result<()> {
    let kept = written(path).into_iter().filter(|figure| !is_named(figure, prefix)).collect();
    write_list(kept, figures, path)
}

fn is_named(figure: &Value, prefix: &str) -> bool {
    figure.get("name").and_then(Value::as_str).is_some_and(|name| name.starts_with(prefix))
}

fn written(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn write_list(mut list: Vec<Value>, figures: &[Figure], path: &Path) -> Result<()> {
    list.extend(figures.iter().map(|figure| {
        json!({
            "name": figure.name,
            "value": figure.value,
            "unit": figure.unit,
            "goal": figure.goal,
            "reached": figure.reached(),
        })
    }));
    let text = serde_json::to_string_pretty(&list)?;
    fs::write(path, text + "\n").with_context(|| format!("Writing {}", path.display()))?;
    console::say(&format!("written to {}", path.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_from_talk() {
        let read = Figure::read(r#"{"name": "act, p95", "value": 12.5, "unit": "ms", "goal": 50}"#).unwrap();
        assert_eq!((read.name.as_str(), read.value, read.goal), ("act, p95", 12.5, Some(50.0)));
        assert_eq!(read.reached(), Some(true));
        assert!(Figure::read("loading 25,900 orders").is_none());
        assert!(Figure::read(r#"{"name": "no value"}"#).is_none());
    }

    #[test]
    fn more_is_better_where_it_says_so() {
        let read =
            Figure::read(r#"{"name": "pushes", "value": 2499, "unit": "/s", "goal": 2500, "at_least": true}"#).unwrap();
        assert_eq!(read.reached(), Some(false));
        assert_eq!(Figure { value: 2500.0, ..read }.reached(), Some(true));
    }
}
