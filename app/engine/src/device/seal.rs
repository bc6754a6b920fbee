//! The seal around what leaves this device in a file: AES-256-GCM by the browser, with the key that the office has given
//! the person. See `shared::sync::hand_in`.

use js_sys::{Array, Uint8Array};
use shared::sync::hand_in::NONCE;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The text under seal, in base64. `key` is hexadecimal. None where the browser cannot: pages without https have no keys.
pub(crate) async fn close(key: &str, bond: &str, text: &str) -> Option<String> {
    let key = bytes_of(key)?;
    let crypto = web_sys::window()?.crypto().ok()?;
    let mut nonce = [0_u8; NONCE];
    crypto.get_random_values_with_u8_array(&mut nonce).ok()?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let uses = Array::of1(&JsValue::from_str("encrypt"));
    let key = Uint8Array::from(key.as_slice());
    let key = subtle.import_key_with_str("raw", &key, "AES-GCM", false, &uses).ok()?;
    let key: web_sys::CryptoKey = JsFuture::from(key).await.ok()?.unchecked_into();
    let way = web_sys::AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(nonce.as_slice()));
    way.set_additional_data_u8_array(&Uint8Array::from(bond.as_bytes()));
    let closed = subtle.encrypt_with_object_and_u8_array(&way, &key, text.as_bytes()).ok()?;
    let closed = Uint8Array::new(&JsFuture::from(closed).await.ok()?).to_vec();
    let letters: String = nonce.into_iter().chain(closed).map(char::from).collect();
    web_sys::window()?.btoa(&letters).ok()
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_or_refused() {
        assert_eq!(bytes_of("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(bytes_of("0"), None);
        assert_eq!(bytes_of("zz"), None);
    }
}
