//! A device as far as the wire can tell: it numbers its commands, keeps each until it is answered, and after any trouble
//! says hello and sends again from the first that has no answer.
use crate::house::product;
use crate::wire::{Answer, ask, request};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A device that got no answer for so long will get none.
const STUCK: Duration = Duration::from_secs(120);

pub struct Device {
    pub client: Uuid,
    cookie: String,
    /// Without an answer yet, in their order.
    waiting: VecDeque<(u64, Value)>,
    noted: u64,
    /// What people were told is done, or refused: by number, the command's id and the answer.
    pub answered: BTreeMap<u64, (Uuid, Value)>,
    /// What the office said that it may never say.
    pub broken: Vec<String>,
}

/// Why there was no answer to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The wire broke, or nobody was there.
    Wire,
    /// The office said to come again.
    Later,
}

impl Device {
    pub fn of(cookie: String) -> Device {
        Device {
            client: Uuid::from_u128(rand::random()),
            cookie,
            waiting: VecDeque::new(),
            noted: 0,
            answered: BTreeMap::new(),
            broken: Vec::new(),
        }
    }

    /// Somebody works: so many corrections of stock, each by another number of units. Every ninth is for a product that
    /// does not exist, and will be refused: a refusal must not stop what follows it.
    pub fn work(&mut self, commands: u64) {
        for _ in 0..commands {
            self.noted += 1;
            let seq = self.noted;
            let sku = if seq.is_multiple_of(9) { "NO-SUCH-MUG".to_owned() } else { product(seq) };
            let by = 1 + seq % 7;
            let args = json!({ "warehouse": "HZ", "bin": "RECEIVING", "sku": sku, "by": by, "reason": "found" });
            let op = Uuid::from_u128(rand::random());
            let sent = json!({ "seq": seq, "op": op, "occurred_at": 1_700_000_000_000u64 + seq,
                "name": "inventory.adjust.1", "args": args });
            self.waiting.push_back((seq, sent));
        }
    }

    pub fn is_done(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Everything that waits, as far as one push holds it.
    pub fn push(&self) -> Vec<u8> {
        let commands: Vec<&Value> = self.waiting.iter().take(200).map(|(_, sent)| sent).collect();
        let push = json!({ "client": self.client, "protocol": 1, "device": "Tablet", "commands": commands });
        self.request("/api/sync/push", &push)
    }

    pub fn request(&self, path: &str, body: &Value) -> Vec<u8> {
        request("POST", path, &[("cookie", &self.cookie)], &body.to_string())
    }

    /// One push, with whatever comes of it.
    pub fn push_to(&mut self, address: &str) -> Result<(), Trouble> {
        let answer = ask(address, &self.push()).ok_or(Trouble::Wire)?;
        match answer.status {
            200 => {
                self.take(&answer.json());
                Ok(())
            }
            409 => {
                self.broken.push(format!("the office has forgotten: {}", answer.json()));
                Err(Trouble::Later)
            }
            _ => Err(self.trouble(&answer)),
        }
    }

    /// What the office has an answer for. It may know more than the device has heard, never less.
    pub fn hello_to(&mut self, address: &str) -> Result<u64, Trouble> {
        let hello = json!({ "client": self.client, "protocol": 1, "device": "Tablet" });
        let answer = ask(address, &self.request("/api/sync/hello", &hello)).ok_or(Trouble::Wire)?;
        if answer.status != 200 {
            return Err(self.trouble(&answer));
        }
        let last = answer.json()["last_seq"].as_u64().unwrap_or(0);
        self.must_know(last);
        Ok(last)
    }

    /// Hello and push, at one address after the other, until nothing waits, or until the office has said what it never may.
    pub fn settle(&mut self, addresses: &[&str]) {
        let mut progress = (0, Instant::now());
        for address in addresses.iter().cycle() {
            if self.is_done() || !self.broken.is_empty() {
                return;
            }
            if self.hello_to(address).is_ok() {
                self.push_to(address).ok();
            }
            if progress.0 != self.answered.len() {
                progress = (self.answered.len(), Instant::now());
            }
            assert!(progress.1.elapsed() < STUCK, "the device is stuck: {:?}", self.waiting.front());
        }
    }

    fn trouble(&mut self, answer: &Answer) -> Trouble {
        if !matches!(answer.status, 429 | 503) {
            self.broken.push(format!("{} {}", answer.status, String::from_utf8_lossy(&answer.body)));
        }
        Trouble::Later
    }

    fn take(&mut self, reply: &Value) {
        self.must_know(reply["last_seq"].as_u64().unwrap_or(0));
        for answered in reply["answers"].as_array().into_iter().flatten() {
            let Some(seq) = answered["seq"].as_u64() else { continue };
            let front = self.waiting.front().map(|(first, _)| *first);
            if front == Some(seq)
                && let Some((_, sent)) = self.waiting.pop_front()
            {
                let op = serde_json::from_value(sent["op"].clone()).unwrap();
                self.answered.insert(seq, (op, answered["answer"].clone()));
            } else {
                self.broken.push(format!("an answer to {seq} where {front:?} was asked"));
            }
        }
    }

    fn must_know(&mut self, last: u64) {
        let told = self.answered.keys().next_back().copied().unwrap_or(0);
        if last < told {
            self.broken.push(format!("{told} was answered, and the office knows only {last}"));
        }
    }
}
