//! The warehouse tablet: its shell, the jobs, and looking things up.

mod jobs;
mod look_up;
mod parts;
mod shell;
mod shift;

pub use jobs::Jobs;
pub use look_up::LookUp;
pub use parts::{FloorFoot, FloorHead, JobIsOpen};
pub use shell::Floor;
