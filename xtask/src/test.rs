//! Everything that must hold before a change is good, in order, until the first step that fails.
use crate::setup::{self, Tools};
use crate::{build, console, process, project, simulate};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

const STEPS: &[&str] = &["setup", "fmt", "clippy", "unit", "simulate", "build", "e2e"];

/// What to leave out, for work in progress.
#[derive(Default)]
pub struct Options {
    pub only: Option<String>,
    pub skip_e2e: bool,
}

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

/// Runs the steps.
pub fn test(options: &Options) -> Result<()> {
    let steps = chosen(options)?;
    // The tools are needed whichever step was chosen.
    let mut run = Run { tools: setup::setup(true)?, tally: Tally::default(), times: Vec::new() };
    for step in steps {
        console::say(&format!("\n== {step}"));
        let begun = Instant::now();
        let done = run.step(step);
        run.times.push((step, begun.elapsed(), done.is_ok()));
        if done.is_err() {
            run.summary();
            return done.with_context(|| format!("The step `{step}` failed; later steps were not run."));
        }
    }
    run.summary();
    Ok(())
}

fn chosen(options: &Options) -> Result<Vec<&'static str>> {
    if let Some(only) = &options.only {
        let Some(step) = STEPS.iter().find(|step| *step == only) else {
            bail!("There is no step `{only}`. The steps are: {}.", STEPS.join(", "));
        };
        return Ok(vec![step]);
    }
    Ok(STEPS.iter().copied().filter(|step| !(options.skip_e2e && *step == "e2e")).collect())
}

struct Run {
    tools: Tools,
    tally: Tally,
    times: Vec<(&'static str, Duration, bool)>,
}

impl Run {
    fn step(&mut self, step: &str) -> Result<()> {
        match step {
            "fmt" => process::run(&mut cargo(&["fmt", "--all", "--check"])),
            "clippy" => clippy(),
            "unit" => self.counted(&mut unit()),
            "simulate" => self.counted(&mut simulate::command()),
            "build" => build::build_within_limits(&self.tools),
            "e2e" => self.end_to_end(),
            // The set-up itself was done before the first step.
            _ => Ok(()),
        }
    }

    /// Tests in Rust, with what they count.
    fn counted(&mut self, tests: &mut Command) -> Result<()> {
        let mut tally = Tally::default();
        let done = process::run_reading(tests, |line| tally.read(line));
        self.tally.add(tally);
        done
    }

    fn end_to_end(&mut self) -> Result<()> {
        let folder = project::end2end();
        let results = folder.join("test-results/results.json");
        if results.exists() {
            fs::remove_file(&results)?;
        }
        let done = process::run(self.tools.playwright().arg("test"));
        let text = fs::read_to_string(&results).unwrap_or_default();
        let tally = serde_json::from_str(&text).ok().and_then(|json| Tally::of_playwright(&json));
        match (tally, done) {
            (Some(tally), done) => {
                self.tally.add(tally);
                done
            }
            (None, Ok(())) => bail!("Playwright ended well, but left no results: nothing shows that the tests ran."),
            (None, failed) => failed,
        }
    }

    fn summary(&self) {
        console::say("");
        for (step, time, good) in &self.times {
            let mark = if *good { "ok" } else { "FAILED" };
            console::say(&format!("{mark:>6}  {step:<8} {:>14}", console::spent(*time)));
        }
        if self.tally != Tally::default() {
            console::say(&format!("{} passed, {} failed", self.tally.passed, self.tally.failed));
        }
    }
}

/// One profile for everything native: what is tested is what is served, and it is compiled once.
fn unit() -> Command {
    cargo(&["test", "--release", "--locked", "--workspace", "--no-fail-fast"])
}

/// Everything as native code, where its tests run, and once more for the browser: the app, and the page that shows every part of
/// the kit. Warnings are refused.
fn clippy() -> Result<()> {
    process::run(&mut cargo(&[
        "clippy",
        "--release",
        "--locked",
        "--workspace",
        "--all-targets",
        "--features",
        "shared/faults",
        "--",
        "-D",
        "warnings",
    ]))?;
    process::run(&mut cargo(&[
        "clippy",
        "--profile",
        "wasm-release",
        "--locked",
        "--package",
        "app",
        "--package",
        "engine",
        "--package",
        "kit",
        "--features",
        "kit/gallery",
        "--lib",
        "--bins",
        "--examples",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "-D",
        "warnings",
    ]))
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(project::root());
    command
}

impl Tally {
    /// `test result: ok. 12 passed; 0 failed; 0 ignored; …`
    fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        let count = |word: &str| -> u64 {
            counts.split(['.', ';']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()).unwrap_or(0)
        };
        self.passed += count("passed");
        self.failed += count("failed");
    }

    fn of_playwright(results: &Value) -> Option<Self> {
        let stats = results.get("stats")?;
        let count = |name: &str| stats.get(name)?.as_u64();
        Some(Self {
            passed: count("expected")?,
            // A test that passes only at the second try did not pass.
            failed: count("unexpected")? + count("flaky")?,
        })
    }

    fn add(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted_as_they_are_printed() {
        let mut tally = Tally::default();
        tally.read("running 3 tests");
        tally.read("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s");
        tally.read("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        assert_eq!(tally, Tally { passed: 15, failed: 2 });
        let json = serde_json::json!({"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 0}});
        assert_eq!(Tally::of_playwright(&json), Some(Tally { passed: 7, failed: 2 }));
    }

    #[test]
    fn a_step_that_does_not_exist_is_not_silently_nothing() {
        let wrong = Options { only: Some("lint".to_owned()), skip_e2e: false };
        assert!(chosen(&wrong).is_err());
        let quick = Options { only: None, skip_e2e: true };
        assert_eq!(chosen(&quick).unwrap(), ["setup", "fmt", "clippy", "unit", "simulate", "build"]);
    }
}
