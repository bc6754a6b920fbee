//! The command menu (Ctrl K), the letters that go somewhere, and the `?` sheet that tells them.

use super::guard::OF_THE_DESK;
use super::{may, sees_whole, use_desk, use_go};
use crate::words::language;
use crate::{routes, t};
use engine::OrderQuery;
use kit::{Command, CommandMenu, Glyph, Shortcut, ShortcutSheet, use_shortcuts};
use leptos::prelude::*;
use shared::catalog::Product;
use shared::orders::View;
use shared::people::Right;

/// A place with its letter after `G`.
const PLACES: &[(&str, &str, &str, Glyph)] = &[
    ("nav-home", routes::HOME, "g h", Glyph::Home),
    ("nav-orders", routes::ORDERS, "g o", Glyph::Orders),
    ("nav-receiving", routes::RECEIVING, "g r", Glyph::Receive),
    ("nav-inventory", routes::INVENTORY, "g i", Glyph::Inventory),
    ("nav-products", routes::PRODUCTS, "g p", Glyph::Products),
    ("nav-messages", routes::MESSAGES, "g m", Glyph::Messages),
    ("nav-sync", routes::SYNC, "g s", Glyph::Sync),
    ("nav-settings", routes::SETTINGS, "g e", Glyph::Settings),
    ("nav-floor", routes::FLOOR, "g f", Glyph::Tablet),
];

/// What can be done from anywhere, with its letter, by those who may.
const ACTS: &[(Right, &str, &str, &str, Glyph)] = &[
    (Right::EditOrders, "orders-new", routes::NEW_ORDER, "n", Glyph::Plus),
    (Right::EditOrders, "orders-import", routes::IMPORT, "", Glyph::Upload),
    (Right::MoveStock, "command-receive", routes::NEW_RECEIPT, "", Glyph::Receive),
    (Right::Fulfil, "command-pick", routes::PICK, "", Glyph::Basket),
    (Right::Fulfil, "command-pack", routes::PACK, "", Glyph::Package),
];

/// Most things of one kind that a search offers.
const FOUND: usize = 8;

#[component]
pub fn Commands() -> impl IntoView {
    let desk = use_desk();
    let (open, sheet) = (RwSignal::new(false), RwSignal::new(false));
    let way = use_go();
    let go = move |path: &str| way.to(path);
    let sees_whole = sees_whole();
    let is_there = move |path: &str| sees_whole.get_untracked() || !OF_THE_DESK.contains(&path);
    if let Some(shortcuts) = use_shortcuts() {
        for (word, path, keys, _) in PLACES.iter().filter(|(_, path, ..)| is_there(path)) {
            let label = Signal::derive(move || t!(word));
            shortcuts.add(Shortcut::new(*keys, Signal::derive(|| t!("keys-go")), label, move || go(path)));
        }
        if may(Right::EditOrders).get_untracked() {
            let new_order = Signal::derive(|| t!("orders-new"));
            shortcuts
                .add(Shortcut::new("n", Signal::derive(|| t!("keys-do")), new_order, move || go(routes::NEW_ORDER)));
        }
        let help = Signal::derive(|| t!("keys-title"));
        shortcuts.add(Shortcut::new("?", Signal::derive(|| t!("keys-do")), help, move || sheet.set(true)));
    }
    let session = desk.session();
    let role = Memo::new(move |_| session.read().role());
    let commands = Signal::derive(move || {
        let places = PLACES.iter().filter(|(_, path, ..)| is_there(path)).map(|(word, path, keys, glyph)| {
            Command::new(*path, t!("keys-go"), t!(word), move || go(path)).keys(*keys).glyph(*glyph)
        });
        let acts = ACTS.iter().filter(|(right, ..)| role.get().is_some_and(|role| role.may(*right)));
        let acts = acts.map(|(_, word, path, keys, glyph)| {
            Command::new(*path, t!("keys-do"), t!(word), move || go(path)).keys(*keys).glyph(*glyph)
        });
        let keys = Command::new("keys", t!("keys-do"), t!("keys-title"), move || sheet.set(true));
        acts.chain([keys.keys("?").glyph(Glyph::Keyboard)]).chain(places).collect::<Vec<_>>()
    });
    let find = move |typed: String| {
        desk.read(|books| {
            let query = OrderQuery { view: View::All, search: typed.clone(), ..OrderQuery::default() };
            let orders = books.orders().page(&query, engine::now(), 0, FOUND).0;
            let orders = orders.into_iter().map(|row| {
                let path = routes::order(row.id);
                let label = format!("{} · {}", row.number(), row.customer());
                Command::new(format!("order {}", row.id), t!("nav-orders"), label, move || go(&path))
                    .glyph(Glyph::Orders)
            });
            let wanted = typed.to_lowercase();
            let products = books.all::<Product>().filter(|product| {
                product.sku.as_str().to_lowercase().contains(&wanted)
                    || product.name.as_str().to_lowercase().contains(&wanted)
            });
            let products = products.take(FOUND).map(|product| {
                let path = routes::sku(&product.sku);
                let label = format!("{} · {}", product.sku, product.name);
                Command::new(format!("sku {}", product.sku), t!("nav-products"), label, move || go(&path))
                    .glyph(Glyph::Products)
            });
            orders.chain(products).collect::<Vec<_>>()
        })
    };
    // Keys that the tables listen to by themselves.
    let also = Signal::derive(move || {
        let _follows = language();
        let line = |keys: &str, meaning: String| (t!("keys-table"), keys.to_owned(), meaning);
        vec![
            (t!("keys-do"), "Ctrl K".to_owned(), t!("command-label")),
            line("J / K", t!("keys-next-row")),
            line("X", t!("keys-select")),
            line("⇧ X", t!("keys-select-range")),
            line("Enter", t!("keys-open")),
        ]
    });
    view! {
        <CommandMenu open label=move || t!("command-label") none_label=move || t!("command-none")
            recent_label=move || t!("command-recent") commands find=Callback::new(find)/>
        <ShortcutSheet open=sheet title=move || t!("keys-title") close_label=move || t!("close") also/>
    }
}
