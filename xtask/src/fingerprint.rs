//! Tells whether inputs of a step changed since it last ran. By content, not by time: a fresh clone with a warm cache
//! is not rebuilt.
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// A hash over the names and contents of files.
#[derive(Default)]
pub struct Fingerprint {
    hasher: Sha256,
}

impl Fingerprint {
    /// Adds a word, for example the version of a tool.
    pub fn word(mut self, word: &str) -> Self {
        self.hasher.update(word.len().to_le_bytes());
        self.hasher.update(word);
        self
    }

    /// Adds a file, or a folder with everything in it. What is missing counts as missing.
    pub fn path(mut self, root: &Path, name: &str) -> Result<Self> {
        for file in files_below(&root.join(name))? {
            let relative = file.strip_prefix(root).unwrap_or(&file);
            self = self.word(&relative.to_string_lossy());
            let bytes = fs::read(&file).with_context(|| format!("Reading {}", file.display()))?;
            self.hasher.update(bytes.len().to_le_bytes());
            self.hasher.update(&bytes);
        }
        Ok(self)
    }

    /// The hash as text.
    pub fn text(self) -> String {
        hex(&self.hasher.finalize())
    }
}

/// Whether the step `name` last ended well with these inputs.
pub fn is_unchanged(notes: &Path, name: &str, fingerprint: &str) -> bool {
    fs::read_to_string(notes.join(name)).is_ok_and(|noted| noted == fingerprint)
}

/// Notes that the step `name` ended well with these inputs.
pub fn note(notes: &Path, name: &str, fingerprint: &str) -> Result<()> {
    fs::create_dir_all(notes)?;
    fs::write(notes.join(name), fingerprint).with_context(|| format!("Writing {}", notes.join(name).display()))
}

/// All files in a folder, sorted by name; a file is its own folder.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(path)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(|| format!("Reading {}", path.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let name = entry.file_name();
        if name != "target" && name != "node_modules" && name != ".git" {
            files.extend(files_below(&entry.path())?);
        }
    }
    Ok(files)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_with_names_and_contents_and_with_nothing_else() {
        let dir = std::env::temp_dir().join(format!("waybill-fingerprint-{}", std::process::id()));
        fs::create_dir_all(dir.join("src")).unwrap();
        fs::write(dir.join("src/a.rs"), "one").unwrap();
        let of = || Fingerprint::default().path(&dir, "src").unwrap().text();
        let first = of();
        fs::write(dir.join("src/a.rs"), "one").unwrap();
        assert_eq!(of(), first, "writing the same again changes nothing");
        fs::write(dir.join("src/a.rs"), "two").unwrap();
        assert_ne!(of(), first);
        fs::write(dir.join("src/a.rs"), "one").unwrap();
        fs::rename(dir.join("src/a.rs"), dir.join("src/b.rs")).unwrap();
        assert_ne!(of(), first);
        fs::remove_dir_all(&dir).unwrap();
    }
}
