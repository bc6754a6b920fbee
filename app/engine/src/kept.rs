//! A mark outside the databases that says how much unsent work lies in them. When the browser has cleared them, the mark
//! is what is left to tell a person honestly what that means.

use crate::device::preferences;
use crate::tab::here;
use shared::base::ClientId;
use std::collections::BTreeMap;

const MARK: &str = "kept";

/// Unsent changes by client.
type Kept = BTreeMap<String, usize>;

fn read() -> Kept {
    preferences::read(MARK).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn write(kept: &Kept) {
    // Numbers under texts are always JSON.
    let text = serde_json::to_string(kept).unwrap_or_default();
    if preferences::read(MARK).as_deref() != Some(&text) {
        preferences::write(MARK, &text);
    }
}

/// Notes how many unsent changes whoever works here has now.
pub(crate) fn note() {
    let client = here(|tab| tab.person.borrow().as_ref().map(|person| person.client));
    if let Some(client) = client {
        let mut kept = read();
        kept.insert(client.to_string(), here(|tab| tab.ledger.borrow().waiting()));
        write(&kept);
    }
}

/// Nothing of this client is kept here any more, on a person's own word.
pub(crate) fn forget(client: ClientId) {
    let mut kept = read();
    kept.remove(&client.to_string());
    write(&kept);
}

/// The databases hold nobody's work. If somebody's was here before, how many changes were not sent when they were last
/// seen.
pub(crate) fn missed() -> Option<usize> {
    let kept = read();
    (!kept.is_empty()).then(|| kept.values().sum())
}

/// Somebody begins anew; what was missed has been said.
pub(crate) fn begin_anew() {
    write(&Kept::new());
}
