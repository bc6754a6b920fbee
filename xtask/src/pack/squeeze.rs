//! Squeezed copies of every file that gains by it: `.br` and `.gz` beside it, once here instead of at every request.
use super::Sized;
use crate::fingerprint::files_below;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

const TEXT_AND_CODE: &[&str] = &["css", "html", "js", "json", "map", "mjs", "svg", "txt", "wasm", "webmanifest", "xml"];
/// Below this, the header of a squeezed file costs what it saves.
const WORTHWHILE_BYTES: usize = 512;

/// Writes the squeezed copies and answers with the sizes.
pub fn squeeze(dist: &Path) -> Result<Vec<Sized>> {
    let files: Vec<PathBuf> = files_below(dist)?.into_iter().filter(|file| !is_squeezed(file)).collect();
    // Brotli at its best is slow; the largest file decides, the others fit beside it.
    thread::scope(|scope| -> Result<()> {
        let works: Vec<_> = files
            .iter()
            .filter(|file| is_text_or_code(file))
            .map(|file| scope.spawn(move || squeeze_one(file)))
            .collect();
        for work in works {
            work.join().map_err(|_| anyhow::anyhow!("A squeezing thread ended early."))??;
        }
        Ok(())
    })?;
    sizes(dist)
}

/// Sizes of a packed folder, the largest first.
pub fn sizes(dist: &Path) -> Result<Vec<Sized>> {
    let mut sizes = Vec::new();
    for file in files_below(dist)? {
        if is_squeezed(&file) {
            continue;
        }
        let plain = file.metadata()?.len();
        let brotli = beside(&file, "br").metadata().map_or(plain, |meta| meta.len());
        sizes.push(Sized { address: address(dist, &file), plain, brotli });
    }
    sizes.sort_by_key(|file| std::cmp::Reverse(file.plain));
    Ok(sizes)
}

fn squeeze_one(file: &Path) -> Result<()> {
    let plain = fs::read(file).with_context(|| format!("Reading {}", file.display()))?;
    if plain.len() < WORTHWHILE_BYTES {
        return Ok(());
    }
    for (ending, squeezed) in [("br", brotli(&plain, mode(file))?), ("gz", gzip(&plain)?)] {
        if squeezed.len() < plain.len() {
            let path = beside(file, ending);
            fs::write(&path, squeezed).with_context(|| format!("Writing {}", path.display()))?;
        }
    }
    Ok(())
}

/// How distances are written: what is meant for the tables of fonts suits code better too, by 0.3 %.
fn mode(file: &Path) -> BrotliEncoderMode {
    if ending(file) == Some("wasm") {
        BrotliEncoderMode::BROTLI_MODE_FONT
    } else {
        BrotliEncoderMode::BROTLI_MODE_GENERIC
    }
}

fn brotli(plain: &[u8], mode: BrotliEncoderMode) -> Result<Vec<u8>> {
    let settings = BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: plain.len(), mode, ..Default::default() };
    let mut squeezed = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut squeezed, &settings)?;
    Ok(squeezed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

fn is_text_or_code(file: &Path) -> bool {
    ending(file).is_some_and(|ending| TEXT_AND_CODE.contains(&ending))
}

/// Whether it is one of our copies.
pub fn is_squeezed(file: &Path) -> bool {
    matches!(ending(file), Some("br" | "gz"))
}

fn ending(file: &Path) -> Option<&str> {
    file.extension()?.to_str()
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// The address of a file of the app.
pub fn address(dist: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(dist).unwrap_or(file);
    format!("/{}", inside.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_lie_beside_what_they_are_copies_of_and_hold_the_same() {
        let dist = std::env::temp_dir().join(format!("waybill-squeeze-{}", std::process::id()));
        fs::create_dir_all(dist.join("icons")).unwrap();
        let text = "the quick brown fox ".repeat(200);
        fs::write(dist.join("app.js"), &text).unwrap();
        fs::write(dist.join("tiny.js"), "1").unwrap();
        fs::write(dist.join("icons/a.png"), vec![0; 5_000]).unwrap();
        let sizes = squeeze(&dist).unwrap();
        assert_eq!(sizes.len(), 3, "copies are not listed themselves");
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &fs::read(dist.join("app.js.br")).unwrap()[..], &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert!(dist.join("app.js.gz").exists());
        assert!(!dist.join("tiny.js.br").exists());
        assert!(!dist.join("icons/a.png.br").exists());
        fs::remove_dir_all(&dist).unwrap();
    }
}
