//! Sets up, builds, and becomes the server.
use crate::{build, project, setup};
use anyhow::{Context, Result};
use std::env;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

/// How to serve.
pub struct Options {
    pub port: u16,
    pub data: Option<PathBuf>,
    pub fresh: bool,
    pub no_demo: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, data: None, fresh: false, no_demo: false }
    }
}

/// Does not return: Ctrl-C and the end of the session reach the server itself, which stops PostgreSQL in order.
pub fn run(options: &Options) -> Result<()> {
    let tools = setup::setup(false)?;
    let server = build::build(&tools)?;
    let data = match &options.data {
        Some(dir) => env::current_dir()?.join(dir),
        None => project::root().join(".waybill"),
    };
    let mut command = Command::new(&server);
    command.arg("serve").args(["--listen", &format!("127.0.0.1:{}", options.port)]).arg("--data").arg(data);
    if options.fresh {
        command.arg("--fresh");
    }
    if options.no_demo {
        command.arg("--no-demo");
    }
    let error = command.exec();
    Err(error).with_context(|| format!("{} could not be started.", server.display()))
}
