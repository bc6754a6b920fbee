//! Reads an order file and prints what it would come to, and how long that took:
//! `cargo run --release -p shared --example intake -- FILE`.

#![expect(clippy::disallowed_methods, reason = "an example reads a file and looks at the clock; the rules may not")]

use shared::base::{Currency, TextLine};
use shared::orders::intake::{Choice, KnownSets, Options, look, plan};
use shared::people::Language;
use shared::text;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("say which file")?;
    let bytes = std::fs::read(file)?;
    let started = std::time::Instant::now();
    let seen = look(&bytes, Choice::default())?;
    let options = Options { create_products: true, ..Options::new(TextLine::parse("file")?, Currency::parse("GBP")?) };
    let plan = plan(bytes, &seen, options, &KnownSets::default())?;
    println!("{:?}, {:?}, {} ms", seen.encoding, seen.delimiter, started.elapsed().as_millis());
    for sentence in text::intake::summary(Language::English, &plan.summary) {
        println!("{sentence}");
    }
    println!("{:?}", plan.summary);
    for (kind, n) in plan.report.counts() {
        println!("{n:>8}  {}", text::intake::kind(Language::English, kind));
    }
    for note in
        plan.report.notes.iter().filter(|note| note.severity == shared::orders::intake::Severity::Rejected).take(30)
    {
        println!("row {}: {}", note.row, text::intake::what(Language::English, &note.what));
    }
    Ok(())
}
