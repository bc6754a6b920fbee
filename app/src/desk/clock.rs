//! The clock of the page: what is late becomes late while somebody looks at it.

use leptos::prelude::*;
use shared::base::Moment;
use std::time::Duration;

#[derive(Clone, Copy)]
struct Clock(Signal<Moment>);

/// Lists say minutes, so half a minute is often enough.
const TICK: Duration = Duration::from_secs(30);

/// Starts the clock. Call it once at the top.
pub fn provide_clock() {
    let now = RwSignal::new(engine::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(engine::now()), TICK) {
        on_cleanup(move || ticking.clear());
    }
    provide_context(Clock(now.into()));
}

/// The moment it is, often enough for words such as "2 h late".
pub fn use_now() -> Signal<Moment> {
    use_context::<Clock>().map_or_else(|| Signal::derive(engine::now), |clock| clock.0)
}
