//! Makes one file of the texts of each language, without what only their writers read, and names it in the page: the app
//! loads the language that it speaks.
use crate::fingerprint::hex;
use crate::project;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// How the files are called.
const NAMED: &str = "texts-";

/// Writes the files into the packed folder and answers with the page that names them.
pub fn write(dist: &Path, page: &str) -> Result<String> {
    let mut marks = String::new();
    for language in sorted(&project::root().join("shared/locales"))? {
        let text = texts(&language)?;
        let tag = language.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let hash = hex(&Sha256::digest(&text));
        let name = format!("{NAMED}{tag}-{}.txt", &hash[..16]);
        fs::write(dist.join(&name), text).with_context(|| format!("Writing {name}"))?;
        marks.push_str(&format!("<meta name=\"{NAMED}{tag}\" content=\"/{name}\">"));
    }
    let Some(end) = page.find("</head>") else { bail!("app/index.html has no head.") };
    Ok(format!("{}{marks}{}", &page[..end], &page[end..]))
}

/// Whether a file of the packed folder holds the texts of a language.
pub fn is_texts(address: &str) -> bool {
    address.starts_with(&format!("/{NAMED}"))
}

/// All parts that screens show. What only the office says lies in a folder of its own.
fn texts(language: &Path) -> Result<String> {
    let mut text = String::new();
    for part in sorted(language)?.iter().filter(|part| part.is_file()) {
        let source = fs::read_to_string(part).with_context(|| format!("Reading {}", part.display()))?;
        text.push_str(&short(&source));
    }
    Ok(text)
}

fn sorted(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("Reading {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Without comments and empty lines. An empty line stays where the text goes on after it.
fn short(source: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let goes_on = |at: usize| lines.get(at + 1).is_some_and(|next| next.starts_with(' '));
    let mut short = String::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.starts_with('#') && (!line.trim().is_empty() || goes_on(at)) {
            short.push_str(line);
            short.push('\n');
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_a_text_of_several_paragraphs_stays_whole() {
        let source = "# for writers\n\na = one\n\n    two\n\nb = three\n";
        assert_eq!(short(source), "a = one\n\n    two\nb = three\n");
    }

    #[test]
    fn the_page_names_a_file_for_each_language() {
        let dist = std::env::temp_dir().join(format!("waybill-texts-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let page = write(&dist, "<head></head><body></body>").unwrap();
        for tag in ["en", "zh-CN"] {
            let mark = format!("<meta name=\"texts-{tag}\" content=\"");
            let address: String = page.split(&mark).nth(1).unwrap().chars().take_while(|c| *c != '"').collect();
            let text = fs::read_to_string(dist.join(address.trim_start_matches('/'))).unwrap();
            assert!(
                is_texts(&address) && text.contains("\nlanguage = ") && !text.contains("\noffice-month ="),
                "{tag}"
            );
        }
        fs::remove_dir_all(&dist).unwrap();
    }
}
