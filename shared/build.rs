//! Takes out of the texts what only their writers read, comments and empty lines: the app loads the rest.

#![allow(clippy::disallowed_methods, reason = "this runs when the rules are compiled, and is no rule")]

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for language in fs::read_dir("locales")? {
        let language = language?;
        let folder = out.join(language.file_name());
        fs::create_dir_all(&folder)?;
        for part in fs::read_dir(language.path())? {
            let part = part?;
            write_short(&part.path(), &folder.join(part.file_name()))?;
        }
    }
    Ok(())
}

/// An empty line stays where the text goes on after it.
fn write_short(from: &Path, to: &Path) -> io::Result<()> {
    let text = fs::read_to_string(from)?;
    let lines: Vec<&str> = text.lines().collect();
    let goes_on = |at: usize| lines.get(at + 1).is_some_and(|next| next.starts_with(' '));
    let mut short = String::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.starts_with('#') && (!line.trim().is_empty() || goes_on(at)) {
            short.push_str(line);
            short.push('\n');
        }
    }
    fs::write(to, short)
}
