//! What the rig has measured, as one table: a row for each measure, a column for each contestant, and how often ours is
//! worse. Rows that we lose stand there like all others.
use super::OURS;
use crate::bench::Figure;
use serde_json::Value;

/// Where a measure stands in a round of the rig, and by what it is divided to become its unit.
pub struct Measure {
    name: &'static str,
    unit: &'static str,
    path: &'static str,
    per_unit: f64,
    /// Which of the samples, sorted: half of them are below the median.
    share: f64,
}

const fn measure(name: &'static str, unit: &'static str, path: &'static str, per_unit: f64) -> Measure {
    Measure { name, unit, path, per_unit, share: 0.5 }
}

/// What `run.mjs` of the rig measures.
pub const LOCAL: &[Measure] = &[
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

/// What `replicate.mjs` of the rig measures.
pub const REPLICATION: &[Measure] = &[
    measure("first copy, everything pulled", "s", "pulled_s", 1.0),
    measure("first copy, durable and queryable", "s", "ready_s", 1.0),
    measure("down for it", "MB", "down", 1_000_000.0),
    measure("up for it", "KB", "up", 1_000.0),
    measure("on the disk after it", "MB", "disk_mb", 1.0),
    measure("write acknowledged, p50", "ms", "ack_ms", 1.0),
    measure("from there to the other device, p50", "ms", "hop_ms", 1.0),
    Measure { share: 0.95, ..measure("from there to the other device, p95", "ms", "hop_ms", 1.0) },
];
const AFTER_START: &str = "(cold_ms less boot)";
/// The one measure of which more is better.
const MORE_IS_BETTER: &str = "w_strict/n";

/// A measure in one run of the rig: one value for each contestant, if it was measured.
struct Row {
    name: String,
    unit: &'static str,
    values: Vec<Option<f64>>,
    more_is_better: bool,
}

/// Over all rounds.
pub struct Table {
    orders: u64,
    rounds: u64,
    contestants: Vec<String>,
    rows: Vec<Row>,
    /// Contestants that did not reach the end, and where they stopped.
    failed: Vec<String>,
}

impl Table {
    /// What the rig has told of its runs, each with a word that tells its rows from those of the others.
    pub fn read(measures: &[Measure], runs: &[(&str, Value)]) -> Table {
        let first = runs.first().map(|(_, told)| told).unwrap_or(&Value::Null);
        let empty = serde_json::Map::new();
        let peers = first.get("peers").and_then(Value::as_object).unwrap_or(&empty);
        // Ours first, the others in the order of the rig's answer.
        let mut contestants: Vec<String> = peers.keys().filter(|name| *name != OURS).cloned().collect();
        contestants.insert(0, OURS.to_owned());
        let mut table = Table {
            orders: first.get("n").and_then(Value::as_u64).unwrap_or_default(),
            rounds: first.pointer("/opt/rounds").and_then(Value::as_u64).unwrap_or_default(),
            rows: Vec::new(),
            failed: Vec::new(),
            contestants,
        };
        for (word, told) in runs {
            table.add(measures, word, told);
        }
        table
    }

    fn add(&mut self, measures: &[Measure], word: &str, told: &Value) {
        let of = |name: &String| told.pointer(&format!("/peers/{name}")).unwrap_or(&Value::Null);
        self.rows.extend(measures.iter().map(|measure| Row {
            name: format!("{}{word}", measure.name),
            unit: measure.unit,
            values: self.contestants.iter().map(|name| at_share(samples(of(name), measure), measure.share)).collect(),
            more_is_better: measure.path == MORE_IS_BETTER,
        }));
        for name in &self.contestants {
            let failed = rounds(of(name)).filter_map(|round| round.get("failed"));
            self.failed.extend(failed.map(|failed| format!("{name}{word}: {failed}")));
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
        for row in &self.rows {
            let ours = row.values.first().copied().flatten();
            let values = row.values.iter().enumerate();
            let cells: Vec<String> = values.map(|(at, value)| cell(*value, ours.filter(|_| at > 0))).collect();
            let unit = if row.unit.is_empty() { String::new() } else { format!(", {}", row.unit) };
            lines.push(format!("| {}{unit} | {} | {} |", row.name, cells.join(" | "), self.worse_than(row)));
        }
        lines.extend(self.failed.iter().cloned());
        lines.join("\n")
    }

    fn worse_than(&self, row: &Row) -> String {
        let Some(Some(ours)) = row.values.first() else { return "not measured".to_owned() };
        let is_worse = |theirs: f64| if row.more_is_better { *ours < theirs } else { *ours > theirs };
        let better: Vec<&str> = self
            .contestants
            .iter()
            .zip(&row.values)
            .filter(|(_, theirs)| theirs.is_some_and(is_worse))
            .map(|(name, _)| name.as_str())
            .collect();
        if better.is_empty() { "–".to_owned() } else { better.join(", ") }
    }

    /// For `bench.json`, where the names of those of one bench begin in the same way.
    pub fn figures(&self, prefix: &str) -> Vec<Figure> {
        let mut figures = Vec::new();
        for row in &self.rows {
            for (name, value) in self.contestants.iter().zip(&row.values) {
                let title = format!("{prefix}{}, {} orders, {name}", row.name, self.orders);
                figures.extend(value.map(|value| Figure::new(&title, value, row.unit, None)));
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

/// The median lies between the two in the middle; other shares are taken as the rig takes them.
fn at_share(mut samples: Vec<f64>, share: f64) -> Option<f64> {
    samples.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short list")]
    let at = (samples.len() as f64 * share) as usize;
    let high = samples.get(at.min(samples.len().saturating_sub(1)))?;
    let low = samples.get(samples.len().saturating_sub(1) / 2)?;
    Some(if share == 0.5 { (high + low) / 2.0 } else { *high })
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
        let table = Table::read(LOCAL, &[("", told)]);
        assert_eq!(table.contestants, ["waybill", "idb"]);
        let text = table.text("a machine");
        assert!(text.contains("| bulk load, s | 3.00 | 1.50 (2.00) | idb |"), "{text}");
        assert!(text.contains("| cold open, newest 50 drawn, ms | 125 | 250 (0.50) | – |"), "{text}");
        assert!(text.contains("| of it after script start, ms | 100 | 150 (0.67) | – |"), "{text}");
        assert!(text.contains("| strict write, p50, ms | – | 1.20 | not measured |"), "{text}");
        assert!(text.contains("waybill: {\"stage\":\"writes\"}"), "{text}");
        assert!(table.figures("peers: ").iter().all(|figure| figure.name.starts_with("peers: ")));
    }

    #[test]
    fn two_runs_of_the_rig_stand_in_one_table() {
        let run = |down: u64| {
            json!({"n": 20_000, "opt": {"rounds": 2}, "peers": {
                "replicache": {"rounds": [{"down": 2 * down, "hop_ms": [10, 20, 30, 40]}]},
                "waybill": {"rounds": [{"down": down, "hop_ms": [20, 20]}, {"down": down, "hop_ms": [20, 80]}]},
            }})
        };
        let table = Table::read(REPLICATION, &[("", run(8_000_000)), (", compressed", run(1_000_000))]);
        let text = table.text("a machine");
        assert!(text.contains("| down for it, MB | 8.00 | 16.0 (0.50) | – |"), "{text}");
        assert!(text.contains("| down for it, compressed, MB | 1.00 | 2.00 (0.50) | – |"), "{text}");
        assert!(text.contains("| from there to the other device, p50, ms | 20.0 | 25.0 (0.80) | – |"), "{text}");
        assert!(
            text.contains("| from there to the other device, p95, ms | 80.0 | 40.0 (2.00) | replicache |"),
            "{text}"
        );
    }
}
