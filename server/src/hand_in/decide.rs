//! An owner looks at held changes, and takes them over or discards them.
use super::held::{self, Decision};
use crate::gate::Session;
use crate::office::Office;
use crate::web::Problem;
use actix_web::{HttpResponse, web};
use shared::base::ClientId;
use shared::engine::Actor;
use shared::people::{Member, Right};
use shared::sync::hand_in::TakenOver;
use shared::sync::protocol::{Answer, MOST_COMMANDS};
use uuid::Uuid;

pub async fn list(office: web::Data<Office>, session: Session) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let held = held::list(office.store(), session.tenant).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(held))
}

/// Does what was held, in its order and as the people who did it; the answers are for ever, as with every command. Done in
/// parts: whoever is interrupted goes on by asking again, and nothing is done twice.
pub async fn take_over(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let client = ClientId(client.into_inner());
    let at_once = i64::try_from(MOST_COMMANDS).unwrap_or(i64::MAX);
    let mut sum = TakenOver::default();
    loop {
        let open = held::open(office.store(), session.tenant, client, at_once).await?;
        if open.is_empty() {
            break;
        }
        for part in open {
            let actor = actor(&office, &session, &part).await?;
            let ops = part.commands.iter().map(|command| command.op).collect();
            for answered in office.take_over(session.tenant, actor, part.commands).await? {
                match answered.answer {
                    Answer::Accepted(_) => sum.accepted += 1,
                    Answer::Refused(refusal) => {
                        sum.refused += 1;
                        sum.why = sum.why.or(Some(refusal));
                    }
                    Answer::Unreadable => sum.unreadable += 1,
                }
            }
            let by = session.member.id;
            held::decide(office.store(), session.tenant, client, Some(ops), Decision::TakenOver, by).await?;
        }
    }
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(sum))
}

/// The person whose work it is, with the role that they have in the books: an owner's word does not widen their rights.
async fn actor(office: &Office, session: &Session, part: &held::Open) -> Result<Actor, Problem> {
    let member = office.find::<Member>(session.tenant, part.member).await?.ok_or_else(Problem::not_found)?;
    Ok(Actor { member: Some(member.id), name: member.name.to_string(), role: member.role, device: part.device.clone() })
}

/// They stay in the books as discarded, with who did it; nothing of them is done. The device keeps its own copy.
pub async fn discard(
    office: web::Data<Office>,
    session: Session,
    client: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    session.must(Right::RunShop)?;
    let client = ClientId(client.into_inner());
    held::decide(office.store(), session.tenant, client, None, Decision::Discarded, session.member.id).await?;
    Ok(HttpResponse::NoContent().finish())
}
