//! What a browser loads before it can show anything, and what it loads at all.
use super::{Bench, Figure};
use crate::{pack, project};
use anyhow::Result;

pub fn measure(_bench: &Bench) -> Result<Vec<Figure>> {
    let sizes = pack::sizes(&project::dist())?;
    let kilobytes = |bytes: u64| bytes as f64 / 1_000.0;
    let wasm: u64 = sizes.iter().filter(|file| file.address.ends_with(".wasm")).map(|file| file.brotli).sum();
    let everything: u64 = sizes.iter().map(|file| file.brotli).sum();
    let limit = kilobytes(pack::FIRST_LOAD_BYTES_GOAL);
    let whole = kilobytes(pack::WHOLE_LOAD_BYTES_GOAL);
    Ok(vec![
        Figure::new("first load, wasm, js and texts, brotli", kilobytes(pack::first_load(&sizes)), "KB", Some(limit)),
        Figure::new("the same with the rest", kilobytes(pack::whole_load(&sizes)), "KB", Some(whole)),
        Figure::new("of that wasm", kilobytes(wasm), "KB", None),
        Figure::new("all files of the app, brotli", kilobytes(everything), "KB", None),
    ])
}
