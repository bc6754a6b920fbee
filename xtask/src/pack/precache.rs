//! Tells the service worker which files make up this version, so that the app starts without a connection.
use super::squeeze::{address, is_squeezed};
use crate::fingerprint::{Fingerprint, files_below};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const VERSION_MARK: &str = "__VERSION__";
const LIST_MARK: &str = "__PRECACHE__";

/// Writes version and list into `sw.js`.
pub fn write(dist: &Path) -> Result<()> {
    let path = dist.join("sw.js");
    let worker = fs::read_to_string(&path)
        .context("The app has no service worker: dist/sw.js is missing (it is copied from public/sw.js).")?;
    let mut version = Fingerprint::default();
    let mut addresses = vec!["/".to_owned()];
    for file in files_below(dist)? {
        if is_squeezed(&file) {
            continue;
        }
        let address = address(dist, &file);
        // By its address in the site: where the project lies on this machine must not change the version.
        version = version.path(dist, address.trim_start_matches('/'))?;
        if is_needed_offline(&address) {
            addresses.push(address);
        }
    }
    let version = version.text();
    let worker = filled_in(&worker, &version[..16], &addresses)?;
    fs::write(&path, worker).with_context(|| format!("Writing {}", path.display()))
}

/// The page itself is kept under `/`, the worker by the browser; licences are for reading, not for working.
fn is_needed_offline(address: &str) -> bool {
    !["/index.html", "/sw.js", "/robots.txt"].contains(&address)
        && !address.starts_with("/licences/")
        && !address.ends_with(".map")
}

fn filled_in(worker: &str, version: &str, addresses: &[String]) -> Result<String> {
    if !worker.contains(VERSION_MARK) || !worker.contains(LIST_MARK) {
        bail!("public/sw.js must hold the marks {VERSION_MARK} and {LIST_MARK}.");
    }
    let list = serde_json::to_string(addresses)?;
    Ok(worker.replace(VERSION_MARK, version).replace(LIST_MARK, &list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_filled_in_and_must_be_there() {
        let worker = "const V = '__VERSION__'; const P = __PRECACHE__;";
        let addresses = ["/".to_owned(), "/a\"b.js".to_owned()];
        assert_eq!(
            filled_in(worker, "0123", &addresses).unwrap(),
            "const V = '0123'; const P = [\"/\",\"/a\\\"b.js\"];"
        );
        assert!(filled_in("const V = 1;", "0123", &addresses).is_err());
    }

    #[test]
    fn only_what_work_needs_is_kept() {
        assert!(is_needed_offline("/app-0123456789abcdef_bg.wasm"));
        assert!(!is_needed_offline("/sw.js"));
        assert!(!is_needed_offline("/licences/lucide.txt"));
    }
}
