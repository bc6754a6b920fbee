//! Words for files that are brought in: columns, remarks about rows, the summary, and the report as a file.

use super::refusals::{malformed, wire_name};
use super::{Arg, say, t};
use crate::base::{Currency, TextLine};
use crate::orders::intake::{
    Broken, Column, Delimiter, Encoding, Kind, Options, Report, RowNote, Severity, Summary, What,
};
use crate::people::{Language, Merchant};

/// The careful options of a shop, in its own clock, country and language.
pub fn options(merchant: &Merchant, channel: TextLine) -> Options {
    Options {
        utc_offset_minutes: merchant.utc_offset_minutes,
        country: merchant.country.clone(),
        language: merchant.language,
        customer_word: t(merchant.language, "intake-customer-word"),
        ..Options::new(channel, merchant.currency)
    }
}

pub fn column(language: Language, column: Column) -> String {
    t(language, &format!("intake-field-{}", wire_name(&column)))
}

pub fn encoding(language: Language, encoding: Encoding) -> String {
    t(language, &format!("intake-encoding-{}", wire_name(&encoding)))
}

pub fn delimiter(language: Language, delimiter: Delimiter) -> String {
    t(language, &format!("intake-delimiter-{}", wire_name(&delimiter)))
}

pub fn severity(language: Language, severity: Severity) -> String {
    t(language, &format!("severity-{}", wire_name(&severity)))
}

/// A kind of remark in a few words, for filters and counts.
pub fn kind(language: Language, kind: Kind) -> String {
    t(language, &format!("row-kind-{}", wire_name(&kind)))
}

/// Why the file cannot be read at all.
pub fn broken(language: Language, broken: &Broken) -> String {
    match broken {
        Broken::Empty => t(language, "intake-broken-empty"),
        Broken::NoRows => t(language, "intake-broken-no-rows"),
        Broken::NotText => t(language, "intake-broken-not-text"),
        Broken::Spreadsheet => t(language, "intake-broken-spreadsheet"),
        Broken::MissingColumns { columns } => {
            let names: Vec<String> = columns.iter().map(|missing| column(language, *missing)).collect();
            say(
                language,
                "intake-broken-missing-columns",
                &[("fields", names.join(&t(language, "list-separator")).into())],
            )
        }
    }
}

/// One remark about one row.
pub fn what(language: Language, what: &What) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    let about = |key: &str, of: Column| say(key, &[("field", column(language, of).into())]);
    let quoting = |key: &str, text: &str| say(key, &[("text", text.into())]);
    let money = |key: &str, text: &str, currency: &Currency| {
        say(key, &[("text", text.into()), ("currency", currency.code().into())])
    };
    let order = |key: &str, order: &str| say(key, &[("order", order.into())]);
    match what {
        What::Broken => say("row-broken", &[]),
        What::TooFewCells => say("row-too-few-cells", &[]),
        What::CellTooLong { column } => about("row-cell-too-long", *column),
        What::Missing { column } => about("row-missing", *column),
        What::Malformed { column: of, text, why } => say(
            "row-malformed",
            &[
                ("field", column(language, *of).into()),
                ("text", text.as_str().into()),
                ("why", malformed(language, *why).into()),
            ],
        ),
        What::QuantityZero => say("row-quantity-zero", &[]),
        What::QuantityNegative => say("row-quantity-negative", &[]),
        What::QuantityFraction { text } => quoting("row-quantity-fraction", text),
        What::Cancellation { order: number } => order("row-cancellation", number),
        What::PriceZero => say("row-price-zero", &[]),
        What::PriceNegative => say("row-price-negative", &[]),
        What::PriceDecimals { text, currency } => money("row-price-decimals", text, currency),
        What::OtherCurrency { text, currency } => money("row-other-currency", text, currency),
        What::UnknownProduct { sku } => say("row-unknown-product", &[("sku", sku.as_str().into())]),
        What::ProductWithoutName { sku } => say("row-product-without-name", &[("sku", sku.as_str().into())]),
        What::Merged { first } => say("row-merged", &[("first", (*first).into())]),
        What::BadEmail { text } => quoting("row-bad-email", text),
        What::BadPhone { text } => quoting("row-bad-phone", text),
        What::BadCountry { text } => quoting("row-bad-country", text),
        What::BadDate { text } => quoting("row-bad-date", text),
        What::BadBarcode { text } => quoting("row-bad-barcode", text),
        What::BadNote => say("row-bad-note", &[]),
        What::Conflict { column } => about("row-conflict", *column),
        What::TooManyLines { order, limit } => {
            say("row-too-many-lines", &[("order", order.as_str().into()), ("limit", (*limit).into())])
        }
        What::OrderLeftOut { order: number } => order("row-order-left-out", number),
        What::PaidTooMuch { order: number } => order("row-paid-too-much", number),
    }
}

/// What the file comes to, one sentence for each thing that there is.
pub fn summary(language: Language, summary: &Summary) -> Vec<String> {
    let sentences = [
        ("intake-sum-orders", summary.orders),
        ("intake-sum-products", summary.products),
        ("intake-sum-known", summary.known_orders),
        ("intake-sum-cancellations", summary.cancellations),
        ("intake-sum-rejected-orders", summary.rejected_orders),
        ("intake-sum-rejected-rows", summary.rejected_rows),
        ("intake-sum-no-address", summary.without_address),
        ("intake-sum-unpaid", summary.unpaid),
        ("intake-sum-no-contact", summary.without_email),
        ("intake-sum-no-name", summary.without_name),
    ];
    let always = |key: &str| key == "intake-sum-orders";
    sentences
        .iter()
        .filter(|(key, n)| *n > 0 || always(key))
        .map(|(key, n)| say(language, key, &[("n", (*n).into())]))
        .collect()
}

/// The report as a CSV file that spreadsheets open: row, weight, remark.
pub fn report_file(language: Language, report: &Report) -> String {
    // The mark tells spreadsheets that this is UTF-8.
    let mut file = String::from("\u{feff}");
    file.push_str(&csv_line(&[t(language, "word-row"), t(language, "severity"), t(language, "word-note")]));
    for RowNote { row, severity: weight, what: remark } in &report.notes {
        file.push_str(&csv_line(&[row.to_string(), severity(language, *weight), what(language, remark)]));
    }
    for (kind, _) in report.counts().filter(|(kind, _)| report.not_listed(*kind) > 0) {
        let more = say(language, "intake-more-notes", &[("n", report.not_listed(kind).into())]);
        file.push_str(&csv_line(&[
            String::new(),
            severity(language, kind.severity()),
            format!("{} {more}", self::kind(language, kind)),
        ]));
    }
    file
}

fn csv_line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// Quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe before it.
fn csv_cell(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains(['"', ',', '\n', '\r', ';']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_no_way_into_a_spreadsheet() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
