//! Several tabs of one browser: one leads and talks to the office, all may take commands, and each tells the others.

pub(crate) mod channel;
pub(crate) mod lead;
