//! The app's script as it is shipped: without comments, with short names for what the program imports, and with the lines that bring
//! the rest. wasm-bindgen names each import after what it does and a hash of it; nobody reads them, and hashes do not squeeze: 10 KB
//! of the first load.
use super::app_files::replaced_once;
use super::parts::{Imported, NEED, SCRIPT};
use anyhow::{Result, bail};

const BRING_REST: &str = include_str!("script/rest.js");

/// What the program and its script call the import at this place.
pub fn short_name(place: usize) -> String {
    format!("_{place}")
}

/// The script for a program that imports these, of which the rest lies at an address.
pub fn shipped(script: &str, imported: &[Imported<'_>], rest: &str) -> Result<String> {
    let mut script = without_comments(script)?;
    for (place, import) in imported.iter().enumerate() {
        script = replaced_once(&script, &format!("\n{}: ", import.name), &format!("\n{}: ", short_name(place)))?;
    }
    // What the first part was given, the rest is given too.
    script = replaced_once(
        &script,
        "return {\n__proto__: null,\n\"./app_bg.js\": import0,\n};",
        &format!(
            "imported = {{\n__proto__: null,\n\"./app_bg.js\": import0,\n{SCRIPT}: {{ {NEED} }},\n}};\nreturn imported;"
        ),
    )?;
    script = replaced_once(&script, "export { initSync,", "export { bringRest, initSync,")?;
    let bring_rest = replaced_once(BRING_REST, "__REST__", rest)?;
    Ok(without_comments(&bring_rest)? + &script)
}

/// Without indents, and without the comments that stand on lines of their own, as wasm-bindgen writes them before each
/// function. A text over several lines would lose its spaces, so there must be none.
fn without_comments(script: &str) -> Result<String> {
    let mut is_comment = false;
    let mut short = String::with_capacity(script.len());
    for line in script.lines() {
        let words = line.trim();
        is_comment |= words.starts_with("/**");
        if !is_comment && words.matches('`').count() % 2 == 1 {
            bail!("A text goes over several lines: {words}");
        }
        if !is_comment && !words.is_empty() && !words.starts_with("//") {
            short.push_str(words);
            short.push('\n');
        }
        is_comment &= !words.ends_with("*/");
    }
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "/**\n * @returns {any}\n */\nfunction imports() {\n  const import0 = {\n    __wbg_a_1: function() { return b; },\n\n    __wbg_b_2: function() {},\n  };\n  return {\n    __proto__: null,\n    \"./app_bg.js\": import0,\n  };\n}\nexport { initSync, __wbg_init as default };";

    #[test]
    fn names_are_short_and_the_rest_is_brought() {
        let imported = ["__wbg_a_1", "__wbg_b_2"].map(|name| Imported { module: "./app_bg.js", name, of_type: 0 });
        let script = shipped(WRITTEN, &imported, "/rest-0.wasm").unwrap();
        assert!(script.contains("\n_0: function() { return b; },\n_1: function() {},\n"), "{script}");
        assert!(script.contains("const REST = '/rest-0.wasm';") && script.contains("rest: { need },"), "{script}");
        assert!(!script.contains("//") && !script.contains("/**"), "{script}");
    }

    #[test]
    fn what_wasm_bindgen_writes_in_another_way_is_refused() {
        assert!(shipped(&WRITTEN.replace("import0,", "imports,"), &[], "/rest-0.wasm").is_err());
        assert!(shipped("say(`one\n  two`)", &[], "/rest-0.wasm").is_err());
    }
}
