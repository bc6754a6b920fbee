//! What carriers tell: events, and the one status that follows from them.

use crate::base::sorting;
use crate::base::{Moment, TextLine};
use serde::{Deserialize, Serialize};

/// Normalised status of a parcel; carriers' own codes are mapped to it once, where they come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackStatus {
    /// Handed over by us; the carrier has not said a word.
    Pending,
    InfoReceived,
    PickedUp,
    InTransit,
    Customs,
    OutForDelivery,
    AvailableForPickup,
    AttemptFailed,
    Problem,
    Delivered,
    Returning,
    Returned,
}

impl TrackStatus {
    /// What people can record by hand.
    pub const ALL: &'static [TrackStatus] = &[
        TrackStatus::InfoReceived,
        TrackStatus::PickedUp,
        TrackStatus::InTransit,
        TrackStatus::Customs,
        TrackStatus::OutForDelivery,
        TrackStatus::AvailableForPickup,
        TrackStatus::AttemptFailed,
        TrackStatus::Problem,
        TrackStatus::Delivered,
        TrackStatus::Returning,
        TrackStatus::Returned,
    ];

    pub fn name(self) -> &'static str {
        match self {
            TrackStatus::Pending => "pending",
            TrackStatus::InfoReceived => "info_received",
            TrackStatus::PickedUp => "picked_up",
            TrackStatus::InTransit => "in_transit",
            TrackStatus::Customs => "customs",
            TrackStatus::OutForDelivery => "out_for_delivery",
            TrackStatus::AvailableForPickup => "available_for_pickup",
            TrackStatus::AttemptFailed => "attempt_failed",
            TrackStatus::Problem => "problem",
            TrackStatus::Delivered => "delivered",
            TrackStatus::Returning => "returning",
            TrackStatus::Returned => "returned",
        }
    }

    /// Which of the four steps of the parcel page is reached: 1 ordered, 2 shipped, 3 in transit, 4 delivered.
    pub fn step(self) -> u8 {
        match self {
            TrackStatus::Pending | TrackStatus::InfoReceived => 2,
            TrackStatus::Delivered => 4,
            _ => 3,
        }
    }
}

/// Something that happened to a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingEvent {
    pub status: TrackStatus,
    pub occurred_at: Moment,
    /// City or depot, as the carrier says.
    pub place: TextLine,
    /// The carrier's own words.
    pub text: TextLine,
    /// Carrier, or who recorded it by hand.
    pub source: String,
}

/// The status of the newest event by its own time, not by arrival; on a tie the later stage.
/// Delivered and returned are final unless a newer event says the parcel goes back.
pub fn status_of(events: &[TrackingEvent]) -> TrackStatus {
    let mut sorted: Vec<&TrackingEvent> = events.iter().collect();
    sorting::sort_by_key(&mut sorted, |event| (event.occurred_at, event.status));
    sorted.iter().fold(TrackStatus::Pending, |now, event| match (now, event.status) {
        (TrackStatus::Delivered, TrackStatus::Returning | TrackStatus::Returned) => event.status,
        (TrackStatus::Delivered | TrackStatus::Returned, _) => now,
        (_, next) => next,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at: i64, status: TrackStatus) -> TrackingEvent {
        TrackingEvent {
            status,
            occurred_at: Moment(at),
            place: TextLine::default(),
            text: TextLine::default(),
            source: String::new(),
        }
    }

    #[test]
    fn the_newest_event_decides_however_late_others_arrive() {
        use TrackStatus::*;
        assert_eq!(status_of(&[]), Pending);
        assert_eq!(status_of(&[event(3, OutForDelivery), event(1, PickedUp), event(2, InTransit)]), OutForDelivery);
        assert_eq!(
            status_of(&[event(5, Delivered), event(6, InTransit)]),
            Delivered,
            "a late depot scan does not undo a delivery"
        );
        assert_eq!(status_of(&[event(5, Delivered), event(6, Returning)]), Returning);
        assert_eq!(status_of(&[event(4, Problem), event(5, Delivered)]), Delivered);
    }
}
