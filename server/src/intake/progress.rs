//! A progress bar on standard error: drawn in place on a terminal, a line for every tenth elsewhere.

use std::io::{IsTerminal, Write};

const WIDTH: usize = 30;

pub struct Bar {
    what: String,
    of: usize,
    on_terminal: bool,
    tenths_said: usize,
}

impl Bar {
    /// Without a name for what is counted, nothing is shown.
    pub fn new(what: &str, of: usize) -> Bar {
        Bar { what: what.to_owned(), of, on_terminal: std::io::stderr().is_terminal(), tenths_said: 0 }
    }

    pub fn at(&mut self, done: usize) {
        if self.what.is_empty() || self.of == 0 {
            return;
        }
        let tenths = done * 10 / self.of;
        let mut out = std::io::stderr().lock();
        // Whether the bar is seen changes nothing for the work.
        let _ = if self.on_terminal {
            write!(out, "\r{}", self.drawn(done)).and_then(|()| out.flush())
        } else if tenths > self.tenths_said {
            writeln!(out, "{done} of {} {}", self.of, self.what)
        } else {
            Ok(())
        };
        self.tenths_said = tenths;
    }

    fn drawn(&self, done: usize) -> String {
        let full = WIDTH * done.min(self.of) / self.of.max(1);
        format!("[{}{}] {done} of {} {}", "#".repeat(full), ".".repeat(WIDTH - full), self.of, self.what)
    }

    pub fn end(self) {
        if self.on_terminal && !self.what.is_empty() && self.of > 0 {
            eprintln!();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills() {
        let bar = Bar::new("orders", 200);
        assert_eq!(bar.drawn(0), format!("[{}] 0 of 200 orders", ".".repeat(30)));
        assert_eq!(bar.drawn(100), format!("[{}{}] 100 of 200 orders", "#".repeat(15), ".".repeat(15)));
        assert_eq!(bar.drawn(200), format!("[{}] 200 of 200 orders", "#".repeat(30)));
    }
}
