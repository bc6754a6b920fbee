//! Orders from files.
