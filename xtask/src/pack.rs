//! Turns what Trunk built into what the server embeds: no inline script (the content policy forbids it), one style sheet, a list of
//! files for the service worker, short names where nobody reads them, texts by language, and squeezed copies.
mod icons;
mod loader;
mod names;
mod precache;
mod squeeze;
mod styles;
mod texts;

use crate::console;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// First load of the app: all wasm and JavaScript and the texts of one language, squeezed by brotli. The bench reports against this goal.
pub const FIRST_LOAD_BYTES_GOAL: u64 = 900_000;
/// Above this nothing is shipped. A little more than the goal: the folder of a build decides in which order functions stand,
/// and that alone moves the squeezed size by some hundred bytes.
pub const FIRST_LOAD_BYTES_MAX: u64 = 906_000;

/// One file of the app and its sizes.
pub struct Sized {
    /// As in its address, for example `/app-0123456789abcdef.js`.
    pub address: String,
    /// As it is.
    pub plain: u64,
    /// Squeezed by brotli; the plain size where squeezing does not help.
    pub brotli: u64,
}

impl Sized {
    /// Whether the browser needs it before it can show anything.
    pub fn is_code(&self) -> bool {
        [".wasm", ".js"].iter().any(|ending| self.address.ends_with(ending))
    }
}

/// Packs the folder in place.
pub fn pack(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("Reading {}", page.display()))?;
    let html = names::shorten(dist, &html)?;
    let html = styles::put_together(dist, &html)?;
    let html = texts::write(dist, &html)?;
    let html = icons::name(dist, &html)?;
    let (html, loader) = loader::moved_out(&html)?;
    fs::write(dist.join(&loader.name), loader.script)?;
    fs::write(&page, html)?;
    precache::write(dist)?;
    let sizes = squeeze::squeeze(dist)?;
    show(&sizes);
    Ok(())
}

/// Sizes of a packed folder.
pub fn sizes(dist: &Path) -> Result<Vec<Sized>> {
    squeeze::sizes(dist)
}

/// What the first load costs: the code and the texts of one language, the larger one.
pub fn first_load(sizes: &[Sized]) -> u64 {
    let code: u64 = sizes.iter().filter(|file| file.is_code()).map(|file| file.brotli).sum();
    let texts = sizes.iter().filter(|file| texts::is_texts(&file.address)).map(|file| file.brotli).max();
    code + texts.unwrap_or_default()
}

fn show(sizes: &[Sized]) {
    console::say(&format!("{:>12} {:>12}  file", "bytes", "brotli"));
    for file in sizes.iter().filter(|file| file.plain >= 1_024) {
        console::say(&format!(
            "{:>12} {:>12}  {}",
            console::grouped(file.plain),
            console::grouped(file.brotli),
            file.address
        ));
    }
    console::say(&format!(
        "first load, wasm, js and the texts of one language: {} bytes; the limit is {}",
        console::grouped(first_load(sizes)),
        console::grouped(FIRST_LOAD_BYTES_MAX)
    ));
}

/// Refuses an app that has grown beyond its limit. Work in progress may be larger; what is tested and shipped may not.
pub fn check_size(dist: &Path) -> Result<()> {
    let first_load = first_load(&sizes(dist)?);
    if first_load > FIRST_LOAD_BYTES_MAX {
        bail!(
            "The app has grown too large: {} bytes of wasm, js and texts, squeezed; {} are the limit. Look for a new dependency, or load a part later.",
            console::grouped(first_load),
            console::grouped(FIRST_LOAD_BYTES_MAX)
        );
    }
    Ok(())
}
