//! Serves the app that was built for the bench, with the headers that the rig gives to the other contestants: an office that
//! is never there, so that the app works as it does without a connection.
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// Serves on a free port of this machine until the program ends. Answers with the address.
pub fn serve(dist: PathBuf) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("Opening a port for the bench's page")?;
    let base = format!("http://{}", listener.local_addr()?);
    let dist = Arc::new(dist);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let dist = dist.clone();
            thread::spawn(move || {
                // Fails when the browser goes away in the middle: nobody misses the rest.
                let _gone = converse(&stream, &dist);
            });
        }
    });
    Ok(base)
}

/// Answers requests on one connection until the browser closes it.
fn converse(stream: &TcpStream, dist: &Path) -> Result<()> {
    let mut lines = BufReader::new(stream).lines();
    loop {
        let Some(Ok(request)) = lines.next() else { return Ok(()) };
        let mut takes_brotli = false;
        for line in lines.by_ref() {
            let line = line?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            takes_brotli |= line.starts_with("accept-encoding:") && line.contains("br");
        }
        let path = request.split_whitespace().nth(1).unwrap_or("/");
        let path = path.split('?').next().unwrap_or("/");
        respond(stream, dist, path, takes_brotli)?;
    }
}

fn respond(mut stream: &TcpStream, dist: &Path, path: &str, takes_brotli: bool) -> Result<()> {
    let Some(file) = file_at(dist, path) else {
        return Ok(stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")?);
    };
    let squeezed = PathBuf::from(format!("{}.br", file.display()));
    let is_squeezed = takes_brotli && squeezed.is_file();
    let body = fs::read(if is_squeezed { &squeezed } else { &file })?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\ncontent-type: {}\r\n", body.len(), kind(name));
    if is_squeezed {
        head.push_str("content-encoding: br\r\n");
    }
    let is_page = name == "index.html" || name == "sw.js";
    head.push_str(if is_page { "cache-control: no-cache\r\n" } else { "cache-control: max-age=3600\r\n" });
    // The first tells the app's service worker whose page it is; the others give it the clock that the others have.
    head.push_str("x-waybill: 1\r\ncross-origin-opener-policy: same-origin\r\n");
    head.push_str("cross-origin-embedder-policy: require-corp\r\ncross-origin-resource-policy: cross-origin\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    Ok(())
}

/// The file of an address; the page of the app for places in it, nothing for what the office would answer.
fn file_at(dist: &Path, path: &str) -> Option<PathBuf> {
    if path.contains("..") || path.starts_with("/api/") {
        return None;
    }
    let file = dist.join(path.trim_start_matches('/'));
    let is_place = !path.rsplit('/').next().unwrap_or_default().contains('.');
    if file.is_file() { Some(file) } else { is_place.then(|| dist.join("index.html")) }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_page_and_the_office_is_never_there() {
        let dist = std::env::temp_dir().join(format!("waybill-page-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("app.js"), "1").unwrap();
        assert_eq!(file_at(&dist, "/bench/"), Some(dist.join("index.html")));
        assert_eq!(file_at(&dist, "/app.js"), Some(dist.join("app.js")));
        assert_eq!(file_at(&dist, "/other.js"), None);
        assert_eq!(file_at(&dist, "/api/sync/hello"), None);
        assert_eq!(file_at(&dist, "/../secret"), None);
        fs::remove_dir_all(&dist).unwrap();
    }
}
