//! A hand-in arrives: whose it is, whether it may be believed, and what of it has to be held.
use super::held::{self, Came};
use super::seal;
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

/// A file that somebody has carried here.
pub async fn file(
    office: web::Data<Office>,
    limits: web::Data<Limits>,
    session: Session,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    limits.hand_in.check(&session.member.id.to_string())?;
    answer(receive_all(&office, Some(&session), read(&body)?).await?)
}

/// A device that nobody is signed in on; its seal says whose it is.
pub async fn by_itself(
    request: HttpRequest,
    office: web::Data<Office>,
    config: web::Data<Config>,
    limits: web::Data<Limits>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    limits.hand_in.check(&neighbourhood(client_ip(&request, &config)))?;
    answer(receive_all(&office, None, read(&body)?).await?)
}

fn answer(sum: HandedIn) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(sum))
}

fn read(body: &[u8]) -> Result<HandIn, Problem> {
    let file: HandIn = serde_json::from_slice(body).map_err(|_| bad("hand-in-no-file"))?;
    if file.format != FORMAT || file.shares.len() > MOST_SHARES || file.shares.iter().all(|share| share.changes == 0) {
        return Err(bad("hand-in-no-file"));
    }
    Ok(file)
}

/// One share after the other: what is wrong with one does not stand in the way of the others.
async fn receive_all(office: &Office, session: Option<&Session>, file: HandIn) -> Result<HandedIn, Problem> {
    let mut sum = HandedIn::default();
    let mut wrong = None;
    for share in file.shares {
        let changes = share.changes;
        match receive(office, session, share).await {
            Ok(HandedIn { held, known, left_out }) => {
                sum.held += held;
                sum.known += known;
                sum.left_out += left_out;
            }
            // The database is away: nothing is known of any of them.
            Err(problem) if problem.status().is_server_error() => return Err(problem),
            Err(problem) => {
                sum.left_out += changes;
                wrong.get_or_insert(problem);
            }
        }
    }
    match wrong {
        Some(problem) if sum.held + sum.known == 0 => Err(problem),
        _ => Ok(sum),
    }
}

async fn receive(office: &Office, session: Option<&Session>, share: Share) -> Result<HandedIn, Problem> {
    if session.is_some_and(|session| session.tenant != share.tenant) {
        return Err(bad("hand-in-other-shop"));
    }
    let (sealed, pushes) = open(office, session, &share)?;
    // Everything that follows is told to nobody who has not shown a seal, or a session of this shop.
    let member = office.find::<Member>(share.tenant, share.member).await?.ok_or_else(|| bad("hand-in-broken-seal"))?;
    let device = held::device(office.store(), share.tenant, share.client).await?;
    // Without a seal it must at least be a device that this person is known to have worked on.
    if !sealed && device.is_none_or(|device| device.member != Some(share.member)) {
        return Err(bad("hand-in-broken-seal"));
    }
    let why = match session {
        Some(_) => Why::File,
        None if !member.active => Why::Left,
        None if device.is_some_and(|device| device.is_signed_out) => Why::SignedOut,
        // It can send by itself as soon as somebody signs in there.
        None => return Ok(HandedIn { left_out: share.changes, ..HandedIn::default() }),
    };
    let came = Came { why, sealed, by: session.map(|session| session.member.id) };
    held::keep(office.store(), &share, came, pushes).await?.ok_or_else(|| bad("hand-in-full"))
}

/// What is enclosed, and whether all of it was under seal.
fn open(office: &Office, session: Option<&Session>, share: &Share) -> Result<(bool, Vec<Pushed>), Problem> {
    let key = office.seal_key(share.tenant, share.member);
    let vouches = session.is_some_and(|session| session.member.role.may(Right::RunShop));
    // Without a session there is nothing to believe but the seal.
    let mut sealed = !share.pushes.is_empty();
    if !sealed && session.is_none() {
        return Err(bad("hand-in-broken-seal"));
    }
    let mut pushes = Vec::new();
    for enclosed in &share.pushes {
        let body = match enclosed {
            Enclosed::Sealed(closed) => {
                seal::open(&key, &share.bond(), closed).ok_or_else(|| bad("hand-in-broken-seal"))?
            }
            Enclosed::Open(body) if vouches => {
                sealed = false;
                body.clone().into_bytes()
            }
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
    Ok((sealed, pushes))
}

fn bad(code: &'static str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}
