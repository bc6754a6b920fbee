//! The seal around what a device cannot send itself: only the office can open it, only the person's devices can make it.
use crate::store::secret::SealKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use shared::sync::hand_in::NONCE;

const _: () = assert!(NONCE == NONCE_LEN);

/// What is enclosed; none if the seal is not of this key, not of this bond, or broken.
pub fn open(key: &SealKey, bond: &str, sealed: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(sealed).ok()?;
    let (nonce, body) = bytes.split_first_chunk::<NONCE>()?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key.0).ok()?);
    let mut body = body.to_vec();
    let length =
        key.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(bond.as_bytes()), &mut body).ok()?.len();
    body.truncate(length);
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &SealKey, bond: &str, text: &str) -> String {
        let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key.0).unwrap());
        let mut body = text.as_bytes().to_vec();
        let nonce = [7; NONCE];
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bond.as_bytes()), &mut body)
            .unwrap();
        STANDARD.encode([nonce.as_slice(), &body].concat())
    }

    #[test]
    fn opens_for_its_own_key_and_name_only() {
        let key = SealKey([1; 32]);
        let closed = sealed(&key, "bond", "what was done");
        assert_eq!(open(&key, "bond", &closed).unwrap(), b"what was done");
        assert_eq!(open(&SealKey([2; 32]), "bond", &closed), None, "another key");
        assert_eq!(open(&key, "another bond", &closed), None, "another name");
        let mut broken = closed.clone().into_bytes();
        broken[20] ^= 1;
        assert_eq!(open(&key, "bond", &String::from_utf8(broken).unwrap()), None, "changed on the way");
        assert_eq!(open(&key, "bond", "c2hvcnQ="), None, "too short to be one");
    }
}
