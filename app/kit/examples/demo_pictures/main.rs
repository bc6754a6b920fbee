//! Draws the pictures of the demo products: 20 things in 3 colours each, flat and small.
//!
//! `cargo run -p kit --example demo_pictures -- public/demo` writes `01.svg` to `60.svg` and `pictures.json`,
//! which says what is on each. The same run always writes the same bytes.

mod things;

use std::fmt::Write as _;
use std::path::PathBuf;
use things::{THINGS, Thing};

/// One colour of a thing: its name, main, dark and light shade, and the ground behind it.
pub struct Colour {
    name: &'static str,
    main: &'static str,
    dark: &'static str,
    light: &'static str,
    ground: &'static str,
}

const fn colour(
    name: &'static str,
    main: &'static str,
    dark: &'static str,
    light: &'static str,
    ground: &'static str,
) -> Colour {
    Colour { name, main, dark, light, ground }
}

pub const NAVY: Colour = colour("navy", "#34508f", "#243a6d", "#93abdc", "#dfe6f3");
pub const CLAY: Colour = colour("clay", "#c4633f", "#99472a", "#efb89e", "#f6e5db");
pub const MOSS: Colour = colour("moss", "#617f4b", "#475f36", "#b8cda4", "#e4eddb");
pub const SAND: Colour = colour("sand", "#d3a95f", "#a9823f", "#f2ddb0", "#f6eddb");
pub const PLUM: Colour = colour("plum", "#7d4c7a", "#5d355b", "#caa5c7", "#efe3ee");
pub const SLATE: Colour = colour("slate", "#5c6c7a", "#434f5b", "#b5c1cb", "#e4e9ee");
pub const ROSE: Colour = colour("rose", "#cf7189", "#a54e66", "#f0b9c6", "#f8e5ea");
pub const TEAL: Colour = colour("teal", "#2f8081", "#205f60", "#9ccccb", "#dceeed");

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("public/demo"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let pictures = THINGS.iter().flat_map(|thing| thing.colours.iter().map(move |colour| (thing, colour)));
    let mut list = String::from("[\n");
    for (at, (thing, colour)) in pictures.enumerate() {
        let file = format!("{:02}.svg", at + 1);
        std::fs::write(folder.join(&file), draw(thing, colour))?;
        let comma = if at == 0 { "" } else { ",\n" };
        let _ =
            write!(list, r#"{comma}  {{"file": "{file}", "thing": "{}", "colour": "{}"}}"#, thing.name, colour.name);
    }
    list.push_str("\n]\n");
    std::fs::write(folder.join("pictures.json"), list)
}

/// Puts the shades into a drawing: `~m` main, `~d` dark, `~l` light, `~w` paper white, `~k` ink.
fn draw(thing: &Thing, colour: &Colour) -> String {
    let shapes = thing
        .shapes
        .replace("~m", colour.main)
        .replace("~d", colour.dark)
        .replace("~l", colour.light)
        .replace("~w", "#fbf9f4")
        .replace("~k", "#3a3f4a");
    let shapes: String = shapes.lines().map(str::trim).collect();
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120"><path fill="{}" d="M0 0h120v120H0z"/>{shapes}</svg>"##,
        colour.ground
    )
}
