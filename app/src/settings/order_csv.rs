//! Orders as a CSV file: one row for each line, under headers that the import reads again. Cells that a spreadsheet
//! would run as a formula are written so that it shows them instead.

use shared::base::Money;
use shared::orders::Order;

/// The first row.
pub const HEADER: &str = "order_number,external_id,channel,placed_at,status,customer,email,phone,country,region,city,district,postcode,street,sku,name,quantity,unit_price,shipping_fee,currency,note\r\n";

/// A byte order mark, so that spreadsheets read the file as UTF-8.
pub const MARK: &str = "\u{feff}";

/// Appends the rows of one order.
pub fn write_order(file: &mut String, order: &Order) {
    let text = |value: Option<String>| value.unwrap_or_default();
    let customer = &order.customer;
    let head = [
        order.number.to_string(),
        text(order.external_id.as_ref().map(ToString::to_string)),
        order.channel.to_string(),
        order.placed_at.iso(),
        order.status().name().to_owned(),
        customer.name.to_string(),
        text(customer.email.as_ref().map(ToString::to_string)),
        text(customer.phone.as_ref().map(ToString::to_string)),
        order.ship_to.country.to_string(),
        order.ship_to.region.to_string(),
        order.ship_to.city.to_string(),
        order.ship_to.district.to_string(),
        order.ship_to.postcode.to_string(),
        order.ship_to.street.to_string(),
    ];
    let money = |minor: i64| Money::new(minor, order.currency).plain();
    for line in &order.lines {
        for cell in &head {
            write_cell(file, cell);
        }
        write_cell(file, line.sku.as_str());
        write_cell(file, line.name.as_str());
        // Numbers are ours and never begin a formula.
        file.push_str(&format!(
            "{},{},{},{},",
            line.quantity.less(line.cancelled),
            money(line.unit_price),
            money(order.shipping_fee),
            order.currency
        ));
        let mut note = String::new();
        write_cell(&mut note, order.note.as_str());
        file.push_str(note.trim_end_matches(','));
        file.push_str("\r\n");
    }
}

/// One cell with the comma behind it.
fn write_cell(file: &mut String, text: &str) {
    file.push('"');
    if begins_like_a_formula(text) {
        file.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            file.push('"');
        }
        file.push(letter);
    }
    file.push_str("\",");
}

/// Spreadsheets run what begins with these. A phone number (`+86…`) is only digits behind its plus and stays as it is.
fn begins_like_a_formula(text: &str) -> bool {
    let mut letters = text.chars();
    match letters.next() {
        Some('+') => !letters.all(|c| c.is_ascii_digit()),
        Some('=' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut file = String::new();
        write_cell(&mut file, text);
        file
    }

    #[test]
    fn no_cell_is_run_by_a_spreadsheet() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\",");
        assert_eq!(cell("@SUM(A1)"), "\"'@SUM(A1)\",");
        assert_eq!(cell("+1+cmd"), "\"'+1+cmd\",");
        assert_eq!(cell("+8613800138000"), "\"+8613800138000\",");
        assert_eq!(cell("王小明, 3 楼"), "\"王小明, 3 楼\",");
    }
}
