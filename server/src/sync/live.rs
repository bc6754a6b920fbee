//! The live channel: server-sent events that say "there is something new", and nothing else.
use crate::gate::{Door, Session};
use crate::metrics::Listening;
use crate::office::Office;
use crate::store::merchants;
use crate::web::Problem;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use futures::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// So often a quiet stream says that it is still there, and the session is checked again.
const HEARTBEAT: Duration = Duration::from_secs(15);

struct Stream {
    door: web::Data<Door>,
    session: Session,
    versions: watch::Receiver<u64>,
    closing: CancellationToken,
    /// Told at once, before anything changes.
    first: Option<u64>,
    told: u64,
    _counted: Listening,
}

pub async fn live(office: web::Data<Office>, door: web::Data<Door>, session: Session) -> Result<HttpResponse, Problem> {
    // Watched before looked up: a change in between is told twice rather than not at all.
    let versions = office.live().watch(session.tenant);
    let (store, tenant) = (office.store().clone(), session.tenant);
    let standing = office
        .store()
        .detached(async move {
            let mut tx = store.snapshot(tenant).await?;
            let standing = merchants::standing(&mut tx, tenant).await?;
            tx.commit().await?;
            Ok(standing)
        })
        .await?;
    let stream = Stream {
        closing: office.live().closing(),
        first: Some(standing.version.unsigned_abs()),
        told: standing.version.unsigned_abs(),
        versions,
        door,
        session,
        _counted: Listening::begin(),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compressing would hold events back until there are enough of them; so would a proxy that gathers answers.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(stream::unfold(stream, next)))
}

async fn next(mut stream: Stream) -> Option<(Result<web::Bytes, Infallible>, Stream)> {
    if let Some(version) = stream.first.take() {
        return Some((Ok(web::Bytes::from(format!("retry: 2000\n{}", event(version)))), stream));
    }
    loop {
        tokio::select! {
            () = stream.closing.cancelled() => return None,
            changed = stream.versions.changed() => {
                changed.ok()?;
                let version = *stream.versions.borrow_and_update();
                if version > stream.told {
                    stream.told = version;
                    return Some((Ok(web::Bytes::from(event(version))), stream));
                }
            }
            () = tokio::time::sleep(HEARTBEAT) => {
                // Somebody who was signed out elsewhere stops hearing. A database that does not answer is no reason.
                let still = stream.door.who(stream.session.token_hash).await;
                if matches!(still, Ok(None)) {
                    return None;
                }
                return Some((Ok(web::Bytes::from_static(b": still here\n\n")), stream));
            }
        }
    }
}

fn event(version: u64) -> String {
    format!("data: {{\"version\":{version}}}\n\n")
}
