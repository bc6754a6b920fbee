//! Commands as they come in, and why they are not taken.
use super::OfficeError;
use shared::sync::office::BadPush;
pub use shared::sync::office::incoming::{Caller, Incoming, Pushed, device_name, read};
use shared::sync::protocol::PushGap;

/// Why a push is not answered with answers.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    #[error("commands are missing before this push; expected {}", .0.expected)]
    Gap(PushGap),
    #[error(transparent)]
    Bad(#[from] BadPush),
    #[error(transparent)]
    Office(OfficeError),
}
