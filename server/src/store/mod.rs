//! Where the books are kept.
