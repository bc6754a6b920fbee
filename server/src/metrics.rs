//! Figures for operators, in the format that Prometheus reads.
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use shared::sync::protocol::Answer;
use std::sync::LazyLock;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByAnswer {
    answer: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ByStatus {
    status: u16,
}

struct Figures {
    registry: Registry,
    commands: Family<ByAnswer, Counter>,
    requests: Family<ByStatus, Counter>,
    live: Gauge,
}

static FIGURES: LazyLock<Figures> = LazyLock::new(|| {
    let mut registry = Registry::with_prefix("waybill");
    let (commands, requests, live) = (Family::default(), Family::default(), Gauge::default());
    registry.register("commands", "Commands answered", Clone::clone(&commands));
    registry.register("http_requests", "Requests answered, by status", Clone::clone(&requests));
    registry.register("live_streams", "Devices that listen for changes", Clone::clone(&live));
    Figures { registry, commands, requests, live }
});

pub fn count_answers<'a>(answers: impl Iterator<Item = &'a Answer>) {
    for answer in answers {
        let answer = match answer {
            Answer::Accepted(_) => "accepted",
            Answer::Refused(_) => "refused",
            Answer::Unreadable => "unreadable",
        };
        FIGURES.commands.get_or_create(&ByAnswer { answer }).inc();
    }
}

pub fn count_request(status: u16) {
    FIGURES.requests.get_or_create(&ByStatus { status }).inc();
}

/// Counts a device that listens, until it is dropped.
pub struct Listening(());

impl Listening {
    pub fn begin() -> Listening {
        FIGURES.live.inc();
        Listening(())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        FIGURES.live.dec();
    }
}

pub fn text() -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    text::encode(&mut out, &FIGURES.registry)?;
    Ok(out)
}
