//! A hand-in arrives: whose it is, whether it may be believed, and what of it has to be held.
use super::{held, seal};
use crate::config::Config;
use crate::gate::Session;
use crate::office::{Office, incoming};
use crate::web::Problem;
use crate::web::address::{client_ip, neighbourhood};
use crate::web::limits::Limits;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use shared::people::{Member, Right};
use shared::sync::hand_in::{Enclosed, FORMAT, HandIn, HandedIn, Share, Why};
use shared::sync::office::BadPush;
use shared::sync::office::incoming::Pushed;

/// People who have worked on one device.
const MOST_SHARES: usize = 100;

/// From a person who is signed in: a file. From nobody: a device that was signed out from elsewhere, known by its seal.
pub async fn hand_in(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    limits: web::Data<Limits>,
    session: Option<Session>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    limits.hand_in.check(&neighbourhood(client_ip(&request, &config)))?;
    let file: HandIn = serde_json::from_slice(&body).map_err(|_| bad("hand-in-no-file"))?;
    if file.format != FORMAT {
        return Err(bad("hand-in-no-file"));
    }
    if file.shares.len() > MOST_SHARES {
        return Err(Problem::not_readable());
    }
    let mut sum = HandedIn::default();
    for share in file.shares {
        let HandedIn { held, known } = receive(&office, session.as_ref(), share).await?;
        sum.held += held;
        sum.known += known;
    }
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(sum))
}

async fn receive(office: &Office, session: Option<&Session>, share: Share) -> Result<HandedIn, Problem> {
    if session.is_some_and(|session| session.tenant != share.tenant) {
        return Err(bad("hand-in-other-shop"));
    }
    let pushes = open(office, session, &share)?;
    // Everything that follows is told to nobody who has not shown a seal, or a session of this shop.
    let member = office.find::<Member>(share.tenant, share.member).await?.ok_or_else(|| bad("hand-in-broken-seal"))?;
    let why = match session {
        Some(_) => Some(Why::File),
        None if !member.active => Some(Why::Left),
        None => held::is_signed_out(office.store(), share.tenant, share.client).await?.then_some(Why::SignedOut),
    };
    // A device that is not signed out can send by itself as soon as somebody signs in there.
    let Some(why) = why else { return Ok(HandedIn::default()) };
    Ok(held::keep(office.store(), &share, session.map(|session| session.member.id), why, pushes).await?)
}

fn open(office: &Office, session: Option<&Session>, share: &Share) -> Result<Vec<Pushed>, Problem> {
    let key = office.seal_key(share.tenant, share.member);
    let vouches = session.is_some_and(|session| session.member.role.may(Right::RunShop));
    let mut pushes = Vec::new();
    for enclosed in &share.pushes {
        let body = match enclosed {
            Enclosed::Sealed(sealed) => {
                seal::open(&key, &share.bond(), sealed).ok_or_else(|| bad("hand-in-broken-seal"))?
            }
            Enclosed::Open(body) if vouches => body.clone().into_bytes(),
            Enclosed::Open(_) => return Err(Problem::new(StatusCode::FORBIDDEN, "hand-in-no-seal")),
        };
        let push = incoming::read(&body).map_err(|error| match error {
            BadPush::TooOld => Problem::app_too_old(),
            BadPush::NotAPush => bad("hand-in-no-file"),
        })?;
        if push.client != share.client {
            return Err(bad("hand-in-broken-seal"));
        }
        pushes.push(push);
    }
    // A device with a session shows nothing but its seal; what is open proves nothing.
    if session.is_none() && pushes.is_empty() {
        return Err(bad("hand-in-broken-seal"));
    }
    Ok(pushes)
}

fn bad(code: &'static str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}
