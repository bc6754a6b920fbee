//! An owner looks at held changes, and takes them over or discards them.
use super::held;
use crate::gate::Session;
use crate::office::Office;
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use shared::base::{ClientId, OpId};
use shared::engine::{Actor, Refusal};
use shared::people::{Member, Right, Role};
use shared::sync::hand_in::{Decided, TakenOver};
use shared::sync::protocol::{Answer, MOST_COMMANDS};
use uuid::Uuid;

pub async fn list(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let held = held::list(office.store(), session.tenant).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(held))
}

/// Does what was held, in its order and as the person who did it; the answers are for ever, as with every command. Done in
/// parts: whoever is interrupted goes on by asking again, and nothing is done twice.
pub async fn take_over(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
    decided: web::Json<Decided>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let (client, decided) = (ClientId(client.into_inner()), decided.into_inner());
    let actor = actor(&office, &session, decided).await?;
    let at_once = i64::try_from(MOST_COMMANDS).unwrap_or(i64::MAX);
    let mut sum = TakenOver::default();
    loop {
        let (device, commands) = held::open(office.store(), session.tenant, client, decided, at_once).await?;
        if commands.is_empty() {
            break;
        }
        let ops: Vec<OpId> = commands.iter().map(|command| command.op).collect();
        let actor = Actor { device, ..actor.clone() };
        let answers = office.take_over(session.tenant, actor, commands).await?;
        let mut answered: Vec<(OpId, Option<Option<Refusal>>)> = Vec::with_capacity(ops.len());
        for (op, answered_one) in ops.into_iter().zip(answers) {
            let refused = match answered_one.answer {
                Answer::Accepted(_) => {
                    sum.accepted += 1;
                    None
                }
                Answer::Refused(refusal) => {
                    sum.refused += 1;
                    sum.why = sum.why.or(Some(refusal.clone()));
                    Some(Some(refusal))
                }
                Answer::Unreadable => {
                    sum.unreadable += 1;
                    Some(None)
                }
            };
            answered.push((op, refused));
        }
        held::taken_over(office.store(), session.tenant, answered, session.member.id).await?;
    }
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(sum))
}

/// An owner has read what was refused at taking over: the card goes.
pub async fn read(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
    decided: web::Json<Decided>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let client = ClientId(client.into_inner());
    held::read(office.store(), session.tenant, client, decided.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The person whose work it is, with the role that they have in the books: an owner's word does not widen their rights. Nor
/// do those of running the shop outlast the job: somebody who was let go must not come back by what another signs off.
async fn actor(office: &Office, session: &Session, decided: Decided) -> Result<Actor, Problem> {
    let member = office.find::<Member>(session.tenant, decided.member).await?.ok_or_else(Problem::not_found)?;
    let role = match member.role {
        role if !member.active && role.may(Right::RunShop) => Role::Clerk,
        role => role,
    };
    Ok(Actor { member: Some(member.id), name: member.name.to_string(), role, device: String::new() })
}

/// They stay in the books as discarded, with who did it; nothing of them is done. The device keeps its own copy, and sends
/// it if somebody signs in there: that is somebody's work of that moment, and not held.
pub async fn discard(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
    decided: web::Json<Decided>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let client = ClientId(client.into_inner());
    held::discard(office.store(), session.tenant, client, decided.into_inner(), session.member.id).await?;
    Ok(HttpResponse::NoContent().finish())
}
