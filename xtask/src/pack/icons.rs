//! Names the drawings after their content and says so in the page. A browser asks for a file that may change each time new
//! drawings come onto the screen, and reads all of it again; this one it keeps.
use crate::fingerprint::hex;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Renames the file in the packed folder and answers with the page that names it.
pub fn name(dist: &Path, page: &str) -> Result<String> {
    let plain = dist.join("icons.svg");
    let drawings = fs::read(&plain).with_context(|| format!("Reading {}", plain.display()))?;
    let name = format!("icons-{}.svg", &hex(&Sha256::digest(&drawings))[..16]);
    fs::rename(&plain, dist.join(&name)).with_context(|| format!("Writing {name}"))?;
    let Some(end) = page.find("</head>") else { bail!("app/index.html has no head.") };
    Ok(format!("{}<meta name=\"icons\" content=\"/{name}\">{}", &page[..end], &page[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_drawings_after_their_content() {
        let dist = std::env::temp_dir().join(format!("waybill-icons-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let named = |drawings: &str| {
            fs::write(dist.join("icons.svg"), drawings).unwrap();
            name(&dist, "<head></head><body>").unwrap()
        };
        let (one, other) = (named("<svg/>"), named("<svg><symbol/></svg>"));
        assert_ne!(one, other);
        let address = one.split('"').nth(3).unwrap();
        assert_eq!(fs::read_to_string(dist.join(&address[1..])).unwrap(), "<svg/>");
        assert!(!dist.join("icons.svg").exists());
        assert!(name(&dist, "<head></head>").is_err(), "no drawings");
        fs::remove_dir_all(&dist).unwrap();
    }
}
