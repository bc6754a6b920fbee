//! How often somebody may try. Counted in memory: a restart forgives, and each of several servers on one database counts
//! by itself, so that N servers allow N times as much. They hold back those who try, and decide nothing about the books.
use super::Problem;
use super::pace::Pace;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

type Keyed = RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock>;

/// A bucket for each key: so many at once, then so many in a time.
pub struct Limit {
    limiter: Keyed,
    clock: DefaultClock,
}

/// Keys that are remembered before the quiet ones are forgotten.
const MOST_KEYS: usize = 10_000;

impl Limit {
    /// At most `most` at once, and as many again spread over `period`.
    pub fn new(most: u32, period: Duration) -> Limit {
        let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
        let step = period / most.get();
        let quota = Quota::with_period(step).unwrap_or_else(|| Quota::per_second(most)).allow_burst(most);
        Limit { limiter: RateLimiter::keyed(quota), clock: DefaultClock::default() }
    }

    pub fn check(&self, key: &str) -> Result<(), Problem> {
        if self.limiter.len() > MOST_KEYS {
            self.limiter.retain_recent();
        }
        self.limiter
            .check_key(&key.to_owned())
            .map_err(|until| Problem::too_many(until.wait_time_from(self.clock.now()).as_secs() + 1))
    }
}

/// Counts failures only: whoever knows the password is never kept out by having used it often.
pub struct Failures {
    most: u32,
    within: Duration,
    counted: Mutex<HashMap<String, (u32, Instant)>>,
}

impl Failures {
    pub fn new(most: u32, within: Duration) -> Failures {
        Failures { most, within, counted: Mutex::default() }
    }

    /// Begins a try, counted as a failure until it is forgiven. Refused after too many, until the first of them is long
    /// enough ago.
    pub fn begin(&self, key: &str) -> Result<(), Problem> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() > MOST_KEYS {
            let within = self.within;
            counted.retain(|_, (_, since)| since.elapsed() < within);
        }
        let entry = counted.entry(key.to_owned()).or_insert((0, Instant::now()));
        if entry.1.elapsed() >= self.within {
            *entry = (0, Instant::now());
        }
        if entry.0 >= self.most {
            return Err(Problem::too_many((self.within - entry.1.elapsed().min(self.within)).as_secs() + 1));
        }
        entry.0 += 1;
        Ok(())
    }

    /// A try that went well after all: it was counted when it began, so that many at once cannot slip through together.
    pub fn forgive(&self, key: &str) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((failures, _)) = counted.get_mut(key) {
            *failures = failures.saturating_sub(1);
        }
    }
}

/// The limits of this process.
pub struct Limits {
    /// Per account and neighbourhood.
    pub sign_in_failures: Failures,
    /// Per account, wherever the tries come from.
    pub account_failures: Failures,
    /// Per neighbourhood.
    pub sign_in: Limit,
    pub sign_up: Limit,
    /// Looking for a parcel with its order number and digits of a phone.
    pub find: Limit,
    /// Per person: all devices of one.
    pub push: Limit,
    /// Per neighbourhood: what devices hand in that are signed out.
    pub hand_in: Limit,
    /// Per API key or session.
    pub api: Limit,
    /// Of every body.
    pub pace: Pace,
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            sign_in_failures: Failures::new(10, 15 * MINUTE),
            account_failures: Failures::new(100, HOUR),
            sign_in: Limit::new(300, HOUR),
            sign_up: Limit::new(30, HOUR),
            find: Limit::new(5, HOUR),
            push: Limit::new(1_200, MINUTE),
            hand_in: Limit::new(120, HOUR),
            api: Limit::new(1_200, MINUTE),
            // A telephone at the edge of its net manages twice as much.
            pace: Pace { at_least: Duration::from_secs(30), bytes_a_second: 1 << 10 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_tells_how_long_to_wait() {
        let limit = Limit::new(3, HOUR);
        for _ in 0..3 {
            assert!(limit.check("a").is_ok());
        }
        let problem = limit.check("a").unwrap_err();
        assert_eq!(problem.status().as_u16(), 429);
        assert!(limit.check("b").is_ok(), "another key has its own");
    }

    #[test]
    fn only_failures_count() {
        let failures = Failures::new(2, HOUR);
        for _ in 0..10 {
            assert!(failures.begin("a").is_ok());
            failures.forgive("a");
        }
        assert!(failures.begin("a").is_ok());
        assert!(failures.begin("a").is_ok());
        assert!(failures.begin("a").is_err(), "two are under way or have failed");
        assert!(failures.begin("b").is_ok());
    }
}
