//! The session cookie. `__Host-` binds it to this very host; scripts never see it.
use crate::store::secret::hash_of;
use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

pub const NAME: &str = "__Host-waybill";

/// Browsers keep no cookie for longer. When a session ends is the office's decision, not the cookie's.
const KEPT: Duration = Duration::days(400);

pub fn of_token(token: String) -> Cookie<'static> {
    Cookie::build(NAME, token).path("/").secure(true).http_only(true).same_site(SameSite::Lax).max_age(KEPT).finish()
}

/// Takes the cookie away.
pub fn gone() -> Cookie<'static> {
    Cookie::build(NAME, "")
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::ZERO)
        .finish()
}

/// What the books know the request's token by.
pub fn token_hash(request: &HttpRequest) -> Option<[u8; 32]> {
    request.cookie(NAME).map(|cookie| hash_of(cookie.value()))
}
