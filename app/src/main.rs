//! The screens of Waybill.
fn main() {}
