//! The two files that are the app: its script and its program. They are found by their endings and put back under the names of
//! their new content.
use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

pub const SCRIPT: &str = ".js";
pub const PROGRAM: &str = "_bg.wasm";

pub struct AppFiles {
    script_path: PathBuf,
    program_path: PathBuf,
    pub script: String,
    pub program: Vec<u8>,
}

impl AppFiles {
    pub fn read(dist: &Path) -> Result<AppFiles> {
        let (script_path, program_path) = (find(dist, SCRIPT)?, find(dist, PROGRAM)?);
        let script = fs::read_to_string(&script_path).with_context(|| format!("Reading {}", script_path.display()))?;
        let program = fs::read(&program_path).with_context(|| format!("Reading {}", program_path.display()))?;
        Ok(AppFiles { script_path, program_path, script, program })
    }

    /// Writes new ones in their place, and answers with the page that points to them.
    pub fn replace(self, page: &str, script: &str, program: &[u8]) -> Result<String> {
        let page = put(page, &self.script_path, self.script.as_bytes(), script.as_bytes(), SCRIPT)?;
        put(&page, &self.program_path, &self.program, program, PROGRAM)
    }
}

/// A file's name after its content, as the service worker knows them.
pub fn named(stem: &str, content: &[u8], ending: &str) -> String {
    let hash = crate::fingerprint::hex(&Sha256::digest(content));
    format!("{stem}-{}{ending}", &hash[..16])
}

/// Replaces what must stand once.
pub fn replaced_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        n => bail!("{from:?} stands {n} times where it should stand once. Has the version of wasm-bindgen changed?"),
    }
}

/// What the browser compares the content with.
pub fn checked(content: &[u8]) -> String {
    STANDARD.encode(Sha384::digest(content))
}

/// The one file of the app with this ending.
fn find(dist: &Path, ending: &str) -> Result<PathBuf> {
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("app-") && name.ends_with(ending) {
            return Ok(dist.join(&*name));
        }
    }
    bail!("Trunk wrote no app-….{ending}. Has its version changed?")
}

/// Writes it under the name of its content, takes the old one away, and mends the page: names and what the browser checks.
fn put(page: &str, old: &Path, before: &[u8], after: &[u8], ending: &str) -> Result<String> {
    let old_name = old.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = named("app", after, ending);
    fs::remove_file(old)?;
    fs::write(old.with_file_name(&name), after)?;
    let page = replaced_once(page, &checked(before), &checked(after))?;
    if !page.contains(&old_name) {
        bail!("The page does not load {old_name}.");
    }
    Ok(page.replace(&old_name, &name))
}
