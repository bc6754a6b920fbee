//! Parts that screens are made of. They know no domain, no network and no catalogue: every word comes in as a prop.
//!
//! A text prop ([`Text`]) takes a string, a signal or a closure, so `label=move || t("save")` follows the language.
//! A callback prop takes a closure. States and variants are enums.
//!
//! ```text
//! <Button label=move || t("order-new") kind=ButtonKind::Primary icon=Glyph::Plus keys="N" on_press=move || open_new()/>
//! <Field label="Name" value=name on_input=move |v: String| name.set(v) error=move || complaint()/>
//! <Select label="Language" choices=move || vec![Choice::new("en", "English")] value=lang on_change=move |v: String| lang.set(v)/>
//! <Tag label="Packed" tone=Tone::Good/>   <SyncPill state=SyncState::Offline text="Offline" href="/sync"/>
//! <Tabs label="Views" tabs=move || vec![Tab::new("To pack", "/orders?view=pack", true).count("34")]/>
//! <Dialog open title="Hold the order" close_label="Close" footer=move || view! { <Button label="Hold"/> }> ... </Dialog>
//! <Menu label="More" items=move || vec![MenuItem::new("Print", || print()).glyph(Glyph::Print)]/>
//! <DataTable label="Orders" columns=vec![Column::new("Order", 8).fixed(), Column::new("Customer", 12)]
//!     len=move || orders.read().len() key=move |at: usize| orders.read().get(at).map(|o| o.id.clone())
//!     cells=move |at: usize| vec![view! { .. }.into_any()] on_open=move |at: usize| open(at) selection=Selection::new()/>
//! <ScanBand kind=ScanKind::Right title="2 of 3" detail="Tote bag"/>   <EmptyState title="No orders yet" note="Import them"/>
//! use_toasts().show(Toast::new("Order held").action("Undo", move || release()));   // once at the top: provide_toasts(), <ToastHost>
//! provide_shortcuts().add(Shortcut::new("n", "Orders", "New order", move || open_new()));
//! ```
//!
//! Style sheets of the parts are in `style/`; this crate names classes and `data-` attributes only.

mod banner;
mod batch_bar;
mod brand;
mod button;
mod card;
mod charts;
mod choice;
mod combobox;
mod command_menu;
mod data_table;
mod decision;
mod dialog;
mod each;
mod empty;
mod field;
mod file_drop;
mod files;
mod focus;
mod icon;
mod ids;
mod kbd;
mod menu;
mod observe;
mod qty_pad;
mod scan_band;
mod search;
mod shell;
mod shortcuts;
mod sync_pill;
mod table;
mod tabs;
mod tag;
mod timeline;
mod toast;

pub use banner::Banner;
pub use batch_bar::BatchBar;
pub use brand::{BrandMark, Thumb, ThumbSize};
pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use card::{Card, Fact, Facts, PageHead, Tile};
pub use charts::{Meter, Progress, Sparkline};
pub use choice::{Checkbox, Choice, Segmented, Select, Switch};
pub use combobox::Combobox;
pub use command_menu::{Command, CommandMenu};
pub use data_table::{
    Column, DataTable, IntoText, MOST_ROWS, OVERSCAN, Selection, Sorting, scroll_to_show, visible_range,
};
pub use decision::DecisionCard;
pub use dialog::{ConfirmDialog, Dialog, SidePanel};
pub use each::Each;
pub use empty::{EmptyState, Skeleton};
pub use field::{Field, FieldKind, SearchField};
pub use file_drop::FileDrop;
pub use files::{copy_text, read_file, save_file};
pub use icon::{Glyph, Icon};
pub use ids::fresh_id;
pub use kbd::{Kbd, command_key};
pub use menu::{Act, Menu, MenuItem};
pub use qty_pad::{QtyPad, QtyPadWords, with_digit};
pub use scan_band::{ScanBand, ScanKind};
pub use shell::{DeskShell, Place, remove_boot_shell, show_boot_problem};
pub use shortcuts::{SCANNER_GAP_MS, Shortcut, ShortcutSheet, Shortcuts, provide_shortcuts, use_shortcuts};
pub use sync_pill::{SyncPill, SyncState};
pub use table::Table;
pub use tabs::{Tab, Tabs};
pub use tag::{Tag, Tone};
pub use timeline::{StepLabel, StepState, Stepper, Timeline, TimelineEntry};
pub use toast::{PastToast, Toast, ToastHistory, ToastHost, Toasts, provide_toasts, use_toasts};

/// A file that was dropped or chosen.
pub type File = web_sys::File;

/// Words on a part: a text that may change with the language or with what it says.
pub type Text = leptos::prelude::Signal<String>;
