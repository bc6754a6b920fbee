//! On whose behalf a request comes: a person with a session, or a program with an API key.
use super::{Door, api_keys, cookie};
use crate::office::Office;
use crate::web::Problem;
use crate::web::limits::Limits;
use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use shared::base::TenantId;
use shared::engine::Actor;
use shared::people::{Member, Right, Role, Sight};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A signed-in person. As an argument of a handler it refuses everybody else with 401.
#[derive(Debug, Clone)]
pub struct Session {
    pub tenant: TenantId,
    pub member: Arc<Member>,
    pub token_hash: [u8; 32],
}

impl Session {
    /// The person, working at a device that people call so.
    pub fn actor(&self, device: impl Into<String>) -> Actor {
        Actor {
            member: Some(self.member.id),
            name: self.member.name.to_string(),
            role: self.member.role,
            device: device.into(),
        }
    }

    /// 403 for those whose work needs no customers: the floor has its own cut of an order.
    pub fn must_see_customers(&self) -> Result<(), Problem> {
        must_see_customers(self.member.role)
    }

    /// 403 unless the person's role has this right.
    pub fn must(&self, right: Right) -> Result<(), Problem> {
        if self.member.role.may(right) { Ok(()) } else { Err(Problem::not_allowed()) }
    }
}

/// A program with an API key, or a signed-in person: for `/api/v1`.
#[derive(Debug, Clone)]
pub struct ApiCaller {
    pub tenant: TenantId,
    pub actor: Actor,
}

impl ApiCaller {
    /// 403 for those whose work needs no customers.
    pub fn must_see_customers(&self) -> Result<(), Problem> {
        must_see_customers(self.role())
    }

    pub fn role(&self) -> Role {
        self.actor.role
    }

    /// 403 unless the caller's role has this right.
    pub fn must(&self, right: Right) -> Result<(), Problem> {
        if self.actor.role.may(right) { Ok(()) } else { Err(Problem::not_allowed()) }
    }
}

fn must_see_customers(role: Role) -> Result<(), Problem> {
    if role.sight() == Sight::Whole { Ok(()) } else { Err(Problem::not_allowed()) }
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

fn office_of(request: &HttpRequest) -> Result<web::Data<Office>, Problem> {
    request.app_data::<web::Data<Office>>().cloned().ok_or_else(Problem::broken)
}

fn door_of(request: &HttpRequest) -> Result<web::Data<Door>, Problem> {
    request.app_data::<web::Data<Door>>().cloned().ok_or_else(Problem::broken)
}

async fn session_of(door: &Door, token_hash: Option<[u8; 32]>) -> Result<Session, Problem> {
    let token_hash = token_hash.ok_or_else(Problem::sign_in_needed)?;
    let found = door.who(token_hash).await?.ok_or_else(Problem::sign_in_needed)?;
    Ok(Session { tenant: found.tenant, member: found.member, token_hash })
}

impl FromRequest for Session {
    type Error = Problem;
    type Future = Answer<Session>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Answer<Session> {
        let door = door_of(request);
        let token_hash = cookie::token_hash(request);
        Box::pin(async move { session_of(&*door?, token_hash).await })
    }
}

impl FromRequest for ApiCaller {
    type Error = Problem;
    type Future = Answer<ApiCaller>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Answer<ApiCaller> {
        let (office, door) = (office_of(request), door_of(request));
        let limits = request.app_data::<web::Data<Limits>>().cloned();
        let key = request.headers().get(AUTHORIZATION).map(|value| value.to_str().unwrap_or("").to_owned());
        let token_hash = cookie::token_hash(request);
        Box::pin(async move {
            let (office, door) = (office?, door?);
            // Whoever shows a key is judged by the key alone: a cookie that a browser adds must not help.
            let caller = match key {
                Some(key) => api_keys::caller_of(office.store(), &key).await?.ok_or_else(Problem::key_needed)?,
                None => {
                    let session =
                        session_of(&door, token_hash).await.map_err(|problem| match problem.status().as_u16() {
                            401 => Problem::key_needed(),
                            _ => problem,
                        })?;
                    ApiCaller { tenant: session.tenant, actor: session.actor("API") }
                }
            };
            if let Some(limits) = limits {
                limits.api.check(&format!("{}|{}", caller.tenant, caller.actor.name))?;
            }
            Ok(caller)
        })
    }
}
