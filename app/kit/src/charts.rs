//! Small measures: progress, meters, sparklines. Larger charts are a library's work.

use crate::{Text, Tone};
use leptos::prelude::*;

/// How far something is, of a known whole.
#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: Text,
    /// How much is done.
    #[prop(into)]
    done: Signal<u64>,
    /// The whole. 0 while it is not known.
    #[prop(into)]
    total: Signal<u64>,
    /// The same in words, for example "8 of 13".
    #[prop(into, optional)]
    text: Text,
) -> impl IntoView {
    let share = move || percent(done.get(), total.get());
    view! {
        <div class="progress" role="progressbar" aria-label=move || label.get() aria-valuemin="0" aria-valuemax="100"
            aria-valuenow=move || share().map(|share| share.to_string())
            aria-valuetext=move || (!text.read().is_empty()).then(|| text.get())
            class:unknown=move || share().is_none()>
            <i style:inline-size=move || format!("{}%", share().unwrap_or(100))></i>
        </div>
    }
}

/// How much of something there is: stock against its target, storage against its limit.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: Text,
    /// How much.
    #[prop(into)]
    value: Signal<u64>,
    /// The most.
    #[prop(into)]
    most: Signal<u64>,
    /// What it means.
    #[prop(into, optional)]
    tone: Signal<Tone>,
    /// The same in words.
    #[prop(into, optional)]
    text: Text,
) -> impl IntoView {
    let share = move || percent(value.get(), most.get()).unwrap_or(0);
    view! {
        <div class="meter" role="meter" data-tone=move || tone.get().name() aria-label=move || label.get()
            aria-valuemin="0" aria-valuemax="100" aria-valuenow=move || share().to_string()
            aria-valuetext=move || (!text.read().is_empty()).then(|| text.get())>
            <i style:inline-size=move || format!("{}%", share())></i>
        </div>
    }
}

/// A line of values without axes; the words say what it shows.
#[component]
pub fn Sparkline(
    /// What it shows, in words, with its first and last value.
    #[prop(into)]
    label: Text,
    /// The values, oldest first.
    #[prop(into)]
    values: Signal<Vec<i64>>,
) -> impl IntoView {
    let points = move || values.with(|values| sparkline_points(values, 96, 24));
    view! {
        <svg class="sparkline" viewBox="-1 -1 98 26" role="img" aria-label=move || label.get() preserveAspectRatio="none">
            <polyline points=points vector-effect="non-scaling-stroke"></polyline>
        </svg>
    }
}

/// Whole percent, at most 100; `None` when the whole is not known.
fn percent(part: u64, whole: u64) -> Option<u64> {
    let hundredfold = u128::from(part).saturating_mul(100);
    let share = hundredfold.checked_div(u128::from(whole))?;
    u64::try_from(share.min(100)).ok()
}

/// Points of the line in a box, in whole units; the lowest value lies on the ground.
fn sparkline_points(values: &[i64], width: i64, height: i64) -> String {
    let (Some(&low), Some(&high)) = (values.iter().min(), values.iter().max()) else { return String::new() };
    let reach = i128::from(high) - i128::from(low);
    let steps = i128::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let point = |(at, value): (usize, &i64)| {
        let x = i128::from(width) * i128::try_from(at).unwrap_or(0) / steps;
        let up = (i128::from(*value) - i128::from(low)) * i128::from(height);
        let y = i128::from(height) - up.checked_div(reach).unwrap_or(i128::from(height) / 2);
        format!("{x},{y}")
    };
    values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_stays_between_nothing_and_all() {
        assert_eq!(percent(8, 13), Some(61));
        assert_eq!(percent(14, 13), Some(100));
        assert_eq!(percent(u64::MAX, u64::MAX), Some(100));
        assert_eq!(percent(1, 0), None);
    }

    #[test]
    fn a_line_goes_from_edge_to_edge() {
        assert_eq!(sparkline_points(&[0, 5, 10], 96, 24), "0,24 48,12 96,0");
        assert_eq!(sparkline_points(&[7, 7], 96, 24), "0,12 96,12");
        assert_eq!(sparkline_points(&[i64::MIN, i64::MAX], 96, 24), "0,24 96,0");
        assert_eq!(sparkline_points(&[], 96, 24), "");
    }
}
