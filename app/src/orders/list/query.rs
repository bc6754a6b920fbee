//! The list in the address: view, search, filters and order, so that a list can be shared and gone back to.

use crate::routes;
use engine::{Filters, OrderQuery, SortBy};
use kit::Sorting;
use leptos_router::params::ParamsMap;
use shared::base::Moment;
use shared::base::moment::DAY;
use shared::orders::{PaymentState, View};

/// How far back the list goes, by the day an order was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Since {
    #[default]
    Ever,
    Today,
    Week,
    Month,
}

impl Since {
    pub const ALL: &'static [Since] = &[Since::Ever, Since::Today, Since::Week, Since::Month];

    pub fn name(self) -> &'static str {
        match self {
            Since::Ever => "ever",
            Since::Today => "today",
            Since::Week => "week",
            Since::Month => "month",
        }
    }

    pub fn from_name(name: &str) -> Since {
        Since::ALL.iter().copied().find(|since| since.name() == name).unwrap_or_default()
    }

    /// The first moment that counts; today begins at the shop's midnight.
    fn from(self, now: Moment, offset_minutes: i32) -> Option<Moment> {
        let offset = i64::from(offset_minutes) * shared::base::moment::MINUTE;
        let midnight = (now.0 + offset).div_euclid(DAY) * DAY - offset;
        match self {
            Since::Ever => None,
            Since::Today => Some(Moment(midnight)),
            Since::Week => Some(Moment(midnight - 6 * DAY)),
            Since::Month => Some(Moment(midnight - 29 * DAY)),
        }
    }
}

/// Everything that the address says about the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListAddress {
    pub view: View,
    pub search: String,
    pub channel: Option<String>,
    pub payment: Option<PaymentState>,
    pub urgent: bool,
    pub since: Since,
    /// The column and whether it is upside down; none for the usual order of the view.
    pub sort: Option<(SortBy, bool)>,
}

/// Work comes first that must leave first; what is over, and everything together, begins with the latest.
fn usual_order(view: View) -> (SortBy, bool) {
    (SortBy::ShipBy, matches!(view, View::Shipped | View::Cancelled | View::All))
}

/// Names of columns in the address.
const SORTS: &[(&str, SortBy)] = &[
    ("ship_by", SortBy::ShipBy),
    ("placed", SortBy::PlacedAt),
    ("number", SortBy::Number),
    ("customer", SortBy::Customer),
    ("units", SortBy::Units),
    ("status", SortBy::Status),
    ("total", SortBy::Total),
];

pub const PAYMENTS: &[(&str, PaymentState)] = &[
    ("unpaid", PaymentState::Unpaid),
    ("partly_paid", PaymentState::PartlyPaid),
    ("paid", PaymentState::Paid),
    ("cash_on_delivery", PaymentState::CashOnDelivery),
    ("on_account", PaymentState::OnAccount),
];

fn named<T: Copy>(list: &[(&'static str, T)], name: &str) -> Option<T> {
    list.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

fn name_of<T: PartialEq>(list: &[(&'static str, T)], value: &T) -> &'static str {
    list.iter().find(|(_, known)| known == value).map_or("", |(name, _)| *name)
}

pub fn payment_name(payment: PaymentState) -> &'static str {
    name_of(PAYMENTS, &payment)
}

impl ListAddress {
    /// Reads the query of the address. What it does not know is left out, never refused.
    pub fn read(query: &ParamsMap) -> ListAddress {
        ListAddress::from_words(|name| query.get_str(name).unwrap_or_default())
    }

    /// The same from any list of words by name.
    fn from_words<'a>(get: impl Fn(&str) -> &'a str) -> ListAddress {
        ListAddress {
            view: View::from_name(get("view")).unwrap_or_default(),
            search: get("q").chars().take(200).collect(),
            channel: Some(get("channel").to_owned()).filter(|channel| !channel.is_empty()),
            payment: named(PAYMENTS, get("payment")),
            urgent: get("urgent") == "yes",
            since: Since::from_name(get("since")),
            sort: named(SORTS, get("sort").trim_start_matches('-')).map(|by| (by, get("sort").starts_with('-'))),
        }
    }

    /// The address of this list. What is as usual is left out.
    pub fn href(&self) -> String {
        let usual = ListAddress::default();
        let mut parts: Vec<(&str, String)> = Vec::new();
        if self.view != usual.view {
            parts.push(("view", self.view.name().to_owned()));
        }
        if !self.search.is_empty() {
            parts.push(("q", self.search.clone()));
        }
        parts.extend(self.channel.clone().map(|channel| ("channel", channel)));
        parts.extend(self.payment.map(|payment| ("payment", payment_name(payment).to_owned())));
        if self.urgent {
            parts.push(("urgent", "yes".to_owned()));
        }
        if self.since != usual.since {
            parts.push(("since", self.since.name().to_owned()));
        }
        if let Some((sort, descending)) = self.sort {
            parts.push(("sort", format!("{}{}", if descending { "-" } else { "" }, name_of(SORTS, &sort))));
        }
        let query: Vec<String> = parts.into_iter().map(|(name, value)| format!("{name}={}", escaped(&value))).collect();
        if query.is_empty() { routes::ORDERS.to_owned() } else { format!("{}?{}", routes::ORDERS, query.join("&")) }
    }

    /// Whether anything but the view narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty()
            || self.channel.is_some()
            || self.payment.is_some()
            || self.urgent
            || self.since != Since::Ever
    }

    /// The same view without search and filters.
    pub fn widened(&self) -> ListAddress {
        ListAddress { view: self.view, sort: self.sort, ..ListAddress::default() }
    }

    /// What the index is asked.
    pub fn query(&self, now: Moment, offset_minutes: i32) -> OrderQuery {
        let (sort, descending) = self.order();
        OrderQuery {
            view: self.view,
            search: self.search.clone(),
            filters: Filters {
                channel: self.channel.clone(),
                payment: self.payment,
                urgent: self.urgent,
                placed_from: self.since.from(now, offset_minutes),
                ..Filters::default()
            },
            sort,
            descending,
        }
    }

    fn order(&self) -> (SortBy, bool) {
        self.sort.unwrap_or_else(|| usual_order(self.view))
    }

    /// The column that is sorted by, as the table shows it.
    pub fn sorted(&self) -> Option<(&'static str, Sorting)> {
        let (sort, descending) = self.order();
        Some((name_of(SORTS, &sort), if descending { Sorting::Down } else { Sorting::Up }))
    }

    /// After a press on the head of a column: that column up, then down.
    pub fn sorted_by(&self, column: &str) -> ListAddress {
        let chosen = named(SORTS, column).unwrap_or_default();
        let (sort, descending) = self.order();
        ListAddress { sort: Some((chosen, chosen == sort && !descending)), ..self.clone() }
    }
}

/// Percent-encoding of everything but the letters that need none.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_it_was_written() {
        let list = ListAddress {
            view: View::Late,
            search: "王 #10".to_owned(),
            payment: Some(PaymentState::Unpaid),
            urgent: true,
            since: Since::Week,
            sort: Some((SortBy::Total, true)),
            ..Default::default()
        };
        assert_eq!(
            list.href(),
            "/orders?view=late&q=%E7%8E%8B%20%2310&payment=unpaid&urgent=yes&since=week&sort=-total"
        );
        let words = [
            ("view", "late"),
            ("q", "王 #10"),
            ("payment", "unpaid"),
            ("urgent", "yes"),
            ("since", "week"),
            ("sort", "-total"),
        ];
        assert_eq!(ListAddress::from_words(|name| named(&words, name).unwrap_or_default()), list);
        assert_eq!(ListAddress::default().href(), "/orders");
    }

    #[test]
    fn unknown_words_are_left_out() {
        let words = [("view", "everything"), ("sort", "-colour")];
        let list = ListAddress::from_words(|name| named(&words, name).unwrap_or_default());
        assert_eq!((list.view, list.order()), (View::ToShip, (SortBy::ShipBy, false)));
    }

    #[test]
    fn a_pressed_column_goes_up_then_down() {
        let list = ListAddress { view: View::All, ..Default::default() };
        assert_eq!(list.sorted(), Some(("ship_by", Sorting::Down)));
        let list = list.sorted_by("total");
        assert_eq!(list.sorted(), Some(("total", Sorting::Up)));
        assert_eq!(list.sorted_by("total").sorted(), Some(("total", Sorting::Down)));
    }

    #[test]
    fn today_begins_at_the_midnight_of_the_shop() {
        let now = Moment::parse("2026-11-21T22:00:00Z", 0).unwrap();
        let midnight = Moment::parse("2026-11-21T16:00:00Z", 0).unwrap();
        assert_eq!(Since::Today.from(now, 480), Some(midnight));
    }
}
