//! The lines of an order as they are typed or scanned: for new orders and for amending one.

use crate::desk::{use_desk, use_doing};
use crate::entry::Entry;
use crate::{format, t};
use engine::scanner::{Scan, use_scanner};
use kit::{Choice, Combobox, Each, Field, FieldKind, Glyph, IconButton, Table};
use leptos::prelude::*;
use shared::base::{Currency, Money, Quantity, Sku};
use shared::catalog::Product;
use shared::orders::place::Wanted;
use shared::orders::{Line, Order};

/// One line in the making.
#[derive(Clone)]
pub struct DraftLine {
    pub sku: Sku,
    pub name: String,
    pub quantity: Entry,
    pub price: Entry,
}

/// The lines in the making, in the order they were entered. Copies are the same lines.
#[derive(Clone, Copy)]
pub struct LinesDraft {
    lines: RwSignal<Vec<DraftLine>>,
    currency: StoredValue<Currency>,
}

impl LinesDraft {
    pub fn empty(currency: Currency) -> LinesDraft {
        LinesDraft { lines: RwSignal::new(Vec::new()), currency: StoredValue::new(currency) }
    }

    /// What an order has now.
    pub fn of(order: &Order) -> LinesDraft {
        let draft = LinesDraft::empty(order.currency);
        let open = |line: &&Line| !line.quantity.less(line.cancelled).is_zero();
        draft.lines.set(
            order
                .lines
                .iter()
                .filter(open)
                .map(|line| DraftLine {
                    sku: line.sku.clone(),
                    name: line.name.to_string(),
                    quantity: Entry::new(line.quantity.less(line.cancelled).get().to_string()),
                    price: Entry::new(Money::new(line.unit_price, order.currency).plain()),
                })
                .collect(),
        );
        draft
    }

    /// One more of a product; a product that is there already counts up.
    pub fn add(self, product: &Product) {
        let known = self
            .lines
            .with_untracked(|lines| lines.iter().find(|line| line.sku == product.sku).map(|line| line.quantity));
        if let Some(quantity) = known {
            let more = Quantity::parse(&quantity.get_untracked()).unwrap_or_default().plus(Quantity::ONE);
            quantity.set(more.get().to_string());
            return;
        }
        let currency = self.currency.get_value();
        let price = if product.price.currency == currency { product.price.plain() } else { String::new() };
        self.lines.update(|lines| {
            lines.push(DraftLine {
                sku: product.sku.clone(),
                name: product.name.to_string(),
                quantity: Entry::new("1"),
                price: Entry::new(price),
            })
        });
    }

    fn remove(self, sku: &Sku) {
        self.lines.update(|lines| lines.retain(|line| line.sku != *sku));
    }

    pub fn is_empty(self) -> bool {
        self.lines.with(Vec::is_empty)
    }

    /// What is wanted; none when a line cannot be used, which is told at its field.
    pub fn take(self) -> Option<Vec<Wanted>> {
        let currency = self.currency.get_value();
        let taken: Vec<Option<Wanted>> = self
            .lines
            .get_untracked()
            .into_iter()
            .map(|line| {
                let quantity = line.quantity.take(above_zero);
                let price = line.price.take(|text| price(text, currency));
                Some(Wanted { sku: line.sku, quantity: quantity?, unit_price: price?.minor })
            })
            .collect();
        taken.into_iter().collect()
    }

    /// What the lines come to, as far as they can be read; follows the typing.
    pub fn total(self) -> Money {
        let currency = self.currency.get_value();
        let sum = self
            .lines
            .get()
            .iter()
            .fold(0_i64, |sum, line| sum.saturating_add(line.total(currency).map_or(0, |total| total.minor)));
        Money::new(sum, currency)
    }
}

impl DraftLine {
    fn total(&self, currency: Currency) -> Option<Money> {
        let quantity = Quantity::parse(&self.quantity.get()).ok()?;
        let price = Money::parse(&self.price.get(), currency).ok()?;
        Some(Money::new(price.minor.saturating_mul(quantity.signed()), currency))
    }
}

fn above_zero(text: &str) -> Result<Quantity, shared::base::Malformed> {
    match Quantity::parse(text) {
        Ok(quantity) if quantity.is_zero() => Err(shared::base::Malformed::Empty),
        read => read,
    }
}

fn price(text: &str, currency: Currency) -> Result<Money, shared::base::Malformed> {
    match Money::parse(text, currency) {
        Ok(price) if price.minor < 0 => Err(shared::base::Malformed::Negative),
        read => read,
    }
}

/// Most products that are offered while somebody types.
const OFFERED: usize = 20;

/// A field that adds products by name, SKU or barcode, and the lines under it. A scan anywhere adds one too.
#[component]
pub fn LineTable(draft: LinesDraft) -> impl IntoView {
    let desk = use_desk();
    let doing = use_doing();
    let typed = RwSignal::new(String::new());
    let offers = desk.watch(move |books| {
        let wanted = typed.get().to_lowercase();
        let exact = books.product_of_code(wanted.trim());
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let fits = |product: &Product| {
            let text = format!("{} {}", product.sku.as_str().to_lowercase(), product.name.as_str().to_lowercase());
            product.active
                && words.iter().all(|word| text.contains(word))
                && exact.as_ref().is_none_or(|exact| exact.sku != product.sku)
        };
        let found = books.all::<Product>().filter(|product| fits(product));
        exact
            .clone()
            .into_iter()
            .chain(found)
            .take(OFFERED)
            .map(|product| Choice::new(product.sku.as_str(), product.name.as_str()).hint(product.sku.as_str()))
            .collect::<Vec<_>>()
    });
    let add = move |sku: &str| match desk.read(|books| books.product_of_code(sku)) {
        Some(product) => draft.add(&product),
        None => doing.warn(t!("draft-unknown-code", code = sku)),
    };
    use_scanner(move |scan: Scan| add(&scan.text));
    view! {
        <Combobox label=move || t!("draft-add-line") placeholder=move || t!("draft-add-line-hint") choices=offers value=""
            on_query=Callback::new(move |text: String| typed.set(text)) none_label=move || t!("draft-no-product") keeps_nothing=true
            on_choose=move |choice: Choice| { typed.set(String::new()); add(&choice.value) }/>
        <Show when=move || !draft.is_empty()>
            <Table label=move || t!("draft-lines")>
                <thead>
                    <tr>
                        <th scope="col">{move || t!("word-product")}</th>
                        <th scope="col" class="draft-number">{move || t!("word-quantity")}</th>
                        <th scope="col" class="draft-number">{move || t!("word-price")}</th>
                        <th scope="col" class="end lo">{move || t!("word-total")}</th>
                        <th scope="col"><span class="visually-hidden">{move || t!("remove")}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <Each each=move || draft.lines.get() key=|line| line.sku.clone() let:line>
                        <LineRow draft line/>
                    </Each>
                </tbody>
            </Table>
        </Show>
    }
}

#[component]
fn LineRow(draft: LinesDraft, line: DraftLine) -> impl IntoView {
    let DraftLine { sku, name, quantity, price } = line.clone();
    let currency = draft.currency.get_value();
    let total = move || line.total(currency).map(format::money).unwrap_or_default();
    let (shown, removed) = (sku.to_string(), sku);
    let (for_quantity, for_price, for_remove) = (name.clone(), name.clone(), name.clone());
    view! {
        <tr>
            <td><span>{name}</span><br/><span class="mono t3">{shown}</span></td>
            <td class="draft-number">
                <Field label=move || t!("draft-quantity-of", name = for_quantity.as_str()) label_hidden=true kind=FieldKind::Number
                    value=quantity.text() on_input=quantity.typed() error=quantity.error() max_length=12/>
            </td>
            <td class="draft-number">
                <Field label=move || t!("draft-price-of", name = for_price.as_str()) label_hidden=true kind=FieldKind::Decimal
                    value=price.text() on_input=price.typed() error=price.error() max_length=20/>
            </td>
            <td class="end lo nowrap">{total}</td>
            <td class="end">
                <IconButton label=move || t!("draft-remove", name = for_remove.as_str()) icon=Glyph::Cross on_press=move || draft.remove(&removed)/>
            </td>
        </tr>
    }
}
