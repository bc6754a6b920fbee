//! Passwords: which are taken, how they are kept, how long a check may take everybody else's processor.
use crate::web::Problem;
use actix_web::http::StatusCode;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

pub const LEAST: usize = 12;
pub const MOST: usize = 200;

/// 19 MiB, two passes: what OWASP asks for at least.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// A check takes a processor and 19 MiB for a while; two at a time leave the rest of the office its share.
static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// Long passwords that everybody tries first. Shorter ones are refused anyway.
static COMMON: &str = include_str!("common_passwords.txt");

/// What is checked for people who do not exist, so that the answer takes as long as for those who do.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

fn hasher() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY_KIB, PASSES, 1, None)?))
}

fn hash_now(password: &str) -> Option<String> {
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>()).ok()?;
    let hash = hasher().ok()?.hash_password(password.as_bytes(), &salt).ok()?;
    Some(hash.to_string())
}

fn fits_now(password: &str, hash: &str) -> bool {
    let (Ok(hasher), Ok(hash)) = (hasher(), PasswordHash::new(hash)) else { return false };
    hasher.verify_password(password.as_bytes(), &hash).is_ok()
}

/// Checks that a new password may be used.
pub fn acceptable(password: &str, email: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    let refused = |code| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code).at("password");
    if length < LEAST {
        return Err(refused("password-short").with("least", LEAST));
    }
    if length > MOST || password.len() > MOST * 4 {
        return Err(refused("password-long").with("most", MOST));
    }
    let lower = password.trim().to_lowercase();
    let name = email.split('@').next().unwrap_or("").to_lowercase();
    let is_name = lower == email.to_lowercase()
        || (name.chars().count() >= 4 && lower.trim_matches(|c: char| !c.is_alphabetic()) == name);
    if is_name || is_pattern(&lower) || COMMON.lines().any(|common| common == lower) {
        return Err(refused("password-common"));
    }
    Ok(())
}

/// One short piece again and again (`abcabcabcabc`), or a run along the alphabet or the digits.
fn is_pattern(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let repeats = (1..=4).any(|piece| chars.iter().zip(chars.iter().skip(piece)).all(|(one, later)| one == later));
    let step = |up: i64| {
        chars.iter().zip(chars.iter().skip(1)).all(|(one, next)| {
            let distance = i64::from(u32::from(*next)) - i64::from(u32::from(*one));
            distance == up || (*one == '9' && *next == '0') || (*one == '0' && *next == '9')
        })
    };
    repeats || step(1) || step(-1)
}

/// What is kept of a password.
pub async fn hash(password: String) -> Result<String, Problem> {
    let _turn = AT_A_TIME.acquire().await.map_err(|_| Problem::broken())?;
    let hash = tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(|_| Problem::broken())?;
    hash.ok_or_else(Problem::broken)
}

/// Whether the password fits. Takes the same time for somebody who does not exist.
pub async fn fits(password: String, hash: Option<String>) -> Result<bool, Problem> {
    let _turn = AT_A_TIME.acquire().await.map_err(|_| Problem::broken())?;
    let check = tokio::task::spawn_blocking(move || match hash {
        Some(hash) => fits_now(&password, &hash),
        None => {
            fits_now(&password, &NOBODY);
            false
        }
    });
    check.await.map_err(|_| Problem::broken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_not_obvious() {
        for bad in [
            "short",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "123456789012",
            "abcdefghijkl",
            "Password1234",
            "qwertyuiop123",
            "maya@shop.example",
            "maya12345678",
        ] {
            assert!(acceptable(bad, "maya@shop.example").is_err(), "{bad}");
        }
        for good in ["correct horse battery", "港湾杂货店今天发货很快呀真好", "x7#kk2-mm9qq!"] {
            assert!(acceptable(good, "maya@shop.example").is_ok(), "{good}");
        }
        assert!(acceptable(&"long and fine ".repeat(30), "a@b.cn").is_err());
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let kept = hash("correct horse battery".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(fits("correct horse battery".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!fits("correct horse batterz".to_owned(), Some(kept)).await.unwrap());
        assert!(!fits("nobody has this password".to_owned(), None).await.unwrap());
    }
}
