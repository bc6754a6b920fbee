//! The edge of the office: routes, problems, headers, files, probes.
pub mod address;
pub mod edge;
pub mod files;
pub mod language;
pub mod limits;
pub mod log;
pub mod pace;
pub mod probes;
pub mod problem;
pub mod routes;
pub mod serve;

pub use problem::Problem;
