//! Records which functions the first screens run, so that the packed app can be taken apart.
use crate::bench::Server;
use crate::{build, console, pack, process, project, setup};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;

/// Opens the app in every way in a real browser and writes the profile down. The next build goes by it.
pub fn profile() -> Result<()> {
    let tools = setup::setup(true)?;
    let server = build::build(&tools)?;
    let chromium = tools.chromium.as_deref().context("Set-up found no Chromium.")?;
    let whole = build::whole_app();
    let scratch = std::env::temp_dir().join(format!("waybill-profile-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let server = Server::start(&server, &scratch.join("data"), &[])?;
    let mut functions = BTreeSet::new();
    process::run_reading(
        tools
            .command("node")
            .arg(project::end2end().join("record/first-screens.mjs"))
            .args(["--base".as_ref(), server.base.as_ref(), "--whole".as_ref(), whole.as_os_str()])
            .args(["--chromium".as_ref(), chromium.as_os_str()])
            .current_dir(project::end2end()),
        |line| functions.extend(serde_json::from_str::<Vec<u32>>(line).unwrap_or_default()),
    )?;
    server.stop()?;
    fs::remove_dir_all(&scratch).with_context(|| format!("Removing {}", scratch.display()))?;
    ensure!(!functions.is_empty(), "The browser told of no function.");
    let marks = pack::parts::record(&whole, functions)?;
    console::say(&format!(
        "{} marks in {}; the next build goes by them",
        console::grouped(marks as u64),
        pack::parts::kept_at().display()
    ));
    Ok(())
}
