//! HTTP as bytes, so that a wire can be cut between any two of them.
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Whoever waits so long waits for ever: the test fails instead of hanging.
pub const FOR_EVER: Duration = Duration::from_secs(120);

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn cookie(&self) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next())
    }

    /// Only what arrived to its last byte is an answer.
    fn read(bytes: &[u8]) -> Option<Answer> {
        let split = end_of_head(bytes)?;
        let head = String::from_utf8_lossy(&bytes[..split]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let body = bytes[split..].to_vec();
        let length = if status == 204 { 0 } else { length(&head)? };
        (body.len() == length).then_some(Answer { status, head, body })
    }
}

/// One request on a connection of its own.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nx-waybill: 1\r\n");
    head.push_str("content-type: application/json\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// None when the wire broke first, wherever it did.
pub fn ask(address: &str, request: &[u8]) -> Option<Answer> {
    let mut stream = connect(address)?;
    // A server that has refused may not read all of it; what it said counts.
    stream.write_all(request).ok();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok();
    Answer::read(&bytes)
}

pub fn connect(address: &str) -> Option<TcpStream> {
    let stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(FOR_EVER)).ok()?;
    stream.set_nodelay(true).ok()?;
    Some(stream)
}

/// Reads one whole request; none when whoever asks went away.
pub fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut piece = [0u8; 16 * 1024];
    loop {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&piece[..read]);
        let Some(split) = end_of_head(&bytes) else { continue };
        let length = length(&String::from_utf8_lossy(&bytes[..split])).unwrap_or(0);
        if bytes.len() >= split + length {
            return Some(bytes);
        }
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

fn length(head: &str) -> Option<usize> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    })
}
