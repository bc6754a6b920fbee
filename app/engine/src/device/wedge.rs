//! Tells a scanner that types like a keyboard from a person at one, by the pace of the keys.

/// Keys of one scan are at most this far apart.
const LONGEST_GAP_MS: f64 = 60.0;
/// And half of them at most this far.
const MEDIAN_GAP_MS: f64 = 35.0;
/// A scanner that sends no Enter is done after this much silence.
pub(super) const SILENCE_MS: f64 = 80.0;
/// Fewer keys than this are no code.
const FEWEST_KEYS: usize = 3;
/// In a text field a run that no Enter ends must be at least so long: quick typists roll over short words.
const FEWEST_KEYS_IN_TEXT: usize = 8;
/// Longer is no code either, but somebody leaning on the keyboard.
const MOST_KEYS: usize = 4096;

/// How a run of keys ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// It was a scan.
    Scan(String),
    /// It was typing: these letters were held back and belong into the field.
    GiveBack(String),
}

/// What to do about a key.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    /// How the run before this key ended, if it ended only now.
    pub before: Option<End>,
    /// The first key of a new run: remember how the field looks.
    pub starts: bool,
    /// Nobody else may see this key.
    pub swallow: bool,
    /// How the run ended with this key.
    pub end: Option<End>,
}

/// One run of keys.
#[derive(Debug, Default)]
pub(super) struct Wedge {
    letters: Vec<(char, f64)>,
    in_text: bool,
    is_burst: bool,
    /// So many letters at the beginning went through before it was known to be a scan.
    let_through: usize,
}

impl Wedge {
    /// A printable key at `at` milliseconds; `in_text` when a text field has the focus.
    pub fn letter(&mut self, letter: char, at: f64, in_text: bool) -> Step {
        let mut step = Step::default();
        if self.letters.last().is_some_and(|(_, last)| at - last > LONGEST_GAP_MS) || self.letters.len() >= MOST_KEYS {
            step.before = self.silence();
        }
        if self.letters.is_empty() {
            self.in_text = in_text;
            step.starts = true;
        }
        self.letters.push((letter, at));
        self.is_burst = self.letters.len() >= FEWEST_KEYS && self.median_gap() <= MEDIAN_GAP_MS;
        step.swallow = self.is_burst;
        if !self.is_burst {
            self.let_through = self.letters.len();
        }
        step
    }

    /// Enter or Tab.
    pub fn enter(&mut self, at: f64) -> Step {
        let in_time = self.letters.last().is_some_and(|(_, last)| at - last <= SILENCE_MS);
        if self.is_burst && in_time {
            let end = Some(End::Scan(self.take()));
            return Step { swallow: true, end, ..Step::default() };
        }
        Step { before: self.silence(), ..Step::default() }
    }

    /// Nothing came for a while.
    pub fn silence(&mut self) -> Option<End> {
        let enough = if self.in_text { FEWEST_KEYS_IN_TEXT } else { FEWEST_KEYS };
        let (is_scan, held_from) = (self.is_burst && self.letters.len() >= enough, self.let_through);
        let was_burst = self.is_burst;
        let text = self.take();
        if is_scan {
            Some(End::Scan(text))
        } else if was_burst && self.in_text {
            Some(End::GiveBack(text.chars().skip(held_from).collect()))
        } else {
            None
        }
    }

    fn take(&mut self) -> String {
        self.is_burst = false;
        self.let_through = 0;
        std::mem::take(&mut self.letters).into_iter().map(|(letter, _)| letter).collect()
    }

    fn median_gap(&self) -> f64 {
        let mut gaps: Vec<f64> =
            self.letters.windows(2).filter_map(|pair| Some(pair.last()?.1 - pair.first()?.1)).collect();
        shared::base::sorting::sort_by(&mut gaps, f64::total_cmp);
        gaps.get(gaps.len() / 2).copied().unwrap_or(f64::INFINITY)
    }
}

/// The letter of a key by its place, as scanners (set to the US layout) press it: for input methods that hide the letter.
pub(super) fn letter_of_code(code: &str, shift: bool) -> Option<char> {
    if let Some(letter) = code.strip_prefix("Key").and_then(single) {
        return Some(if shift { letter } else { letter.to_ascii_lowercase() });
    }
    if let Some(digit) = code.strip_prefix("Digit").and_then(single) {
        let above = ")!@#$%^&*(".chars().nth(digit.to_digit(10)? as usize);
        return if shift { above } else { Some(digit) };
    }
    if let Some(digit) = code.strip_prefix("Numpad").and_then(single).filter(char::is_ascii_digit) {
        return Some(digit);
    }
    let (plain, shifted) = match code {
        "Minus" => ('-', '_'),
        "Equal" => ('=', '+'),
        "BracketLeft" => ('[', '{'),
        "BracketRight" => (']', '}'),
        "Semicolon" => (';', ':'),
        "Quote" => ('\'', '"'),
        "Backquote" => ('`', '~'),
        "Backslash" => ('\\', '|'),
        "Comma" => (',', '<'),
        "Period" => ('.', '>'),
        "Slash" => ('/', '?'),
        "Space" => (' ', ' '),
        "NumpadSubtract" => ('-', '-'),
        "NumpadAdd" => ('+', '+'),
        "NumpadDecimal" => ('.', '.'),
        "NumpadDivide" => ('/', '/'),
        "NumpadMultiply" => ('*', '*'),
        _ => return None,
    };
    Some(if shift { shifted } else { plain })
}

fn single(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(wedge: &mut Wedge, text: &str, from: f64, gap: f64, in_text: bool) -> (usize, f64) {
        let mut at = from;
        let mut swallowed = 0;
        for letter in text.chars() {
            swallowed += usize::from(wedge.letter(letter, at, in_text).swallow);
            at += gap;
        }
        (swallowed, at)
    }

    #[test]
    fn a_scan_is_taken_whatever_ends_it() {
        let mut wedge = Wedge::default();
        let (swallowed, at) = scan(&mut wedge, "6901234567892", 0.0, 4.0, true);
        assert_eq!(swallowed, 11, "the first two letters look like typing");
        assert_eq!(
            wedge.enter(at),
            Step { swallow: true, end: Some(End::Scan("6901234567892".into())), ..Step::default() }
        );
        scan(&mut wedge, "A-01", 500.0, 20.0, false);
        assert_eq!(wedge.silence(), Some(End::Scan("A-01".into())));
        assert_eq!(wedge.silence(), None);
    }

    #[test]
    fn twenty_scans_a_second_stay_apart() {
        let mut wedge = Wedge::default();
        let mut taken = Vec::new();
        for n in 0..1200 {
            let code = format!("{n:013}");
            let (_, at) = scan(&mut wedge, &code, f64::from(n) * 50.0, 2.0, n % 2 == 0);
            if let Some(End::Scan(text)) = wedge.enter(at).end {
                taken.push(text);
            }
        }
        assert_eq!(taken, (0..1200).map(|n| format!("{n:013}")).collect::<Vec<_>>());
    }

    #[test]
    fn people_may_type() {
        let mut wedge = Wedge::default();
        let (swallowed, at) = scan(&mut wedge, "hello world", 0.0, 110.0, true);
        assert_eq!((swallowed, wedge.enter(at).end), (0, None));
        let (swallowed, _) = scan(&mut wedge, "the", 5000.0, 30.0, true);
        assert_eq!((swallowed, wedge.silence()), (1, Some(End::GiveBack("e".into()))), "rolled over, and given back");
        let slow_enter = scan(&mut wedge, "abc", 9000.0, 30.0, true).1 + 400.0;
        assert_eq!(wedge.enter(slow_enter), Step { before: Some(End::GiveBack("c".into())), ..Step::default() });
    }

    #[test]
    fn scans_that_follow_without_an_enter_are_told_apart_by_the_pause() {
        let mut wedge = Wedge::default();
        scan(&mut wedge, "11111111", 0.0, 5.0, false);
        let step = wedge.letter('2', 35.0 + 70.0, false);
        assert_eq!(step.before, Some(End::Scan("11111111".into())));
        assert!(step.starts && !step.swallow);
    }

    #[test]
    fn input_methods_hide_nothing() {
        let read = |codes: &[(&str, bool)]| -> String {
            codes.iter().filter_map(|(code, shift)| letter_of_code(code, *shift)).collect()
        };
        assert_eq!(read(&[("KeyA", true), ("Minus", false), ("Digit0", false), ("Digit1", false)]), "A-01");
        assert_eq!(read(&[("Digit9", true), ("Digit0", false), ("Numpad7", false), ("Digit0", true)]), "(07)");
        assert_eq!(letter_of_code("ShiftLeft", true), None);
        assert_eq!(letter_of_code("NumpadEnter", false), None);
    }
}
