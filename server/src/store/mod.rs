//! Where the books are kept.
pub mod private_postgres;
