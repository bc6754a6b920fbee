//! Moving the focus by keys inside a list of things.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    First,
    Last,
    Next,
    Previous,
}

impl Step {
    /// The step a key asks for.
    pub(crate) fn of_key(key: &str) -> Option<Step> {
        match key {
            "ArrowDown" => Some(Step::Next),
            "ArrowUp" => Some(Step::Previous),
            "Home" => Some(Step::First),
            "End" => Some(Step::Last),
            _ => None,
        }
    }

    /// The place among `count` things, from `current`; lists wrap around.
    pub(crate) fn target(self, current: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match (self, current) {
            (Step::First, _) | (Step::Next, None) => 0,
            (Step::Last, _) | (Step::Previous, None) => last,
            (Step::Next, Some(at)) => {
                if at >= last {
                    0
                } else {
                    at + 1
                }
            }
            (Step::Previous, Some(at)) => {
                if at == 0 {
                    last
                } else {
                    at - 1
                }
            }
        })
    }
}

/// Moves the focus among the elements of `root` that match.
pub(crate) fn step_focus(root: &Element, selector: &str, step: Step) {
    let Ok(found) = root.query_selector_all(selector) else { return };
    let elements: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = document().active_element();
    let current = elements.iter().position(|element| active.as_ref() == Some(element.as_ref()));
    if let Some(element) = step.target(current, elements.len()).and_then(|at| elements.get(at)) {
        // An element that left the page meanwhile cannot take the focus; nothing is lost.
        let _ = element.focus();
    }
}

/// Scrolls the list around an element just as far as it takes to see the element.
pub(crate) fn bring_into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn lists_wrap_around() {
        assert_eq!(Step::Next.target(Some(2), 3), Some(0));
        assert_eq!(Step::Previous.target(Some(0), 3), Some(2));
        assert_eq!(Step::Next.target(None, 3), Some(0));
        assert_eq!(Step::First.target(Some(1), 0), None);
    }
}
