//! Turns what Trunk built into what the server embeds: a program in two parts, of which the second may come later, no inline script (the
//! content policy forbids it), one style sheet, a list of files for the service worker, short names where nobody reads them, texts by
//! language, and squeezed copies.
mod app_files;
mod icons;
mod loader;
pub mod parts;
mod precache;
mod script;
mod squeeze;
mod styles;
mod texts;

use crate::console;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// First load of the app: the first part of the program, the script and the texts of one language, squeezed by brotli. The bench
/// reports against this goal.
pub const FIRST_LOAD_BYTES_GOAL: u64 = 460_000;
/// The same with the rest of the program.
pub const WHOLE_LOAD_BYTES_GOAL: u64 = 1_050_000;

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
    /// Whether the browser runs it.
    pub fn is_code(&self) -> bool {
        [".wasm", ".js"].iter().any(|ending| self.address.ends_with(ending))
    }

    /// Whether it may come behind the first picture.
    fn is_rest(&self) -> bool {
        self.address.starts_with(&format!("/{}-", parts::REST))
    }
}

/// Packs the folder in place. The program as it was goes to a folder of its own.
pub fn pack(dist: &Path, whole: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("Reading {}", page.display()))?;
    let html = parts::take_apart(dist, &html, whole)?;
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

/// What the first load costs: the code that is not the rest, and the texts of one language, the larger one.
pub fn first_load(sizes: &[Sized]) -> u64 {
    let code: u64 = sizes.iter().filter(|file| file.is_code() && !file.is_rest()).map(|file| file.brotli).sum();
    let texts = sizes.iter().filter(|file| texts::is_texts(&file.address)).map(|file| file.brotli).max();
    code + texts.unwrap_or_default()
}

/// The same with the rest.
pub fn whole_load(sizes: &[Sized]) -> u64 {
    first_load(sizes) + sizes.iter().filter(|file| file.is_rest()).map(|file| file.brotli).sum::<u64>()
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
    for (what, bytes, limit) in loads(sizes) {
        console::say(&format!("{what}: {} bytes; the limit is {}", console::grouped(bytes), console::grouped(limit)));
    }
}

fn loads(sizes: &[Sized]) -> [(&'static str, u64, u64); 2] {
    [
        ("first load, wasm, js and the texts of one language", first_load(sizes), FIRST_LOAD_BYTES_GOAL),
        ("the same with the rest, which comes behind the first picture", whole_load(sizes), WHOLE_LOAD_BYTES_GOAL),
    ]
}

/// Refuses an app that has grown beyond its limits. Work in progress may be larger; what is tested and shipped may not.
pub fn check_size(dist: &Path) -> Result<()> {
    for (what, bytes, limit) in loads(&sizes(dist)?) {
        if bytes > limit {
            bail!(
                "The app has grown too large: {what}: {} bytes, squeezed; {} are the limit. Look for a new dependency, or, where only the first load has grown, record what it needs anew (`cargo xtask profile`).",
                console::grouped(bytes),
                console::grouped(limit)
            );
        }
    }
    Ok(())
}
