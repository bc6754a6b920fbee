//! What the rig has measured, as one table: a row for each measure, a column for each contestant, and how often ours is
//! worse. Rows that we lose stand there like all others.
use super::OURS;
use crate::bench::Figure;
use serde_json::Value;

/// Before the names of these figures in `bench.json`.
pub const PREFIX: &str = "peers: ";

/// Where a measure stands in a round of the rig, and by what it is divided to become its unit.
struct Measure {
    name: &'static str,
    unit: &'static str,
    path: &'static str,
    per_unit: f64,
}

const fn measure(name: &'static str, unit: &'static str, path: &'static str, per_unit: f64) -> Measure {
    Measure { name, unit, path, per_unit }
}

const MEASURES: &[Measure] = &[
    measure("code, brotli", "KB", "bundle/brotli", 1_000.0),
    measure("bulk load", "s", "load_ms", 1_000.0),
    measure("on the disk", "MB", "disk_mb", 1.0),
    measure("cold open, newest 50 drawn", "ms", "cold_ms", 1.0),
    measure("of it after script start", "ms", AFTER_START, 1.0),
    measure("JavaScript heap", "MB", "heap_mb", 1.0),
    measure("renderer process", "MB", "renderer_mb", 1.0),
    measure("newest 50 after a change", "ms", "list_ms", 1.0),
    measure("orders of a phone number", "ms", "phone_ms", 1.0),
    measure("count by status", "ms", "count_ms", 1.0),
    measure("strict write, p50", "ms", "w_strict/p50", 1.0),
    measure("strict write, p95", "ms", "w_strict/p95", 1.0),
    measure("strict write, p99", "ms", "w_strict/p99", 1.0),
    measure("strict writes done in time", "", "w_strict/n", 1.0),
];
const AFTER_START: &str = "(cold_ms less boot)";
/// The one measure of which more is better.
const MORE_IS_BETTER: &str = "w_strict/n";

/// Medians over all rounds.
pub struct Table {
    orders: u64,
    rounds: u64,
    contestants: Vec<String>,
    /// One for each measure: one for each contestant, if it was measured.
    rows: Vec<Vec<Option<f64>>>,
    /// Contestants that did not reach the end, and where they stopped.
    failed: Vec<String>,
}

impl Table {
    pub fn read(told: &Value) -> Table {
        let empty = serde_json::Map::new();
        let peers = told.get("peers").and_then(Value::as_object).unwrap_or(&empty);
        // Ours first, the others in the order of the rig's answer.
        let mut contestants: Vec<String> = peers.keys().filter(|name| *name != OURS).cloned().collect();
        contestants.insert(0, OURS.to_owned());
        let of = |name: &String| peers.get(name).unwrap_or(&Value::Null);
        let row = |measure: &Measure| contestants.iter().map(|name| median(samples(of(name), measure))).collect();
        let failed = contestants.iter().flat_map(|name| {
            let rounds = rounds(of(name));
            rounds.filter_map(move |round| Some(format!("{name}: {}", round.get("failed")?)))
        });
        Table {
            orders: told.get("n").and_then(Value::as_u64).unwrap_or_default(),
            rounds: told.pointer("/opt/rounds").and_then(Value::as_u64).unwrap_or_default(),
            rows: MEASURES.iter().map(row).collect(),
            failed: failed.collect(),
            contestants,
        }
    }

    /// As Markdown. In brackets: ours divided by theirs.
    pub fn text(&self, machine: &str) -> String {
        let mut lines = vec![
            String::new(),
            format!("{} orders, medians of {} rounds; in brackets ours ÷ theirs", self.orders, self.rounds),
            machine.to_owned(),
            String::new(),
            format!("| | {} | worse than |", self.contestants.join(" | ")),
            format!("|---|{}---|", "---|".repeat(self.contestants.len())),
        ];
        for (measure, row) in MEASURES.iter().zip(&self.rows) {
            let ours = row.first().copied().flatten();
            let cells: Vec<String> =
                row.iter().enumerate().map(|(at, value)| cell(*value, ours.filter(|_| at > 0))).collect();
            let name = if measure.unit.is_empty() {
                measure.name.to_owned()
            } else {
                format!("{}, {}", measure.name, measure.unit)
            };
            lines.push(format!("| {name} | {} | {} |", cells.join(" | "), self.worse_than(measure, row)));
        }
        lines.extend(self.failed.iter().cloned());
        lines.join("\n")
    }

    fn worse_than(&self, measure: &Measure, row: &[Option<f64>]) -> String {
        let Some(Some(ours)) = row.first() else { return "not measured".to_owned() };
        let is_worse = |theirs: f64| if measure.path == MORE_IS_BETTER { *ours < theirs } else { *ours > theirs };
        let better: Vec<&str> = self
            .contestants
            .iter()
            .zip(row)
            .filter(|(_, theirs)| theirs.is_some_and(is_worse))
            .map(|(name, _)| name.as_str())
            .collect();
        if better.is_empty() { "–".to_owned() } else { better.join(", ") }
    }

    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for (measure, row) in MEASURES.iter().zip(&self.rows) {
            for (name, value) in self.contestants.iter().zip(row) {
                let title = format!("{PREFIX}{}, {} orders, {name}", measure.name, self.orders);
                figures.extend(value.map(|value| Figure::new(&title, value, measure.unit, None)));
            }
        }
        figures
    }
}

fn cell(value: Option<f64>, ours: Option<f64>) -> String {
    match (value, ours) {
        (None, _) => "–".to_owned(),
        (Some(value), Some(ours)) if value > 0.0 => format!("{} ({})", number(value), number(ours / value)),
        (Some(value), _) => number(value),
    }
}

fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 0.1 => format!("{value:.2}"),
        value => format!("{value:.4}"),
    }
}

fn rounds(peer: &Value) -> impl Iterator<Item = &Value> {
    peer.get("rounds").and_then(Value::as_array).into_iter().flatten()
}

fn samples(peer: &Value, measure: &Measure) -> Vec<f64> {
    let pointer = format!("/{}", measure.path);
    let found: Vec<f64> = match measure.path {
        AFTER_START => rounds(peer).flat_map(after_start).collect(),
        path if path.starts_with("bundle/") => peer.pointer(&pointer).and_then(Value::as_f64).into_iter().collect(),
        _ => rounds(peer).filter_map(|round| round.pointer(&pointer)).flat_map(numbers).collect(),
    };
    found.into_iter().map(|value| value / measure.per_unit).collect()
}

/// From the start of the script until it is drawn, for each cold open of a round.
fn after_start(round: &Value) -> Vec<f64> {
    let painted = round.get("cold_ms").map(numbers).unwrap_or_default();
    let steps = round.get("cold_steps").and_then(Value::as_array).into_iter().flatten();
    painted.iter().zip(steps).filter_map(|(painted, step)| Some(painted - step.get("boot")?.as_f64()?)).collect()
}

/// A number, or a list of them.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_f64).collect(),
        other => other.as_f64().into_iter().collect(),
    }
}

fn median(mut samples: Vec<f64>) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    let (high, low) = (samples.get(samples.len() / 2)?, samples.get(samples.len().saturating_sub(1) / 2)?);
    Some((high + low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ours_stands_first_and_rows_that_it_loses_say_so() {
        let told = json!({"n": 20_000, "opt": {"rounds": 2}, "peers": {
            "idb": {"bundle": {"brotli": 1_600}, "rounds": [
                {"load_ms": 1_000, "cold_ms": [300.0, 200.0, 250.0], "cold_steps": [{"boot": 100}, {"boot": 50}, {"boot": 100}], "w_strict": {"p50": 1.2}},
                {"load_ms": 2_000},
            ]},
            "waybill": {"bundle": null, "rounds": [
                {"load_ms": 3_000, "cold_ms": [125.0], "cold_steps": [{"boot": 25}]},
                {"failed": {"stage": "writes"}},
            ]},
        }});
        let table = Table::read(&told);
        assert_eq!(table.contestants, ["waybill", "idb"]);
        let text = table.text("a machine");
        assert!(text.contains("| bulk load, s | 3.00 | 1.50 (2.00) | idb |"), "{text}");
        assert!(text.contains("| cold open, newest 50 drawn, ms | 125 | 250 (0.50) | – |"), "{text}");
        assert!(text.contains("| of it after script start, ms | 100 | 150 (0.67) | – |"), "{text}");
        assert!(text.contains("| strict write, p50, ms | – | 1.20 | not measured |"), "{text}");
        assert!(text.contains("waybill: {\"stage\":\"writes\"}"), "{text}");
        assert!(table.figures().iter().all(|figure| figure.name.starts_with(PREFIX)));
    }
}
