//! Gives what the app imports from its script short names. wasm-bindgen names each import after what it does and a hash of
//! it; nobody reads them, and hashes do not squeeze: 10 KB of the first load.
use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// A function that the app imports.
struct Rename {
    from: String,
    to: String,
}

/// The section of a wasm file that lists imports, and the kind of an import that is a function.
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;
/// `\0asm` and the version.
const HEAD: usize = 8;

/// Shortens the names in the app's script and wasm, puts both under names of their new content, and answers with the page
/// that points to them.
pub fn shorten(dist: &Path, page: &str) -> Result<String> {
    let (script_path, wasm_path) = (find(dist, ".js")?, find(dist, "_bg.wasm")?);
    let script = fs::read_to_string(&script_path).with_context(|| format!("Reading {}", script_path.display()))?;
    let wasm = fs::read(&wasm_path).with_context(|| format!("Reading {}", wasm_path.display()))?;
    let (short, names) = renamed(&wasm)?;
    let mut new_script = without_comments(&script)?;
    for Rename { from, to } in &names {
        new_script = replaced_once(&new_script, &format!("\n{from}: "), &format!("\n{to}: "))?;
    }
    let page = put(dist, page, &script_path, script.as_bytes(), new_script.as_bytes(), ".js")?;
    put(dist, &page, &wasm_path, &wasm, &short, "_bg.wasm")
}

/// The one file of the app with this ending.
fn find(dist: &Path, ending: &str) -> Result<PathBuf> {
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("app-") && name.ends_with(ending) {
            return Ok(dist.join(&*name));
        }
    }
    bail!("Trunk wrote no app-….{ending}. Has its version changed?")
}

/// Writes it under the name of its content, takes the old one away, and mends the page: names and what the browser checks.
fn put(dist: &Path, page: &str, old: &Path, before: &[u8], after: &[u8], ending: &str) -> Result<String> {
    let old_name = old.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let hash = crate::fingerprint::hex(&Sha256::digest(after));
    let name = format!("app-{}{ending}", &hash[..16]);
    fs::remove_file(old)?;
    fs::write(dist.join(&name), after)?;
    let checked = |bytes: &[u8]| STANDARD.encode(Sha384::digest(bytes));
    let page = replaced_once(page, &checked(before), &checked(after))?;
    if !page.contains(&old_name) {
        bail!("The page does not load {old_name}.");
    }
    Ok(page.replace(&old_name, &name))
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

fn replaced_once(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        n => bail!("{from:?} stands {n} times where it should stand once. Has the version of wasm-bindgen changed?"),
    }
}

/// The wasm with short names for its imported functions, and which is which now.
fn renamed(wasm: &[u8]) -> Result<(Vec<u8>, Vec<Rename>)> {
    let mut rest = Reader { bytes: wasm, at: HEAD };
    let mut out = wasm.get(..HEAD).context("This is no wasm file.")?.to_vec();
    let mut names = Vec::new();
    while rest.at < wasm.len() {
        let id = rest.byte()?;
        let section = rest.text()?;
        out.push(id);
        if id == IMPORTS {
            let section = imports(section, &mut names)?;
            write_text(&mut out, &section);
        } else {
            write_text(&mut out, section);
        }
    }
    Ok((out, names))
}

fn imports(section: &[u8], names: &mut Vec<Rename>) -> Result<Vec<u8>> {
    let mut rest = Reader { bytes: section, at: 0 };
    let mut out = Vec::new();
    let count = rest.number()?;
    write_number(&mut out, count);
    for n in 0..count {
        let module = rest.text()?;
        let from = String::from_utf8(rest.text()?.to_vec())?;
        let kind = rest.byte()?;
        if kind != FUNCTION {
            bail!("The app imports something that is no function: {from}");
        }
        let to = format!("_{n}");
        write_text(&mut out, module);
        write_text(&mut out, to.as_bytes());
        out.push(kind);
        write_number(&mut out, rest.number()?);
        names.push(Rename { from, to });
    }
    Ok(out)
}

/// Reads numbers (LEB128) and texts as wasm writes them.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).context("The wasm file ends too early.")?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u32> {
        let mut number = 0_u32;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        bail!("A number in the wasm file has no end.")
    }

    fn text(&mut self) -> Result<&'a [u8]> {
        let end = self.number()? as usize + self.at;
        let text = self.bytes.get(self.at..end).context("The wasm file ends too early.")?;
        self.at = end;
        Ok(text)
    }
}

fn write_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_text(out: &mut Vec<u8>, text: &[u8]) {
    write_number(out, text.len() as u32);
    out.extend_from_slice(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wasm file with two imported functions and a section of 200 bytes after them.
    fn wasm(names: [&str; 2]) -> Vec<u8> {
        let mut imports = vec![2];
        for (name, kind) in names.iter().zip([5, 130]) {
            write_text(&mut imports, b"./app_bg.js");
            write_text(&mut imports, name.as_bytes());
            imports.push(FUNCTION);
            write_number(&mut imports, kind);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        write_text(&mut wasm, &imports);
        wasm.push(10);
        write_text(&mut wasm, &[7; 200]);
        wasm
    }

    #[test]
    fn only_the_names_of_imports_change() {
        let (short, names) = renamed(&wasm(["__wbg_log_17c30ef363c61cf4", "__wbg_Error_30c8987f7c2ed4e2"])).unwrap();
        assert_eq!(short, wasm(["_0", "_1"]));
        assert_eq!(names[1].from, "__wbg_Error_30c8987f7c2ed4e2");
        assert!(renamed(&short[..short.len() - 1]).is_err(), "a file that was cut is no file");
    }

    #[test]
    fn script_wasm_and_page_agree_afterwards() {
        let dist = std::env::temp_dir().join(format!("waybill-names-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let wasm = wasm(["__wbg_a_1", "__wbg_b_2"]);
        let script = "/**\n * @returns {any}\n */\nconst imports = {\n\n  __wbg_a_1: function() { return b; },\n  __wbg_b_2: function() {},\n};";
        fs::write(dist.join("app-0.js"), script).unwrap();
        fs::write(dist.join("app-0_bg.wasm"), &wasm).unwrap();
        let checked = |bytes: &[u8]| format!("integrity=\"sha384-{}\"", STANDARD.encode(Sha384::digest(bytes)));
        let page = format!("app-0.js {} app-0_bg.wasm {}", checked(script.as_bytes()), checked(&wasm));
        let page = shorten(&dist, &page).unwrap();
        let (script, wasm) = (find(&dist, ".js").unwrap(), find(&dist, "_bg.wasm").unwrap());
        assert_eq!(
            fs::read_to_string(&script).unwrap(),
            "const imports = {\n_0: function() { return b; },\n_1: function() {},\n};\n"
        );
        for file in [script, wasm] {
            assert!(page.contains(file.file_name().unwrap().to_str().unwrap()), "{page}");
            assert!(page.contains(&checked(&fs::read(&file).unwrap())), "{page}");
        }
        assert!(!page.contains("app-0"));
        assert!(shorten(&dist, "a page of another app").is_err());
        assert!(without_comments("say(`one\n  two`)").is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
