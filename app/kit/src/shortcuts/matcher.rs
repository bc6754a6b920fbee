//! Deciding what a key means. Pure: keys and times go in, verdicts come out.
//!
//! Scanners type like people, only faster. A letter therefore counts only when no other key follows within
//! [`SCANNER_GAP_MS`]; a burst of keys is never a shortcut.

/// Keys that follow each other faster than this come from a scanner.
pub const SCANNER_GAP_MS: f64 = 60.0;

/// How long the first key of a pair such as `g h` waits for the second.
const PAIR_MS: f64 = 1_200.0;

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing is bound to it.
    Nothing,
    /// Part of a burst: whatever waits is off.
    Burst,
    /// The first half of a pair.
    Half,
    /// The binding at this place; it runs once the gap has passed without another key.
    Matched(usize),
}

/// What was pressed lately.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    last_at: Option<f64>,
    half: Option<(String, f64)>,
}

impl Matcher {
    /// Takes a key and says what it means. Later bindings win over earlier ones: the screen on top is asked first.
    pub(super) fn key(&mut self, key: &str, at_ms: f64, bindings: &[&str]) -> Verdict {
        let in_burst = self.last_at.replace(at_ms).is_some_and(|last| at_ms - last < SCANNER_GAP_MS);
        let half = self.half.take();
        if in_burst {
            return Verdict::Burst;
        }
        if let Some((first, _)) = half.filter(|(_, since)| at_ms - since < PAIR_MS) {
            let pair = format!("{first} {key}");
            if let Some(found) = bindings.iter().rposition(|keys| *keys == pair) {
                return Verdict::Matched(found);
            }
        }
        if let Some(found) = bindings.iter().rposition(|keys| *keys == key) {
            return Verdict::Matched(found);
        }
        let opens_pair = bindings.iter().any(|keys| keys.split_once(' ').is_some_and(|(first, _)| first == key));
        if opens_pair {
            self.half = Some((key.to_owned(), at_ms));
            return Verdict::Half;
        }
        Verdict::Nothing
    }
}

/// Name of a key as bindings write it: `n`, `?`, `shift+x`, `mod+k`, `mod+shift+enter`.
pub(super) fn name_of(key: &str, command: bool, shift: bool, alt: bool) -> String {
    let mut name = String::new();
    if command {
        name.push_str("mod+");
    }
    if alt {
        name.push_str("alt+");
    }
    // For `?` and its like Shift is only the way to the character.
    let is_letter = key.chars().count() == 1 && key.chars().all(char::is_alphabetic);
    if shift && (is_letter || key.chars().count() > 1) {
        name.push_str("shift+");
    }
    name.push_str(&key.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINDINGS: &[&str] = &["n", "g h", "g o", "?", "shift+x", "n"];

    #[test]
    fn a_letter_alone_matches_and_the_latest_binding_wins() {
        assert_eq!(Matcher::default().key("n", 1_000.0, BINDINGS), Verdict::Matched(5));
    }

    #[test]
    fn a_pair_matches_in_time_only() {
        let mut matcher = Matcher::default();
        assert_eq!(matcher.key("g", 0.0, BINDINGS), Verdict::Half);
        assert_eq!(matcher.key("o", 400.0, BINDINGS), Verdict::Matched(2));
        assert_eq!(matcher.key("g", 1_000.0, BINDINGS), Verdict::Half);
        assert_eq!(matcher.key("h", 3_000.0, BINDINGS), Verdict::Nothing);
    }

    #[test]
    fn a_scanner_burst_is_never_a_shortcut() {
        let mut matcher = Matcher::default();
        assert_eq!(matcher.key("n", 0.0, BINDINGS), Verdict::Matched(5));
        for (step, key) in ["6", "n", "g", "h"].iter().enumerate() {
            assert_eq!(matcher.key(key, 12.0 * (step as f64 + 1.0), BINDINGS), Verdict::Burst);
        }
    }

    #[test]
    fn names_are_what_bindings_write() {
        assert_eq!(name_of("K", true, false, false), "mod+k");
        assert_eq!(name_of("X", false, true, false), "shift+x");
        assert_eq!(name_of("?", false, true, false), "?");
        assert_eq!(name_of("Enter", true, true, false), "mod+shift+enter");
    }
}
