//! The desk with a long table in it.

use kit::*;
use leptos::prelude::*;

const NAMES: [&str; 5] = ["Lin Yuwei", "Maya Okafor", "王小明", "J. Alvarez", "陈思远"];

fn places() -> Vec<Place> {
    let place = |label: &str, glyph, count: &str, current| Place {
        label: label.into(),
        href: format!("#{label}"),
        glyph,
        count: count.into(),
        current,
    };
    vec![
        place("Home", Glyph::Home, "", false),
        place("Orders", Glyph::Orders, "128", true),
        place("Fulfil", Glyph::Fulfil, "34", false),
        place("Inventory", Glyph::Inventory, "", false),
        place("Products", Glyph::Products, "", false),
        place("Customers", Glyph::Customers, "", false),
        place("Messages", Glyph::Messages, "2", false),
        place("Reports", Glyph::Reports, "", false),
    ]
}

fn cells(at: usize) -> Vec<AnyView> {
    let name = NAMES.get(at % NAMES.len()).copied().unwrap_or_default();
    let (status, tone, glyph) = match at % 4 {
        0 => ("Picking · Tablet 2", Tone::Info, Glyph::Active),
        1 => ("To pack", Tone::Quiet, Glyph::Open),
        2 => ("Needs decision", Tone::Bad, Glyph::Failed),
        _ => ("Packed", Tone::Good, Glyph::Done),
    };
    let (stock, stock_tone) = if at % 4 == 1 { ("1 short", Tone::Warn) } else { ("Reserved", Tone::Good) };
    vec![
        view! { <a class="mono" href=format!("#/orders/{at}")>{format!("#{}", 10_482 + at)}</a> }.into_any(),
        view! { {if at % 4 == 2 { view! { <b class="tone-bad">"2 h late"</b> }.into_any() } else { "Today 16:00".into_any() }} }.into_any(),
        view! { {name} }.into_any(),
        view! { {format!("{} items", at % 12 + 1)} }.into_any(),
        view! { <Tag label=status tone=tone icon=glyph/> }.into_any(),
        view! { <Tag label=stock tone=stock_tone/> }.into_any(),
        view! { {format!("¥ {}.00", 96 + at * 7 % 2_000)} }.into_any(),
    ]
}

#[component]
pub fn Desk() -> impl IntoView {
    let selection = Selection::new();
    let query = RwSignal::new(String::new());
    let opened = RwSignal::new(String::new());
    let commands_open = RwSignal::new(false);
    let toasts = use_toasts();
    let columns = vec![
        Column::new("Order", 7).fixed().sortable("number"),
        Column::new("Ship by", 8).fixed().sortable("ship_by"),
        Column::new("Customer", 10),
        Column::new("Items", 6).fixed().low(),
        Column::new("Status", 12),
        Column::new("Stock", 8).fixed().low(),
        Column::new("Total", 8).fixed().number().low(),
    ];
    let top = move || {
        view! {
            <SyncPill state=SyncState::OfflineWaiting text="Offline · 3 changes saved on this device" href="#/sync"/>
            <IconButton label="Search" icon=Glyph::Search on_press=move || commands_open.set(true)/>
        }
    };
    let toolbar = move || {
        view! {
            <SearchField label="Search" value=query on_input=move |text: String| query.set(text) keys="/"
                placeholder="Search order, name, phone, SKU, tracking…"/>
            <Menu label="Channel" icon=Glyph::Filter items=move || vec![
                MenuItem::new("Web shop", || {}).checked(true), MenuItem::new("Wholesale", || {}).checked(false)]/>
            <span class="t3 push">"100,000 orders · sorted by ship-by"</span>
        }
    };
    let sort_note = move |key: &'static str| toasts.show(Toast::new(format!("Sorted by {key}")).action("Undo", || {}));
    view! {
        <DeskShell brand="Harbour Goods" nav_label="Main" skip_label="Skip to the screen" more_label="More" places=places top=top>
            <div class="screen-fill">
                <PageHead title="Orders" actions=move || view! {
                    <Button label="Import" icon=Glyph::Upload on_press=move || toasts.show(Toast::new("3 orders put on hold").action("Undo", || {}))/>
                    <Button label="New order" kind=ButtonKind::Primary keys="N"/>
                }/>
                <Tabs label="Views" tabs=|| vec![
                    Tab::new("To pack", "#a", true).count("34"), Tab::new("Late", "#b", false).count("4"),
                    Tab::new("Waiting for stock", "#c", false).count("6"), Tab::new("Shipped", "#d", false), Tab::new("All", "#e", false)]/>
                <BatchBar selection count_label=move || format!("{} selected", selection.len()) clear_label="Clear" toolbar=toolbar>
                    <Button label="Print" icon=Glyph::Print kind=ButtonKind::Ghost/>
                    <Button label="Hold" icon=Glyph::Paused kind=ButtonKind::Ghost/>
                </BatchBar>
                <DataTable label="Orders" columns=columns len=100_000_usize key=|at: usize| Some(format!("order-{at}"))
                    cells=cells selection=Some(selection) select_all_label="Select all"
                    row_label=|at: usize| format!("Select #{}", 10_482 + at)
                    on_open=move |at: usize| opened.set(format!("opened {at}"))
                    sorted=Some(("ship_by", Sorting::Up)) on_sort=sort_note/>
                <p class="visually-hidden" id="opened">{opened}</p>
            </div>
        </DeskShell>
        <CommandMenu open=commands_open label="Type a command" none_label="Nothing fits" recent_label="Recent" commands=move || vec![
            Command::new("home", "Go to", "Home", || {}).glyph(Glyph::Home).keys("g h"),
            Command::new("orders", "Go to", "Orders", || {}).glyph(Glyph::Orders).keys("g o"),
            Command::new("new", "Do", "New order", || {}).glyph(Glyph::Plus).keys("n"),
        ]/>
        <ToastHost label="Notices" close_label="Close"/>
    }
}
