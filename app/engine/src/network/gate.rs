//! The gate: signing in, signing up, signing out.

use super::{NetError, tell};
use crate::problems::GateError;
use gloo_net::http::Method;
use serde::{Deserialize, Serialize};
use shared::people::Language;

/// A new shop with its first owner. Fields are texts as typed; the office checks them and says which one is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct SignUp {
    pub merchant: String,
    /// ISO country.
    pub country: String,
    /// ISO currency.
    pub currency: String,
    pub language: Language,
    /// Minutes east of UTC.
    pub utc_offset_minutes: i32,
    pub name: String,
    pub email: String,
    pub password: String,
}

#[derive(Serialize)]
struct SignIn<'a> {
    email: &'a str,
    password: &'a str,
}

/// What the gate says is read by `hello`; here only that it opened.
#[derive(Deserialize)]
struct Opened {}

pub(crate) async fn sign_in(email: &str, password: &str) -> Result<(), GateError> {
    through(tell::<_, Option<Opened>>(Method::POST, "/api/gate/sign-in", &SignIn { email, password }).await)
}

pub(crate) async fn sign_up(form: &SignUp) -> Result<(), GateError> {
    through(tell::<_, Option<Opened>>(Method::POST, "/api/gate/sign-up", form).await)
}

pub(crate) async fn sign_out() -> Result<(), NetError> {
    match tell::<_, serde::de::IgnoredAny>(Method::POST, "/api/gate/sign-out", &serde_json::json!({})).await {
        Ok(_) | Err(NetError::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}

fn through(answer: Result<Option<Opened>, NetError>) -> Result<(), GateError> {
    match answer {
        Ok(_) => Ok(()),
        Err(NetError::SignedOut) => Err(GateError::WrongPassword),
        Err(NetError::Busy { retry_after_seconds }) => Err(GateError::TooManyTries { retry_after_seconds }),
        Err(NetError::Problem(problem)) => Err(GateError::Problem(problem)),
        Err(error) => Err(GateError::Net(error)),
    }
}
