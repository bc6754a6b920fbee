//! Ids that are unique in the page, to tie labels, hints and errors to their controls.

use std::sync::atomic::{AtomicUsize, Ordering};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// A fresh id that starts with `stem`, for example `field-12`.
pub fn fresh_id(stem: &str) -> String {
    format!("{stem}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::fresh_id;

    #[test]
    fn no_id_is_given_twice() {
        assert_ne!(fresh_id("field"), fresh_id("field"));
    }
}
