//! Deliberate mistakes, to show that the simulator sees them. Without the feature `faults`, which no shipped build turns
//! on, there is no switch: `on` is the constant `false`, and nothing of this is left in the program.

/// One deliberate mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The office runs a command again that it has answered before.
    RunsAgain,
    /// The office answers before it has committed.
    AnswersFirst,
    /// The office reads where the books and the device's number stand after the records, not in the same snapshot.
    TornSnapshot,
    /// The office takes a push that begins after a gap.
    TakesGaps,
    /// The office does not count a refused command, so that it comes again for ever.
    RefusedIsNotCounted,
    /// The device takes the books of another epoch for those it knows.
    AnyEpoch,
    /// A segment that ends inside a version is said to hold all of it.
    HalfVersionIsWhole,
    /// A tab that has lost the lead still writes the cache.
    NoFence,
    /// A tab shows a command as saved before the disk has it.
    ShowsFirst,
    /// The device drops commands with the first segment of a filling, before their effects are there.
    DropsEarly,
    /// The device does not offer again what a restored office has lost.
    KeepsToItself,
    /// A cache of another client's numbers is taken for this one's.
    AnyClientsCache,
    /// A cache that missed something is added to all the same.
    AddsBehindAHole,
    /// A deleted record comes back with older bytes that come late.
    ForgetsTheGone,
    /// A late count overwrites what moved after it.
    CountIsNow,
    /// A device that was away is not told of orders that were filed before the segments it gets.
    ForgetsTheFiled,
    /// A tab that reads a cache that was written anew keeps what is not in it any more.
    SweepsNothing,
    /// What no segment may hold is not told behind them either.
    SealsAndForgets,
}

impl Fault {
    pub const ALL: &'static [Fault] = &[
        Fault::RunsAgain,
        Fault::AnswersFirst,
        Fault::TornSnapshot,
        Fault::TakesGaps,
        Fault::RefusedIsNotCounted,
        Fault::AnyEpoch,
        Fault::HalfVersionIsWhole,
        Fault::NoFence,
        Fault::ShowsFirst,
        Fault::DropsEarly,
        Fault::KeepsToItself,
        Fault::AnyClientsCache,
        Fault::AddsBehindAHole,
        Fault::ForgetsTheGone,
        Fault::CountIsNow,
        Fault::ForgetsTheFiled,
        Fault::SweepsNothing,
        Fault::SealsAndForgets,
    ];
}

#[cfg(feature = "faults")]
mod switch {
    use super::Fault;
    use std::cell::Cell;

    thread_local! {
        static MADE: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    /// Makes this mistake on this thread from now on; none: works as it should.
    pub fn make(fault: Option<Fault>) {
        MADE.with(|made| made.set(fault));
    }

    /// Whether this mistake is to be made now.
    pub fn on(fault: Fault) -> bool {
        MADE.with(|made| made.get() == Some(fault))
    }
}

#[cfg(not(feature = "faults"))]
mod switch {
    use super::Fault;

    #[inline(always)]
    pub const fn on(_: Fault) -> bool {
        false
    }
}

pub use switch::*;
