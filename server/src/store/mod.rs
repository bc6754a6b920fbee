//! Where the books are kept: PostgreSQL, reached as a role that owns nothing, one merchant per transaction.
pub mod backup;
pub mod books;
pub mod merchants;
pub mod one_key;
pub mod pool;
pub mod private_postgres;
pub mod schema;
pub mod secret;

pub use pool::{Store, StoreError};
