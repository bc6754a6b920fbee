//! The log: structured, without personal data. One line a request: what was asked, how it ended, how long it took.
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts the log on stderr. `WAYBILL_LOG` filters (`info`, `server=debug`), `WAYBILL_LOG_FORMAT=json` is for machines.
pub fn start() {
    let filter = EnvFilter::try_from_env("WAYBILL_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let as_json = std::env::var("WAYBILL_LOG_FORMAT").is_ok_and(|format| format == "json");
    let started = if as_json { lines.json().try_init() } else { lines.try_init() };
    // Another one is there already: a test started it.
    started.ok();
}

/// A path as the log may show it: a parcel's link opens the parcel, so its token stays out.
pub fn loggable(path: &str) -> String {
    if matches!(path, "/t/style.css" | "/t/copy.js") {
        return path.to_owned();
    }
    // However it is written: `//t/…`, `/%74/…`, with a full stop that a messenger put behind it.
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    if decoded.trim_start_matches('/').starts_with("t/") {
        return "/t/***".to_owned();
    }
    path.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stay_out_of_the_log() {
        assert_eq!(loggable("/t/4fGh2kKwq"), "/t/***");
        for disguised in ["/t/4fGh2kKwq.", "//t/4fGh2kKwq", "/%74/4fGh2kKwq", "/t/4fGh2kKwq/more"] {
            assert_eq!(loggable(disguised), "/t/***");
        }
        assert_eq!(loggable("/t/style.css"), "/t/style.css");
        assert_eq!(loggable("/api/sync/push"), "/api/sync/push");
    }
}
