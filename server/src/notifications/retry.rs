//! When a mail that could not be sent is tried again.

use std::time::Duration;

/// The first try and three more: half a minute, five minutes, half an hour.
const WAITS: [Duration; 3] = [Duration::from_secs(30), Duration::from_secs(5 * 60), Duration::from_secs(30 * 60)];

/// How long to wait, and how much faster the tests run.
#[derive(Debug, Clone, Copy)]
pub struct Retry {
    /// Divides every wait; 1 outside of tests.
    pub scale: u32,
}

impl Retry {
    /// Reads `WAYBILL_RETRY_SCALE`. Tests raise it to see all tries within a second.
    pub fn from_env() -> Retry {
        let scale = std::env::var("WAYBILL_RETRY_SCALE").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
        Retry { scale: u32::max(scale, 1) }
    }

    /// The wait after try `tries` of a round (from 1); none when it was the last one. `luck` in 0..=40 spreads the tries
    /// of many mails by up to 20 % to both sides, so that a mail server that comes back is not overrun.
    pub fn wait_after(&self, tries: usize, luck: u32) -> Option<Duration> {
        let wait = WAITS.get(tries.checked_sub(1)?)?;
        let percent = 80 + luck.min(40);
        Some(*wait * percent / 100 / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_every_time_and_then_gives_up() {
        let retry = Retry { scale: 1 };
        let seconds: Vec<Option<u64>> =
            (1..=4).map(|tries| retry.wait_after(tries, 20).map(|wait| wait.as_secs())).collect();
        assert_eq!(seconds, [Some(30), Some(300), Some(1800), None]);
        assert_eq!(retry.wait_after(1, 0), Some(Duration::from_secs(24)));
        assert_eq!(retry.wait_after(1, 40), Some(Duration::from_secs(36)));
        assert_eq!(Retry { scale: 100 }.wait_after(1, 20), Some(Duration::from_millis(300)));
        assert_eq!(retry.wait_after(0, 20), None);
    }
}
