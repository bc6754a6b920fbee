//! Which functions the first screens run. Recorded by `cargo xtask profile`, kept in the project as a list of marks.
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A function by its name in the sources. Short, because the names are half a megabyte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u32);

impl Mark {
    /// Functions that differ only in numbers have one mark: a closure more in a function renumbers those behind it, and another
    /// folder, version or compiler gives other hashes.
    pub fn of(name: &str) -> Mark {
        let lasting = without_numbers(name);
        let digest = Sha256::digest(lasting);
        Mark(digest.iter().take(4).fold(0, |mark, byte| mark << 8 | u32::from(*byte)))
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Profile(BTreeSet<Mark>);

const HEAD: &str =
    "# Functions that the first screens run. Written by `cargo xtask profile`, see xtask/src/pack/parts.rs.\n";
const IN_A_LINE: usize = 14;

impl Profile {
    pub fn of(marks: impl IntoIterator<Item = Mark>) -> Profile {
        Profile(marks.into_iter().collect())
    }

    pub fn holds(&self, mark: Mark) -> bool {
        self.0.contains(&mark)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn read(path: &Path) -> Result<Profile> {
        let text = fs::read_to_string(path).with_context(|| format!("Reading {}", path.display()))?;
        let words = text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        let marks = words.map(|word| u32::from_str_radix(word, 16).map(Mark)).collect::<Result<_, _>>();
        marks.map(Profile).with_context(|| format!("{} holds something else than marks.", path.display()))
    }

    pub fn write(&self, path: &Path) -> Result<()> {
        let marks: Vec<Mark> = self.0.iter().copied().collect();
        let mut text = HEAD.to_owned();
        for line in marks.chunks(IN_A_LINE) {
            let words: Vec<String> = line.iter().map(|mark| format!("{:08x}", mark.0)).collect();
            writeln!(text, "{}", words.join(" "))?;
        }
        fs::write(path, text).with_context(|| format!("Writing {}", path.display()))
    }
}

/// Hashes of the compiler have sixteen digits.
const HASH: usize = 16;

fn without_numbers(name: &str) -> Vec<u8> {
    let mut rest = name.as_bytes();
    let mut lasting = Vec::with_capacity(rest.len());
    while let [byte, behind @ ..] = rest {
        let hash = rest.get(..HASH).filter(|word| word.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
        if hash.is_some() {
            rest = &rest[HASH..];
            continue;
        }
        if !byte.is_ascii_digit() {
            lasting.push(*byte);
        }
        rest = behind;
    }
    lasting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_keeps_its_mark_when_hashes_and_numbers_change() {
        let mark = Mark::of("app::orders::list[3ca501edff3f0c7c]::view::{closure#3}");
        assert_eq!(mark, Mark::of("app::orders::list[aaaaaaaaaaaaaaaa]::view::{closure#12}"));
        assert_ne!(mark, Mark::of("app::orders::page[3ca501edff3f0c7c]::view::{closure#3}"));
    }

    #[test]
    fn a_profile_is_read_as_it_was_written() {
        let path = std::env::temp_dir().join(format!("waybill-profile-{}", std::process::id()));
        let profile = Profile::of((0..100).map(|n| Mark::of(&"x".repeat(n))));
        profile.write(&path).unwrap();
        assert_eq!(Profile::read(&path).unwrap(), profile);
        fs::write(&path, "no marks").unwrap();
        assert!(Profile::read(&path).is_err());
        fs::remove_file(&path).unwrap();
    }
}
