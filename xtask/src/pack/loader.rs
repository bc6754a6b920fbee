//! Moves the inline script that Trunk writes into the page to a file of its own, so that the page needs no inline script.
use crate::fingerprint::hex;
use anyhow::{Result, bail};
use sha2::{Digest, Sha256};

/// Runs before the program is there: the browser opens the files of its databases meanwhile. It must open none of them by
/// name, which would make one that is not there yet.
const AHEAD: &str = "try { indexedDB.databases().catch(() => {}); } catch {}\n";

/// Runs behind it: the first picture comes first, then the rest of the program.
const BEHIND: &str = "setTimeout(() => (window.requestIdleCallback ?? setTimeout)(bindings.bringRest), 500);\n";

/// The script that starts the app.
pub struct Loader {
    /// Its file, named after its content: it may be kept for ever.
    pub name: String,
    pub script: String,
}

/// The page without inline script, and the script that was in it.
pub fn moved_out(html: &str) -> Result<(String, Loader)> {
    let Some(found) = inline_scripts(html).into_iter().next() else {
        bail!("Trunk wrote no loader script into index.html. Has its version changed?");
    };
    let script = format!("{AHEAD}{}\n{BEHIND}", html[found.inside.clone()].trim());
    let hash = hex(&Sha256::digest(&script));
    let name = format!("loader-{}.js", &hash[..16]);
    let page = format!(
        "{}<script type=\"module\" src=\"/{name}\"></script>{}",
        &html[..found.whole.start],
        &html[found.whole.end..]
    );
    if !script.contains("* as bindings") {
        bail!("Trunk's loader script does not name what the app's script gives `bindings`. Has its version changed?");
    }
    if !inline_scripts(&page).is_empty() || !script.contains("init") {
        bail!(
            "app/index.html holds an inline script of its own, which the content policy forbids. Move it to a file in public/."
        );
    }
    if page.contains("<style") || page.contains(" style=\"") {
        bail!("app/index.html holds inline style, which the content policy forbids. Move it to a file in style/.");
    }
    Ok((page, Loader { name, script }))
}

struct Script {
    whole: std::ops::Range<usize>,
    inside: std::ops::Range<usize>,
}

/// Scripts with content; those that name a file are fine.
fn inline_scripts(html: &str) -> Vec<Script> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = html[from..].find("<script").map(|at| from + at) {
        let Some(open_end) = html[start..].find('>').map(|at| start + at + 1) else {
            break;
        };
        let Some(close) = html[open_end..].find("</script>").map(|at| open_end + at) else {
            break;
        };
        let end = close + "</script>".len();
        if !html[start..open_end].contains(" src=") {
            found.push(Script { whole: start..end, inside: open_end..close });
        }
        from = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><script src=\"/theme.js\"></script>\n<script type=\"module\" nonce=\"x\">\nimport init, * as bindings from '/app-1.js';\nawait init();\n</script></head><body><div></div></body>";

    #[test]
    fn the_loader_becomes_a_file_and_the_rest_of_the_page_stays() {
        let (page, loader) = moved_out(PAGE).unwrap();
        assert_eq!(
            loader.script,
            format!("{AHEAD}import init, * as bindings from '/app-1.js';\nawait init();\n{BEHIND}")
        );
        assert_eq!(
            page,
            format!(
                "<head><script src=\"/theme.js\"></script>\n<script type=\"module\" src=\"/{}\"></script></head><body><div></div></body>",
                loader.name
            )
        );
        assert!(loader.name.starts_with("loader-") && loader.name.len() == "loader-.js".len() + 16);
    }

    #[test]
    fn what_the_content_policy_forbids_is_refused() {
        let second = PAGE.replace("<body>", "<body><script>theme()</script>");
        assert!(moved_out(&second).is_err());
        let styled = PAGE.replace("<div>", "<div style=\"color: red\">");
        assert!(moved_out(&styled).is_err());
        assert!(moved_out("<p>no script at all</p>").is_err());
    }
}
