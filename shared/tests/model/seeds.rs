//! Which seeds are run, and what is said of those that fail.

use crate::stories;
use crate::world::World;
use shared::sync::fault::{self, Fault};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Seeds that have failed once, each with what was wrong. They are run first, for ever.
const KEPT: &str = include_str!("kept.txt");

fn kept() -> Vec<u64> {
    let lines = KEPT.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap().parse().unwrap()).collect()
}

/// Why a seed fails; none if it does not.
fn failure(seed: u64, fault: Option<Fault>) -> Option<String> {
    fault::make(fault);
    let ran = catch_unwind(AssertUnwindSafe(|| World::new(seed, false).run()));
    fault::make(None);
    ran.err().map(words)
}

/// Why one of the stories ends badly with this mistake; none if it does not.
fn story(story: fn(), fault: Option<Fault>) -> Option<String> {
    fault::make(fault);
    let ran = catch_unwind(story);
    fault::make(None);
    ran.err().map(words)
}

fn words(panic: Box<dyn std::any::Any + Send>) -> String {
    let words = panic.downcast_ref::<String>().cloned();
    words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned())).unwrap_or_default()
}

/// Failures are said once, at the end, not by every panic.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let done = work();
    std::panic::set_hook(loud);
    done
}

/// Runs seeds on every core; the smallest that fails, with the reason.
fn run(first: u64, count: u64, threads: usize, fault: Option<Fault>) -> Option<(u64, String)> {
    let next = AtomicU64::new(first);
    let found = std::sync::Mutex::new(None::<(u64, String)>);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count || found.lock().unwrap().is_some() {
                        return;
                    }
                    if let Some(why) = failure(seed, fault) {
                        let mut found = found.lock().unwrap();
                        if found.as_ref().is_none_or(|(other, _)| seed < *other) {
                            *found = Some((seed, why));
                        }
                    }
                }
            });
        }
    });
    found.into_inner().unwrap()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// With this mistake made; for finding a seed that sees it.
fn wanted_fault() -> Option<Fault> {
    let name = std::env::var("WAYBILL_MISTAKE").ok()?;
    Fault::ALL.iter().copied().find(|fault| format!("{fault:?}") == name)
}

fn report(first: u64, count: u64, threads: usize) {
    let begun = Instant::now();
    let found = quietly(|| run(first, count, threads, wanted_fault()));
    let spent = begun.elapsed().as_secs_f64();
    match found {
        Some((seed, why)) => {
            panic!("seed {seed} fails: {why}\nreplay it with: cargo xtask simulate --seed {seed}")
        }
        None => println!("{count} seeds from {first} in {spent:.1} s, {:.0} a second", count as f64 / spent),
    }
}

#[test]
fn stories_end_well() {
    stories::ALL.iter().for_each(|story| story());
}

#[test]
fn seeds_that_failed_once_hold() {
    for seed in kept() {
        if let Some(why) = quietly(|| failure(seed, None)) {
            panic!("seed {seed} fails again: {why}");
        }
    }
}

/// 20,000, unless `cargo xtask simulate` asks for others, or for one with its tale.
#[test]
fn histories_end_well() {
    match number("WAYBILL_SEED") {
        Some(seed) => tell(seed),
        None => {
            let (first, count) = (number("WAYBILL_FIRST").unwrap_or(1), number("WAYBILL_SEEDS").unwrap_or(20_000));
            report(first, count, std::thread::available_parallelism().map_or(1, usize::from));
        }
    }
}

fn tell(seed: u64) {
    let mut world = World::new(seed, true);
    let ran = catch_unwind(AssertUnwindSafe(|| world.run()));
    world.tale.iter().flatten().for_each(|line| println!("{line}"));
    if let Err(panic) = ran {
        std::panic::resume_unwind(panic);
    }
    println!("seed {seed} ends well");
}

/// Seeds that a mistake may survive at most.
const PATIENCE: u64 = 20_000;

/// `cargo xtask mutants`: a test that has never failed proves nothing.
#[test]
fn every_deliberate_mistake_is_seen() {
    let mut survivors = Vec::new();
    for fault in Fault::ALL {
        let begun = Instant::now();
        if let Some(why) = quietly(|| stories::ALL.iter().find_map(|told| story(*told, Some(*fault)))) {
            println!("{:<20} seen in a story: {}", format!("{fault:?}"), why.lines().next().unwrap_or_default());
            continue;
        }
        let seen = quietly(|| {
            kept().into_iter().chain(1..PATIENCE).find_map(|seed| failure(seed, Some(*fault)).map(|why| (seed, why)))
        });
        match seen {
            Some((seed, why)) => {
                let why: String = why.lines().next().unwrap_or_default().chars().take(90).collect();
                println!(
                    "{:<20} seen at seed {seed:<6} {:>5.1} s  {why}",
                    format!("{fault:?}"),
                    begun.elapsed().as_secs_f64()
                );
            }
            None => survivors.push(fault),
        }
    }
    assert!(survivors.is_empty(), "these mistakes were not seen: {survivors:?}");
}
