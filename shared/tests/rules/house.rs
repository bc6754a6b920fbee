//! House rules as a test: what `ARCHITECTURE.md` says is absent, is absent.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Every Rust file below a folder, sorted.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return files };
    for entry in entries.map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(rust_files(&entry));
        } else if entry.extension().is_some_and(|end| end == "rs") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

/// (path below the root, text) of every Rust file below `folders`.
fn sources(folders: &[&str]) -> Vec<(String, String)> {
    let files = folders.iter().flat_map(|folder| rust_files(&root().join(folder)));
    let read = files.map(|file| {
        (file.strip_prefix(root()).unwrap().display().to_string(), std::fs::read_to_string(&file).unwrap())
    });
    read.collect()
}

const CODE: &[&str] = &["shared/src", "app/src", "app/engine/src", "app/kit/src", "server/src", "xtask/src"];

/// Code only: no comments, and nothing from the tests at the end of a file on.
pub fn code(source: &str) -> String {
    let body = source.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn names(code: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| !letter(code[..at].chars().next_back()) && !letter(code[at + word.len()..].chars().next()))
}

fn nothing(wrong: Vec<String>) {
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_module_says_what_it_is_for() {
    nothing(
        sources(CODE).into_iter().filter(|(_, source)| !source.starts_with("//! ")).map(|(file, _)| file).collect(),
    );
}

#[test]
fn no_file_is_longer_than_a_person_can_hold() {
    const MOST_LINES: usize = 500;
    nothing(
        sources(CODE)
            .into_iter()
            .filter(|(_, source)| source.lines().count() > MOST_LINES)
            .map(|(file, _)| file)
            .collect(),
    );
}

#[test]
fn nobody_leaves_work_unsaid() {
    let words = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X:"].concat(),
        ["todo", "!("].concat(),
        ["unimplemented", "!("].concat(),
    ];
    let wrong = sources(CODE).into_iter().filter(|(_, source)| words.iter().any(|word| source.contains(word.as_str())));
    nothing(wrong.map(|(file, _)| file).collect());
}

#[test]
fn there_are_no_drawers_for_odds_and_ends() {
    let drawers = ["utils", "util", "helpers", "helper", "manager", "misc", "common"];
    let wrong = sources(CODE).into_iter().filter(|(file, _)| {
        Path::new(file).components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            drawers.contains(&part.trim_end_matches(".rs"))
        })
    });
    nothing(wrong.map(|(file, _)| file).collect());
}

/// Rooms of the rules, each reading only to its left.
const ROOMS: &[&str] = &["base", "catalog", "people", "inventory", "orders", "fulfilment", "shipping", "notifications"];

/// Words that a room to the left borrows from one to its right, each with its reason.
const BORROWED: &[(&str, &str, &str)] = &[
    ("catalog/put_product.rs", "people", "verbs name the right they need, and prices are in the merchant's currency"),
    ("people/change_settings.rs", "inventory", "the default warehouse must exist"),
    ("orders/order.rs", "shipping", "the timeline names the carrier"),
    ("orders/order.rs", "notifications", "a hold keeps the findings of its check"),
    ("orders/recheck.rs", "notifications", "the checks of payment and address are two of the gate's four"),
    ("orders/status.rs", "notifications", "the next step follows from the findings"),
    ("orders/withheld.rs", "notifications", "what a check has found stands for the data that are cut"),
];

#[test]
fn rooms_read_only_to_their_left() {
    let mut wrong = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        for (file, source) in sources(&[&format!("shared/src/{room}")]) {
            let code = code(&source);
            for right in &ROOMS[at + 1..] {
                let borrowed = BORROWED.iter().any(|(place, of, _)| file.ends_with(place) && of == right);
                // `use crate::{a, b}` is not written in the rules, so that this can be seen.
                if code.contains(&format!("crate::{right}")) && !borrowed {
                    wrong.push(format!("{file} reads {right}"));
                }
            }
        }
    }
    nothing(wrong);
}

#[test]
fn the_rules_know_no_clock_no_chance_and_no_float() {
    let banned = [
        "SystemTime",
        "Instant",
        "rand",
        "thread_rng",
        "f32",
        "f64",
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "async",
        "tokio",
        "Uuid::new_v4",
        "Uuid::now_v7",
    ];
    let mut wrong = Vec::new();
    for (file, source) in sources(&["shared/src"]) {
        let code = code(&source);
        wrong.extend(banned.iter().filter(|word| names(&code, word)).map(|word| format!("{file} names {word}")));
        // The order of a hash map is chance too. The device's copy looks things up in one and sorts what it lists.
        if (names(&code, "HashMap") || names(&code, "HashSet")) && file != "shared/src/sync/replica.rs" {
            wrong.push(format!("{file} names a hash map"));
        }
    }
    nothing(wrong);
}

#[test]
fn screens_see_no_browser_and_no_network() {
    let banned = ["web_sys", "gloo_net", "indexed_db_futures", "JsValue", "js_sys"];
    // Each with its reason.
    let allowed = [
        ("app/src/format", "numbers and dates are written by the browser's own `Intl`"),
        ("app/src/gate/place_names.rs", "so are the names of countries"),
        ("app/src/orders/list.rs", "the type of the search field that takes the focus"),
    ];
    let mut wrong = Vec::new();
    for (file, source) in sources(&["app/src"]) {
        // A part of an address is escaped by the language itself.
        let code = without_literals(&code(&source)).replace("js_sys::encode_uri_component", "");
        let known = allowed.iter().any(|(place, _)| file.starts_with(place));
        wrong.extend(
            banned.iter().filter(|word| names(&code, word) && !known).map(|word| format!("{file} names {word}")),
        );
    }
    nothing(wrong);
}

#[test]
fn only_one_place_names_the_network_and_one_the_database() {
    let mut wrong = Vec::new();
    for (file, source) in sources(&["app/engine/src", "app/kit/src"]) {
        let code = code(&source);
        // The handle says which of our own words is which method of the client.
        if names(&code, "gloo_net") && !file.starts_with("app/engine/src/network") && file != "app/engine/src/desk.rs" {
            wrong.push(format!("{file} names the network"));
        }
        if names(&code, "indexed_db_futures") && !file.starts_with("app/engine/src/storage") {
            wrong.push(format!("{file} names IndexedDB"));
        }
    }
    nothing(wrong);
}

#[test]
fn nothing_is_put_into_a_page_unescaped() {
    nothing(
        sources(&["app/src", "app/kit/src", "app/engine/src"])
            .into_iter()
            .filter(|(_, source)| names(&code(source), "inner_html"))
            .map(|(file, _)| file)
            .collect(),
    );
}

/// Tables that belong to no merchant, each with its reason.
const OF_NOBODY: &[(&str, &str)] = &[("one_key", "what the servers' common key is recognised by")];

/// Questions that cannot name their merchant, because the answer is which merchant it is. They are functions of the
/// owner, and what would have to be asked elsewhere on several databases (`docs/beyond-one-database.md`).
const ACROSS_MERCHANTS: &[&str] = &[
    "merchants",
    "login_of",
    "person_of_session",
    "people_of_sessions",
    "parcel_of",
    "find_parcels",
    "merchants_with_due_deliveries",
    "merchants_with_loose_segments",
];

/// The tables and views of the migrations whose rows belong to a merchant.
fn tenant_tables() -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join("server/migrations")).unwrap() {
        let sql = std::fs::read_to_string(entry.unwrap().path()).unwrap().to_lowercase();
        for made in ["create table ", "create view "] {
            let named = sql.split(made).skip(1).filter_map(|rest| rest.split([' ', '(', '\n']).next());
            found.extend(named.filter(|name| OF_NOBODY.iter().all(|(known, _)| known != name)).map(str::to_owned));
        }
    }
    assert!(found.len() > 10, "the migrations were not read: {found:?}");
    found
}

/// The statements of the server: (file, SQL in lower case on one line).
fn statements() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (file, source) in sources(&["server/src"]) {
        for literal in literals(&code(&source)) {
            let sql = literal.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            let verbs = ["select ", "insert ", "update ", "delete ", "with ", "copy ", "lock ", "truncate "];
            if verbs.iter().any(|verb| sql.starts_with(verb)) {
                found.push((file.clone(), sql));
            }
        }
    }
    found
}

/// Not only for safety: a statement with `tenant_id = …` goes to the one database that has this merchant, however many
/// there are.
#[test]
fn every_statement_names_its_merchant() {
    let tables = tenant_tables();
    let mut wrong = Vec::new();
    for (file, sql) in statements() {
        let of_a_merchant = tables.iter().any(|table| {
            ["from", "into", "update", "join", "table", "copy"]
                .iter()
                .any(|word| names(&sql, &format!("{word} {table}")))
        });
        let named = sql.contains("tenant_id = $1") || (sql.starts_with("insert into ") && sql.contains(" (tenant_id"));
        if of_a_merchant && !named {
            wrong.push(format!("{file}: {sql}"));
        }
    }
    nothing(wrong);
}

#[test]
fn only_known_questions_go_across_merchants() {
    let known = |name: &str| ACROSS_MERCHANTS.contains(&name) || name == "unnest";
    let mut wrong = Vec::new();
    for (file, sql) in statements() {
        let asked = sql.split("from ").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            rest[end..].starts_with('(').then_some(&rest[..end]).filter(|name| !name.is_empty())
        });
        wrong.extend(asked.filter(|name| !known(name)).map(|name| format!("{file} asks {name}()")));
    }
    nothing(wrong);
}

/// The same source with nothing between its quotes.
fn without_literals(source: &str) -> String {
    literals(source)
        .iter()
        .filter(|literal| !literal.is_empty())
        .fold(source.to_owned(), |left, literal| left.replace(&format!("\"{literal}\""), "\"\""))
}

/// The string literals of a source, raw ones too.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find('"') {
        let raw = rest[..at].ends_with("r#");
        let body = &rest[at + 1..];
        let end = if raw {
            body.find("\"#").unwrap_or(body.len())
        } else {
            let mut escaped = false;
            body.char_indices()
                .find(|(_, c)| {
                    let ends = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    ends
                })
                .map_or(body.len(), |(end, _)| end)
        };
        found.push(body[..end].to_owned());
        rest = body.get(end + if raw { 2 } else { 1 }..).unwrap_or_default();
    }
    found
}
