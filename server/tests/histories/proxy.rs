//! A wire that goes wrong in the way it is told to: between a device and a server, one request for each connection.
use crate::house::runtime;
use crate::wire;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// How a connection ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// In order: whoever reads finds the end.
    Closed,
    /// With a reset, as a machine that has lost its memory of it.
    Reset,
}

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The server gets so many bytes of the request, the device gets nothing.
    CutRequest(usize, End),
    /// The server does its work; the device gets so many bytes of the answer.
    CutAnswer(usize, End),
    /// The server gets it twice at the same time; the device hears the second answer.
    Twice,
    /// The device hears its answer; the server gets the same bytes again when [`Proxy::deliver_late`] is called.
    AgainLater,
    /// In pieces of so many bytes, both ways.
    Slow(usize),
}

pub struct Proxy {
    pub address: String,
    shared: Arc<Shared>,
}

struct Shared {
    target: Mutex<String>,
    planned: Mutex<VecDeque<Fault>>,
    late: Mutex<Vec<Vec<u8>>>,
    ended: AtomicBool,
}

impl Proxy {
    pub fn before(target: &str) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            target: Mutex::new(target.to_owned()),
            planned: Mutex::default(),
            late: Mutex::default(),
            ended: AtomicBool::new(false),
        });
        let serving = shared.clone();
        std::thread::spawn(move || {
            for device in listener.incoming() {
                if serving.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(device) = device else { continue };
                let fault = serving.planned.lock().unwrap().pop_front().unwrap_or(Fault::None);
                carry(&serving, device, fault);
            }
        });
        Proxy { address, shared }
    }

    /// For the next request. Those after it go through.
    pub fn plan(&self, fault: Fault) {
        self.shared.planned.lock().unwrap().push_back(fault);
    }

    /// Bytes that hung somewhere in the net arrive now. Answers how many requests there were.
    pub fn deliver_late(&self) -> usize {
        let late = std::mem::take(&mut *self.shared.late.lock().unwrap());
        let target = self.shared.target.lock().unwrap().clone();
        late.iter().filter(|request| wire::ask(&target, request).is_some()).count()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes whoever waits for the next device.
        TcpStream::connect(&self.address).ok();
    }
}

/// None when one side went away by itself: that is one more way to be cut.
fn carry(shared: &Shared, mut device: TcpStream, fault: Fault) -> Option<()> {
    let request = wire::read_request(&mut device)?;
    let target = shared.target.lock().unwrap().clone();
    let mut office = wire::connect(&target)?;
    device.set_nodelay(true).ok()?;
    match fault {
        Fault::None => {
            office.write_all(&request).ok()?;
            device.write_all(&all(&mut office)).ok()
        }
        Fault::CutRequest(bytes, how) => {
            office.write_all(request.get(..bytes).unwrap_or(&request)).ok()?;
            end(office, how);
            end(device, how);
            Some(())
        }
        Fault::CutAnswer(bytes, how) => {
            office.write_all(&request).ok()?;
            // One byte more than is passed on: even of a cut at 0 it is known that the server has answered.
            let mut answer = Vec::new();
            (&office).take(bytes as u64 + 1).read_to_end(&mut answer).ok()?;
            device.write_all(answer.get(..bytes).unwrap_or(&answer)).ok()?;
            end(office, how);
            end(device, how);
            Some(())
        }
        Fault::Twice => {
            let mut other = wire::connect(&target)?;
            office.write_all(&request).ok()?;
            other.write_all(&request).ok()?;
            all(&mut office);
            device.write_all(&all(&mut other)).ok()
        }
        Fault::AgainLater => {
            office.write_all(&request).ok()?;
            device.write_all(&all(&mut office)).ok()?;
            shared.late.lock().unwrap().push(request);
            Some(())
        }
        Fault::Slow(piece) => {
            in_pieces(&mut office, &request, piece)?;
            let answer = all(&mut office);
            in_pieces(&mut device, &answer, piece)
        }
    }
}

fn all(office: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    office.read_to_end(&mut answer).ok();
    answer
}

fn in_pieces(to: &mut TcpStream, bytes: &[u8], piece: usize) -> Option<()> {
    for part in bytes.chunks(piece.max(1)) {
        to.write_all(part).ok()?;
        std::thread::yield_now();
    }
    Some(())
}

fn end(stream: TcpStream, how: End) {
    if how == End::Reset {
        // Closed with no time to say goodbye, a connection is reset.
        let _on_runtime = runtime().enter();
        stream.set_nonblocking(true).unwrap();
        tokio::net::TcpStream::from_std(stream).unwrap().set_zero_linger().unwrap();
    }
}
