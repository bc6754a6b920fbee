//! What the two parts and the script call each other's things.
use super::plan::Plan;
use wasm_encoder::{ExportKind, GlobalType, TableType, ValType};

/// The module under which the first part imports `NEED` from the script.
pub const SCRIPT: &str = "rest";
/// Returns when the rest is in its place.
pub const NEED: &str = "need";
/// The module under which the rest imports from the first part.
pub const FIRST: &str = "first";

/// Whether the rest was asked for.
pub const READY: GlobalType = GlobalType { val_type: ValType::I32, mutable: true, shared: false };

/// A function that both use. No name that wasm-bindgen gives begins with a digit.
pub fn function(place: usize) -> String {
    place.to_string()
}

/// A table, the memory or a global, which both use.
pub fn thing(kind: ExportKind, place: usize) -> String {
    format!("{place}{kind:?}").to_lowercase()
}

/// The table of the whole program with the slots that the stubs need besides.
pub fn with_more_slots(table: TableType, plan: &Plan) -> TableType {
    let more = u64::from(plan.more_slots);
    TableType { minimum: table.minimum + more, maximum: table.maximum.map(|maximum| maximum + more), ..table }
}
