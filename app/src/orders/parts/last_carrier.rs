//! The carrier that was chosen last on this device: a shop that ships with one will do so again.

use shared::shipping::Carrier;

const NAME: &str = "carrier";

pub fn last_carrier() -> Carrier {
    engine::preferences::remembered(NAME).and_then(|code| Carrier::from_code(&code)).unwrap_or(Carrier::Sf)
}

pub fn remember_carrier(carrier: Carrier) {
    engine::preferences::remember(NAME, carrier.code());
}
