//! Puts the style sheets into one: a page waits for every sheet before it draws, and each is asked for by itself.
use super::squeeze::address;
use crate::fingerprint::hex;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// The page with one sheet in the place of its sheets, in their order. The single ones are taken away.
pub fn put_together(dist: &Path, html: &str) -> Result<String> {
    let links = links(html);
    let (Some(first), Some(_second)) = (links.first(), links.get(1)) else {
        return Ok(html.to_owned());
    };
    let mut together = String::new();
    let mut page = html.to_owned();
    for link in &links {
        let file = dist.join(link.sheet.trim_start_matches('/'));
        let sheet = fs::read_to_string(&file).with_context(|| format!("Reading {}", file.display()))?;
        if sheet.contains("@import") || sheet.contains("@charset") {
            bail!("{} holds a rule that must stand at the beginning of a file of its own.", file.display());
        }
        together.push_str(sheet.trim_end());
        together.push('\n');
        fs::remove_file(&file)?;
        if link.whole != first.whole {
            page = page.replace(link.whole, "");
        }
    }
    let hash = hex(&Sha256::digest(&together));
    let file = dist.join(format!("styles-{}.css", &hash[..16]));
    fs::write(&file, together)?;
    Ok(page.replace(first.whole, &format!("<link rel=\"stylesheet\" href=\"{}\"/>", address(dist, &file))))
}

struct Link<'a> {
    whole: &'a str,
    sheet: &'a str,
}

/// The sheets of a page, in their order.
fn links(html: &str) -> Vec<Link<'_>> {
    let tags = html.match_indices("<link ").filter_map(|(at, _)| {
        let end = html[at..].find('>')? + 1;
        Some(&html[at..at + end])
    });
    let sheets = tags.filter(|tag| tag.contains("rel=\"stylesheet\""));
    sheets.filter_map(|whole| Some(Link { whole, sheet: whole.split_once("href=\"")?.1.split('"').next()? })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_keep_their_order_and_are_one() {
        let dist = std::env::temp_dir().join(format!("waybill-styles-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("tokens-1.css"), "@layer a, b;\n").unwrap();
        fs::write(dist.join("base-2.css"), "body { margin: 0 }").unwrap();
        let html = "<link rel=\"icon\" href=\"/i.svg\">\n<link rel=\"stylesheet\" href=\"/tokens-1.css\" integrity=\"x\"/>\n<link rel=\"stylesheet\" href=\"/base-2.css\"/>\n<p>";
        let page = put_together(&dist, html).unwrap();
        let link = links(&page);
        assert_eq!(link.len(), 1);
        assert!(page.starts_with("<link rel=\"icon\"") && page.ends_with("<p>"));
        let sheet = fs::read_to_string(dist.join(link[0].sheet.trim_start_matches('/'))).unwrap();
        assert_eq!(sheet, "@layer a, b;\nbody { margin: 0 }\n");
        assert!(!dist.join("tokens-1.css").exists() && !dist.join("base-2.css").exists());
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn one_sheet_stays_as_it_is() {
        let html = "<link rel=\"stylesheet\" href=\"/a.css\"/>";
        assert_eq!(put_together(Path::new("."), html).unwrap(), html);
    }
}
