//! Which rows of a long table are in the page, and where to scroll to show one. Pure arithmetic.

use std::ops::Range;

/// Rows that are drawn beyond each edge of the view, so that a quick scroll shows no gap.
pub const OVERSCAN: usize = 8;

/// Most rows in the page, as long as they fill the view.
pub const MOST_ROWS: usize = 60;

/// The rows to draw for a view of `viewport` pixels, scrolled down by `scroll` pixels.
///
/// ```
/// assert_eq!(kit::visible_range(4_000.0, 400.0, 40.0, 100_000, 8), 92..119);
/// ```
pub fn visible_range(scroll: f64, viewport: f64, row: f64, total: usize, overscan: usize) -> Range<usize> {
    if row.is_nan() || row < 1.0 || total == 0 {
        return 0..0;
    }
    // Casts from f64 saturate, so a negative or absurd scroll position stays inside the table.
    let first = ((scroll / row).floor() as usize).min(total.saturating_sub(1));
    let in_view = ((viewport / row).ceil() as usize).saturating_add(1);
    let spare = MOST_ROWS.saturating_sub(in_view) / 2;
    let overscan = overscan.min(spare);
    let start = first.saturating_sub(overscan);
    let end = first.saturating_add(in_view).saturating_add(overscan).min(total);
    start..end
}

/// Where to scroll so that row `index` is wholly in view; the same place when it already is.
pub fn scroll_to_show(index: usize, scroll: f64, viewport: f64, row: f64) -> f64 {
    let top = index as f64 * row;
    let bottom = top + row;
    if top < scroll {
        top
    } else if bottom > scroll + viewport {
        (bottom - viewport).max(0.0)
    } else {
        scroll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_shows_the_first_rows() {
        assert_eq!(visible_range(0.0, 400.0, 40.0, 1_000, 8), 0..19);
    }

    #[test]
    fn the_end_stops_at_the_last_row() {
        let range = visible_range(39_600.0, 400.0, 40.0, 1_000, 8);
        assert_eq!(range, 982..1_000);
    }

    #[test]
    fn never_more_rows_than_needed() {
        for viewport in [0.0, 300.0, 900.0, 1_600.0] {
            for scroll in [0.0, 123.0, 2_000_000.0, 4_000_000.0] {
                let range = visible_range(scroll, viewport, 40.0, 100_000, OVERSCAN);
                assert!(range.len() <= MOST_ROWS, "{range:?}");
            }
        }
    }

    #[test]
    fn a_very_tall_view_is_still_filled() {
        assert!(visible_range(0.0, 4_000.0, 32.0, 100_000, OVERSCAN).len() >= 125);
    }

    #[test]
    fn nonsense_draws_nothing_or_the_edge() {
        assert_eq!(visible_range(0.0, 400.0, 0.0, 10, 8), 0..0);
        assert_eq!(visible_range(0.0, 400.0, f64::NAN, 10, 8), 0..0);
        assert_eq!(visible_range(0.0, 400.0, 40.0, 0, 8), 0..0);
        assert_eq!(visible_range(-900.0, 400.0, 40.0, 5, 8), 0..5);
        assert_eq!(visible_range(1e12, 400.0, 40.0, 5, 2).end, 5);
    }

    #[test]
    fn a_row_in_view_does_not_scroll() {
        assert_eq!(scroll_to_show(3, 100.0, 400.0, 40.0), 100.0);
        assert_eq!(scroll_to_show(0, 100.0, 400.0, 40.0), 0.0);
        assert_eq!(scroll_to_show(20, 100.0, 400.0, 40.0), 440.0);
    }
}
