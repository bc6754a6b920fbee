//! The commands of the project. `cargo xtask` without a command lists them.
mod bench;
mod build;
mod console;
mod fingerprint;
mod kills;
mod pack;
mod process;
mod profile;
mod project;
mod run;
mod setup;
mod simulate;
mod test;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
The commands of Waybill.

  cargo xtask run [--port 8080] [--data DIR] [--fresh] [--no-demo]
      sets up what is missing, builds for release and serves
  cargo xtask test [--only STEP] [--skip-e2e]
      sets up what is missing and runs every test; steps: setup, fmt, clippy, unit, simulate, build, e2e
  cargo xtask simulate [--seeds N] [--first S] [--seed S]
      whole histories of devices, wire and office, one for each seed; --seed replays one and tells it
  cargo xtask mutants
      makes every deliberate mistake and shows which seed sees it
  cargo xtask kills [--servers N] [--postgres N] [--browsers N] [--dev]
      kills servers (1000 times) and PostgreSQL (200 times) while devices work, and looks through the books; with --browsers
      only browsers, and what is named behind it;
      --dev uses the build for development
  cargo xtask setup [--tests]
      only the set-up; with --tests also what the tests need
  cargo xtask build
      the app and the server, for release
  cargo xtask profile
      records which functions the first screens run: they come first, the rest of the app behind the first picture
  cargo xtask bench [--only PART]
      measures speed and size and writes bench.json into the target folder
  cargo xtask bench peers [--rig DIR] [--n 20000] [--rounds 3] [--peers idb,dexie,...]
      the app beside other stores of a browser, in the rig that lies in DIR (../shared/peers, or WAYBILL_PEERS)
  cargo xtask bench replicate [--rig DIR] [--n 20000] [--rounds 3] [--peers replicache,rxdb,...]
      app and server beside others in the same rig: the first copy of a shop, its bytes, and a change on another device

run
  --port PORT   where to listen on this machine (8080)
  --data DIR    where the data is kept (.waybill in the project)
  --fresh       begin with an empty database: everything in the data directory is removed
  --no-demo     do not fill in the demo merchant
";

enum Task {
    Run(run::Options),
    Test(test::Options),
    Setup { tests: bool },
    Build,
    Profile,
    Simulate(simulate::Options),
    Mutants,
    Kills(kills::Options),
    Bench(bench::Options),
    Peers(bench::peers::Options),
    Replicate(bench::peers::Options),
    Help,
}

fn main() -> ExitCode {
    let done = arguments().and_then(|task| match task {
        Task::Run(options) => run::run(&options),
        Task::Test(options) => test::test(&options),
        Task::Setup { tests } => setup::setup(tests).map(|_tools| ()),
        Task::Build => setup::setup(false).and_then(|tools| build::build_within_limits(&tools)),
        Task::Profile => profile::profile(),
        Task::Bench(options) => bench::bench(&options),
        Task::Peers(options) => bench::peers::measure(&options),
        Task::Replicate(options) => bench::peers::replicate(&options),
        Task::Simulate(options) => simulate::simulate(&options),
        Task::Mutants => simulate::mutants(),
        Task::Kills(options) => kills::kills(&options),
        Task::Help => {
            print!("{USAGE}");
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::problem(&error);
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Task> {
    let mut given = lexopt::Parser::from_env();
    let Some(first) = given.next()? else {
        return Ok(Task::Help);
    };
    let mut task = match first {
        Value(name) => match name.string()?.as_str() {
            "run" => Task::Run(run::Options::default()),
            "test" => Task::Test(test::Options::default()),
            "setup" => Task::Setup { tests: false },
            "build" => Task::Build,
            "profile" => Task::Profile,
            "simulate" => Task::Simulate(simulate::Options::default()),
            "mutants" => Task::Mutants,
            "kills" => Task::Kills(kills::Options::default()),
            "bench" => Task::Bench(bench::Options::default()),
            "help" => Task::Help,
            other => bail!("There is no command `{other}`.\n\n{USAGE}"),
        },
        Short('h') | Long("help") => Task::Help,
        other => return Err(other.unexpected().into()),
    };
    while let Some(argument) = given.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (Task::Run(options), Long("port")) => options.port = given.value()?.parse()?,
            (Task::Run(options), Long("data")) => {
                options.data = Some(PathBuf::from(given.value()?));
            }
            (Task::Run(options), Long("fresh")) => options.fresh = true,
            (Task::Run(options), Long("no-demo")) => options.no_demo = true,
            (Task::Test(options), Long("only")) => options.only = Some(given.value()?.string()?),
            (Task::Test(options), Long("skip-e2e")) => options.skip_e2e = true,
            (Task::Setup { tests }, Long("tests")) => *tests = true,
            (Task::Simulate(options), Long("seeds")) => options.seeds = Some(given.value()?.parse()?),
            (Task::Simulate(options), Long("first")) => options.first = Some(given.value()?.parse()?),
            (Task::Simulate(options), Long("seed")) => options.seed = Some(given.value()?.parse()?),
            (Task::Kills(options), Long("servers")) => options.servers = given.value()?.parse()?,
            (Task::Kills(options), Long("postgres")) => options.postgres = given.value()?.parse()?,
            (Task::Kills(options), Long("browsers")) => {
                *options = kills::Options { browsers: given.value()?.parse()?, servers: 0, postgres: 0, ..*options };
            }
            (Task::Kills(options), Long("dev")) => options.dev = true,
            (Task::Bench(options), Long("only")) => options.only = Some(given.value()?.string()?),
            (Task::Bench(_), Value(part)) if part == "peers" => task = Task::Peers(bench::peers::Options::default()),
            (Task::Bench(_), Value(part)) if part == "replicate" => {
                task = Task::Replicate(bench::peers::Options::of_replication());
            }
            (Task::Peers(options) | Task::Replicate(options), Long("rig")) => {
                options.rig = Some(PathBuf::from(given.value()?))
            }
            (Task::Peers(options) | Task::Replicate(options), Long("n")) => options.n = given.value()?.parse()?,
            (Task::Peers(options) | Task::Replicate(options), Long("rounds")) => {
                options.rounds = given.value()?.parse()?
            }
            (Task::Peers(options) | Task::Replicate(options), Long("peers")) => {
                options.peers = given.value()?.string()?
            }
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    Ok(task)
}
