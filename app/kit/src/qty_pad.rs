//! The quantity pad: our own number keys, so that no on-screen keyboard splits a scanned code.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// Words of the pad.
#[derive(Clone, Copy)]
pub struct QtyPadWords {
    /// Name of the pad, for example "Quantity".
    pub label: Text,
    /// Takes the last digit away.
    pub back: Text,
    /// One less.
    pub less: Text,
    /// One more.
    pub more: Text,
    /// Takes the number.
    pub confirm: Text,
}

/// The number after a digit was pressed; unchanged when it would be more than `most`.
pub fn with_digit(value: u32, digit: u32, most: u32) -> u32 {
    value.checked_mul(10).and_then(|tens| tens.checked_add(digit)).filter(|&next| next <= most).unwrap_or(value)
}

/// Number keys with a large display.
#[component]
pub fn QtyPad(
    /// The words.
    words: QtyPadWords,
    /// The number.
    #[prop(into)]
    value: Signal<u32>,
    /// Told the new number.
    #[prop(into)]
    on_change: Callback<u32>,
    /// Takes the number.
    #[prop(into)]
    on_confirm: Callback<u32>,
    /// Largest number taken.
    #[prop(optional, default = 99_999)]
    most: u32,
    /// Words after the number, for example "of 3".
    #[prop(into, optional)]
    note: Text,
) -> impl IntoView {
    let change = move |next: u32| {
        if next != value.get_untracked() {
            on_change.run(next);
        }
    };
    let digit = move |digit: u32| change(with_digit(value.get_untracked(), digit, most));
    let back = move || change(value.get_untracked() / 10);
    let less = move || change(value.get_untracked().saturating_sub(1));
    let more = move || change(value.get_untracked().saturating_add(1).min(most));
    let typed = move |event: leptos::ev::KeyboardEvent| {
        let key = event.key();
        match key.as_str() {
            "Backspace" => back(),
            "ArrowUp" | "+" => more(),
            "ArrowDown" | "-" => less(),
            _ => match key.parse::<u32>() {
                Ok(number) if number < 10 => digit(number),
                _ => return,
            },
        }
        event.prevent_default();
    };
    let keys = [7, 8, 9, 4, 5, 6, 1, 2, 3].map(|number| {
        view! {
            <button type="button" class="btn key" on:click=move |_| digit(number)>{number}</button>
        }
    });
    view! {
        <div class="qty-pad" role="group" aria-label=move || words.label.get() on:keydown=typed>
            <output class="qty-shown" aria-live="polite">
                <span>{move || value.get()}</span>
                <small>{move || note.get()}</small>
            </output>
            <div class="keys">
                {keys}
                <button type="button" class="btn key" aria-label=move || words.less.get() on:click=move |_| less()><Icon glyph=Glyph::Minus/></button>
                <button type="button" class="btn key" on:click=move |_| digit(0)>"0"</button>
                <button type="button" class="btn key" aria-label=move || words.more.get() on:click=move |_| more()><Icon glyph=Glyph::Plus/></button>
            </div>
            <div class="qty-foot">
                <button type="button" class="btn key" aria-label=move || words.back.get() on:click=move |_| back()><Icon glyph=Glyph::Delete/></button>
                <button type="button" class="btn key wide" data-kind="primary" on:click=move |_| on_confirm.run(value.get_untracked())>
                    {move || words.confirm.get()}
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::with_digit;

    #[test]
    fn digits_append_up_to_the_limit() {
        assert_eq!(with_digit(1, 2, 99), 12);
        assert_eq!(with_digit(12, 3, 99), 12);
        assert_eq!(with_digit(u32::MAX, 9, u32::MAX), u32::MAX);
    }
}
