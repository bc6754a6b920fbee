//! The waybill command.
use clap::Parser;
use server::cli::{Cli, run};
use std::process::ExitCode;

// What users get must not know the verb of the bench.
#[cfg(feature = "bench")]
compile_error!("only `waybill-bench` is built with the feature `bench`");

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("waybill: {error:#}");
    ExitCode::FAILURE
}

/// Threads of the office itself; requests have their own.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4)
}
