//! The gate: signing in, signing up, signing out.

use super::{NetError, tell};
use crate::problems::GateError;
use gloo_net::http::Method;
use serde::{Deserialize, Serialize};
use shared::base::{MemberId, TenantId};
use shared::people::{Language, Role};
use shared::sync::protocol::HelloReply;

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

/// Whom the gate has let in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Who {
    pub tenant: TenantId,
    pub member: MemberId,
    pub name: String,
    pub role: Role,
}

impl Who {
    pub fn of(hello: &HelloReply) -> Who {
        Who { tenant: hello.tenant, member: hello.member, name: hello.name.clone(), role: hello.role }
    }
}

pub(crate) async fn sign_in(email: &str, password: &str) -> Result<Who, GateError> {
    tell(Method::POST, "/api/gate/sign-in", &SignIn { email, password }).await.map_err(refused)
}

pub(crate) async fn sign_up(form: &SignUp) -> Result<Who, GateError> {
    tell(Method::POST, "/api/gate/sign-up", form).await.map_err(refused)
}

pub(crate) async fn sign_out() -> Result<(), NetError> {
    match tell::<_, serde::de::IgnoredAny>(Method::POST, "/api/gate/sign-out", &serde_json::json!({})).await {
        Ok(_) | Err(NetError::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}

fn refused(error: NetError) -> GateError {
    match error {
        NetError::SignedOut => GateError::WrongPassword,
        NetError::Busy { retry_after_seconds } => GateError::TooManyTries { retry_after_seconds },
        NetError::Problem(problem) => GateError::Problem(problem),
        error => GateError::Net(error),
    }
}
