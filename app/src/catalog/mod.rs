//! Products: what can be sold and stored.

mod draft;
mod editor;
mod list;
mod pictures;

pub use editor::ProductEditor;
pub use list::Products;
