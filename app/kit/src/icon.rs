//! Icons: one name for each drawing of the sprite `public/icons.svg`.
//!
//! To add one: copy the drawing of the same name from `lucide-static` into the sprite as a `<symbol>`,
//! then name it below. A test keeps the list and the sprite together.

use leptos::prelude::*;
use std::sync::OnceLock;

/// The file of all drawings: its name says what is in it where the app was packed.
fn sprite() -> &'static str {
    static SPRITE: OnceLock<String> = OnceLock::new();
    SPRITE.get_or_init(|| {
        let named = document().query_selector("meta[name=icons]").ok().flatten();
        named.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| "/icons.svg".to_owned())
    })
}

macro_rules! glyphs {
    ($($(#[$doc:meta])* $variant:ident => $symbol:literal,)*) => {
        /// Every drawing that a screen can show.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Glyph { $($(#[$doc])* #[doc = concat!("The drawing `", $symbol, "`.")] $variant,)* }

        impl Glyph {
            /// All drawings, in the order of the list.
            pub const ALL: &'static [Glyph] = &[$(Glyph::$variant,)*];

            /// Id of the symbol in the sprite.
            pub const fn symbol(self) -> &'static str {
                match self { $(Glyph::$variant => $symbol,)* }
            }

            /// Address of the symbol, ready for `<use href>`.
            pub fn href(self) -> String {
                format!("{}#{}", sprite(), self.symbol())
            }
        }
    };
}

glyphs! {
    Home => "house",
    Orders => "clipboard-list",
    Fulfil => "package-check",
    Inventory => "warehouse",
    Products => "tag",
    Customers => "users",
    Messages => "message-square",
    Reports => "chart-column",
    Sync => "refresh-cw",
    Settings => "settings",
    Search => "search",
    Plus => "plus",
    Minus => "minus",
    Check => "check",
    Cross => "x",
    Up => "chevron-up",
    Down => "chevron-down",
    Left => "chevron-left",
    Right => "chevron-right",
    Back => "arrow-left",
    Forward => "arrow-right",
    Move => "arrow-right-left",
    Sort => "arrow-up-down",
    More => "ellipsis",
    Menu => "menu",
    Filter => "list-filter",
    Print => "printer",
    Scan => "scan-barcode",
    Barcode => "barcode",
    Camera => "camera",
    Flashlight => "flashlight",
    Keyboard => "keyboard",
    Cloud => "cloud",
    CloudOff => "cloud-off",
    Alert => "triangle-alert",
    Attention => "circle-alert",
    Done => "circle-check",
    Failed => "circle-x",
    Open => "circle",
    Draft => "circle-dashed",
    Active => "circle-dot",
    Paused => "circle-pause",
    Banned => "ban",
    Clock => "clock",
    Calendar => "calendar",
    Loader => "loader-circle",
    Info => "info",
    Help => "circle-question-mark",
    Undo => "undo-2",
    Retry => "rotate-ccw",
    Edit => "pencil",
    Trash => "trash-2",
    Delete => "delete",
    Copy => "copy",
    Download => "download",
    Upload => "upload",
    File => "file-text",
    Image => "image",
    Lock => "lock",
    LogOut => "log-out",
    User => "user",
    Languages => "languages",
    Moon => "moon",
    Sun => "sun",
    Monitor => "monitor",
    Truck => "truck",
    Package => "package",
    PackageOpen => "package-open",
    Receive => "package-plus",
    Basket => "shopping-basket",
    Count => "clipboard-check",
    Pin => "map-pin",
    Phone => "phone",
    Mail => "mail",
    Send => "send",
    Bell => "bell",
    Play => "play",
    Split => "split",
    Flag => "flag",
    Tablet => "tablet",
    ExternalLink => "external-link",
    Inbox => "inbox",
    History => "history",
    Payment => "credit-card",
    Weight => "scale",
    Boxes => "boxes",
    Layers => "layers",
    Grid => "grid-2x2",
    Eye => "eye",
    Link => "link",
    Sound => "volume-2",
}

/// A drawing beside a word. It is hidden from screen readers: the word carries the meaning.
#[component]
pub fn Icon(
    /// Which drawing.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// Extra class, for example `spin`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "icon".to_owned() } else { format!("icon {class}") };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=move || glyph.get().href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Glyph;

    #[test]
    fn every_glyph_has_a_symbol_in_the_sprite() {
        let sprite = include_str!("../../../public/icons.svg");
        for glyph in Glyph::ALL {
            let id = format!("id=\"{}\"", glyph.symbol());
            assert!(sprite.contains(&id), "public/icons.svg has no {id}");
        }
    }
}
