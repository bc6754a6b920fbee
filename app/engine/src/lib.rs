//! The browser side of Waybill.
