//! Keyboard hints: how a shortcut is shown beside the thing it does.

use crate::Text;
use leptos::prelude::*;

/// The keys of a shortcut, for example `N` or `mod+k`. Decoration: the shortcut sheet names them for everybody.
#[component]
pub fn Kbd(
    /// Keys as bindings write them, or as they are read on the keyboard.
    #[prop(into)]
    keys: Text,
) -> impl IntoView {
    view! { <kbd aria-hidden="true">{move || readable(&keys.read())}</kbd> }
}

/// `⌘` on Apple machines, `Ctrl` elsewhere.
pub fn command_key() -> &'static str {
    let agent = window().navigator().user_agent().unwrap_or_default();
    if agent.contains("Mac") || agent.contains("iPhone") || agent.contains("iPad") { "⌘" } else { "Ctrl" }
}

/// A binding as it is read on the keyboard: `mod+k` becomes `Ctrl K`.
pub(crate) fn readable(keys: &str) -> String {
    spelled(keys, command_key)
}

fn spelled(keys: &str, command: fn() -> &'static str) -> String {
    let key = |key: &str| match key {
        "mod" => command().to_owned(),
        "shift" => "⇧".to_owned(),
        other => {
            let mut letters = other.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
    };
    let chord = |chord: &str| match chord {
        "+" => "+".to_owned(),
        _ => chord.split('+').map(key).collect::<Vec<_>>().join(" "),
    };
    keys.split(' ').map(chord).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn bindings_are_read_as_keys() {
        let spelled = |keys| spelled(keys, || "Ctrl");
        assert_eq!(spelled("mod+shift+enter"), "Ctrl ⇧ Enter");
        assert_eq!(spelled("g h"), "G H");
        assert_eq!(spelled("+"), "+");
        assert_eq!(spelled("Esc"), "Esc");
    }
}
