//! The key that parcel links are made with, and the links' tokens.
use super::StoreError;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use shared::base::{MemberId, ShipmentId, TenantId};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

/// A key of this server. Its `Debug` does not show it.
#[derive(Clone)]
pub struct Secret(Arc<[u8]>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Opens what a person's devices have sealed. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey(pub [u8; 32]);

impl SealKey {
    /// As the person's devices are told it.
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(***)")
    }
}

/// Bits of a parcel token: 160, so that nobody guesses one.
const TOKEN_BYTES: usize = 20;

impl Secret {
    pub fn from_text(text: &str) -> Secret {
        Secret(text.as_bytes().into())
    }

    /// Its name in the data directory.
    pub const FILE: &'static str = "secret";

    /// Writes a key into the data directory, readable by its owner only. There must be none.
    pub fn keep_in(data: &Path, text: &str) -> Result<(), StoreError> {
        let path = data.join(Self::FILE);
        let unusable = |error: std::io::Error| StoreError::File(format!("{}: {error}", path.display()));
        std::fs::create_dir_all(data).map_err(unusable)?;
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(unusable)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unusable)
    }

    /// The key kept in the data directory; made on the first start, readable by its owner only.
    pub fn kept_in(data: &Path) -> Result<Secret, StoreError> {
        let path = data.join(Self::FILE);
        let unusable = |error: std::io::Error| StoreError::File(format!("{}: {error}", path.display()));
        std::fs::create_dir_all(data).map_err(unusable)?;
        let fresh: [u8; 32] = rand::random();
        let text: String = fresh.iter().map(|byte| format!("{byte:02x}")).collect();
        match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(unusable)?;
                Ok(Secret::from_text(&text))
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let kept = std::fs::read_to_string(&path).map_err(unusable)?;
                match kept.trim() {
                    "" => {
                        Err(StoreError::File(format!("{} is empty; remove it to have a new one made", path.display())))
                    }
                    kept => Ok(Secret::from_text(kept)),
                }
            }
            Err(error) => Err(unusable(error)),
        }
    }

    /// What the key is recognised by; it tells nothing else about it.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"fingerprint|");
        hash.update(&self.0);
        hash.finalize().into()
    }

    /// Words that stand for a subject and that nobody can make without the key.
    pub fn words(&self, tenant: TenantId, subject: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(b"words|");
        mac.update(tenant.0.as_bytes());
        mac.update(subject.as_bytes());
        base62(mac.finalize().into_bytes().into_iter())
    }

    /// The key that a person's devices seal with what they cannot send: always the same for a person.
    pub fn seal_key(&self, tenant: TenantId, member: MemberId) -> SealKey {
        // HMAC takes keys of any length; the error cannot occur.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return SealKey(rand::random()) };
        mac.update(b"seal|");
        mac.update(tenant.0.as_bytes());
        mac.update(member.0.as_bytes());
        SealKey(mac.finalize().into_bytes().into())
    }

    /// The token in the link of a parcel: always the same for a parcel, not to be guessed without the key.
    pub fn parcel_token(&self, tenant: TenantId, shipment: ShipmentId) -> String {
        // HMAC takes keys of any length; the error cannot occur.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(b"parcel|");
        mac.update(tenant.0.as_bytes());
        mac.update(shipment.0.as_bytes());
        let digest = mac.finalize().into_bytes();
        base62(digest.iter().copied().take(TOKEN_BYTES))
    }
}

/// What is kept of a token.
pub fn hash_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A fresh token of 160 random bits.
pub fn random_token() -> String {
    base62(rand::random::<[u8; TOKEN_BYTES]>().into_iter())
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Letters and digits only, so that a link survives every messenger. 160 bits are 27 characters.
fn base62(bytes: impl Iterator<Item = u8>) -> String {
    let mut number: Vec<u8> = bytes.collect();
    let length = (number.len() * 8 * 1000).div_ceil(5954);
    let mut text = Vec::with_capacity(length);
    for _ in 0..length {
        let mut rest = 0u32;
        for byte in &mut number {
            let value = (rest << 8) | u32::from(*byte);
            *byte = u8::try_from(value / 62).unwrap_or(0);
            rest = value % 62;
        }
        text.push(char::from(DIGITS.get(rest as usize).copied().unwrap_or(b'0')));
    }
    text.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_has_one_token_and_another_key_another_token() {
        let (tenant, shipment) = (TenantId(uuid::Uuid::from_u128(1)), ShipmentId(uuid::Uuid::from_u128(2)));
        let secret = Secret::from_text("key");
        let token = secret.parcel_token(tenant, shipment);
        assert_eq!(token.len(), 27);
        assert!(token.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(token, secret.parcel_token(tenant, shipment));
        assert_ne!(token, Secret::from_text("other").parcel_token(tenant, shipment));
        assert_ne!(token, secret.parcel_token(TenantId(uuid::Uuid::from_u128(3)), shipment));
    }

    #[test]
    fn base62_writes_numbers() {
        assert_eq!(base62([0u8, 61].into_iter()), "00z");
        assert_eq!(base62([1u8, 0].into_iter()), "048");
        assert_eq!(random_token().len(), 27);
        assert_ne!(random_token(), random_token());
    }
}
