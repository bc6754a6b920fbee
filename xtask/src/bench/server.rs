//! A release server on an empty data directory, for as long as a part measures it.
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub struct Server {
    process: Child,
    pub base: String,
}

impl Server {
    /// Starts it and waits until it says that it is ready.
    pub fn start(program: &Path, data: &Path, arguments: &[&str]) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = data.with_extension("log");
        let mut process = Command::new(program)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("{} could not be started.", program.display()))?;
        let Some(output) = process.stdout.take() else {
            bail!("The server has no output.");
        };
        let mut lines = BufReader::new(output).lines();
        let ready = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, base) = line.split_once("Waybill is ready at ")?;
            Some(base.trim().to_owned())
        });
        let Some(base) = ready else {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            bail!("The server ended before it was ready. It said:\n{said}");
        };
        // Read on, or the server would wait for a reader some day.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { process, base })
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Stops it in order.
    pub fn stop(mut self) -> Result<()> {
        terminate(&self.process)?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) && terminate(&self.process).is_ok() {
            let _ended = self.process.wait();
        }
    }
}

fn terminate(process: &Child) -> Result<()> {
    crate::process::run(Command::new("kill").args(["-TERM", &process.id().to_string()]))
}
