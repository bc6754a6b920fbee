//! Which language a request asks for.
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use shared::people::Language;

/// The language of `Accept-Language` that Waybill speaks and the reader likes best; English when it says nothing.
pub fn language_of(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut best = (0u32, Language::English);
    for part in accepted.split(',').take(20) {
        let mut pieces = part.split(';');
        let tag = pieces.next().unwrap_or("").trim();
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1_000, thousandths);
        if let Some(language) = Language::from_tag(tag).filter(|_| weight > best.0) {
            best = (weight, language);
        }
    }
    best.1
}

/// `0.8` as 800; what is no number weighs nothing.
fn thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), digits.parse::<u32>()) {
        (Ok(whole), Ok(fraction)) => (whole.min(1) * 1_000 + fraction).min(1_000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    fn asked(text: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(text));
        language_of(&headers)
    }

    #[test]
    fn the_best_liked_language_that_is_spoken() {
        assert_eq!(asked("zh-Hans-CN,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(asked("fr-FR,en;q=0.5,zh;q=0.7"), Language::Chinese);
        assert_eq!(asked("de"), Language::English);
        assert_eq!(asked("en-GB, zh;q=nonsense"), Language::English);
        assert_eq!(language_of(&HeaderMap::new()), Language::English);
    }
}
