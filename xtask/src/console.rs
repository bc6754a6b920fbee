//! What the person at the keyboard sees: steps, how far we are, sizes, times, and problems with a way out.
use anyhow::Result;
use std::io::Write;
use std::time::Duration;

/// Numbered steps of one piece of work.
pub struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Work of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Does one step: says what it is, does it, and says what became of it.
    pub fn take(&mut self, what: &str, step: impl FnOnce() -> Result<String>) -> Result<()> {
        self.done += 1;
        print!("[{}/{}] {what} … ", self.done, self.total);
        flush();
        let became = step().inspect_err(|_| println!())?;
        println!("{became}");
        Ok(())
    }
}

/// A line of its own.
pub fn say(text: &str) {
    println!("{text}");
    flush();
}

/// A problem with everything that led to it.
pub fn problem(error: &anyhow::Error) {
    flush();
    eprintln!("\nStopped: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
}

/// `1,234,567` for people.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `3 min 12 s`, `4.2 s`.
pub fn spent(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{seconds}.{} s", time.subsec_millis() / 100)
    }
}

fn flush() {
    // A closed pipe is the reader's wish; the work goes on.
    let _closed = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(spent(Duration::from_millis(4_250)), "4.2 s");
        assert_eq!(spent(Duration::from_secs(192)), "3 min 12 s");
    }
}
