//! `waybill serve`: opens the house, listens, and closes it again when told to.
use super::house::{self, House, Tenancy};
use crate::archive::filing;
use crate::config::{Config, Place, Serving};
use crate::gate::DemoHint;
use crate::notifications::retry::Retry;
use crate::notifications::smtp::MailServer;
use crate::notifications::worker::{Post, Worker};
use crate::store::private_postgres::PrivatePostgres;
use crate::store::schema;
use crate::sync::tighten;
use crate::web::log;
use crate::web::serve::{Listening, Shared, listen};
use anyhow::Context;
use sqlx::Connection;
use std::io::Write;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    serving: Serving,

    /// Make no demo shop on the first start.
    #[arg(long)]
    no_demo: bool,

    /// Begin anew: everything in the private database is removed first.
    #[arg(long)]
    fresh: bool,
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    log::start();
    if args.fresh {
        begin_anew(&args.place).await?;
    }
    let mut house = house::open(&args.place, Tenancy::Alone).await?;
    let config = Config { place: args.place, serving: args.serving };
    let shared = Shared::new(house.office.clone(), config);
    let served = serve(&mut house, shared, !args.no_demo).await;
    let closed = house.close().await;
    served.and(closed)
}

async fn begin_anew(place: &Place) -> anyhow::Result<()> {
    if place.database_url.is_some() {
        anyhow::bail!(
            "--fresh only removes Waybill's private database. Empty the database at WAYBILL_DATABASE_URL yourself if you mean to."
        );
    }
    Ok(PrivatePostgres::erase(&place.data).await?)
}

async fn serve(house: &mut House, shared: Shared, with_demo: bool) -> anyhow::Result<()> {
    let demo = demo(&shared, with_demo).await?;
    let tls = shared.config.serving.tls();
    let post = post(&shared.config.serving)?;
    let windows = shared.config.serving.windows();
    let (worker, stop) = (Worker::new(house.office.clone(), post), CancellationToken::new());
    let Listening { server, handle, address } = listen(shared)?;
    let running = tokio::spawn(server);
    let sending = tokio::spawn(worker.run(stop.clone()));
    let filing = tokio::spawn(filing::run(house.office.clone(), windows, stop.clone()));
    let tightening = tokio::spawn(tighten::run(house.office.store().clone(), stop.clone()));
    say(demo.as_ref(), &format!("Waybill is ready at {}://{address}", if tls { "https" } else { "http" }))?;
    let ended = tokio::select! {
        () = told_to_stop() => Ok(()),
        () = house.keep_postgres() => Ok(()),
        ended = running => ended.map_err(anyhow::Error::from).and_then(|ended| Ok(ended?)),
    };
    tracing::info!("stopping");
    house.office.live().close();
    handle.stop(true).await;
    stop.cancel();
    if let Err(error) = sending.await {
        tracing::error!(%error, "the sending of mails broke");
    }
    if let Err(error) = filing.await {
        tracing::error!(%error, "the filing of orders broke");
    }
    if let Err(error) = tightening.await {
        tracing::error!(%error, "the squeezing of segments broke");
    }
    ended
}

fn post(serving: &Serving) -> anyhow::Result<Post> {
    let server =
        serving.smtp_url.as_deref().map(MailServer::from_url).transpose().context("WAYBILL_SMTP_URL cannot be used")?;
    let from = serving.mail_sender().map_err(|why| anyhow::anyhow!("WAYBILL_MAIL_FROM cannot be used: {why}"))?;
    Ok(Post { server, from, base_url: serving.base_url(), retry: Retry::from_env() })
}

/// The demo shop on the first start, and how to sign in to it as long as there is one.
async fn demo(shared: &Shared, wanted: bool) -> anyhow::Result<Option<DemoHint>> {
    if !wanted {
        return Ok(None);
    }
    // Servers that start at the same time on an empty database open one demo shop, not two.
    let turn = schema::take_turn(shared.office.store().url()).await?;
    let hint = crate::demo::open(&shared.office, shared.config.serving.smtp_url.is_some()).await?;
    turn.close().await?;
    shared.announced.set(hint.clone());
    Ok(hint)
}

/// What people and scripts wait for. Whoever closed our output does not stop the server.
fn say(demo: Option<&DemoHint>, ready: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let told = demo.and_then(|demo| demo.people.first().map(|owner| (owner, &demo.password)));
    let said = match told {
        Some((owner, password)) => {
            writeln!(out, "There is a demo shop: sign in as {} with the password {password}", owner.email)
        }
        None => Ok(()),
    };
    match said.and_then(|()| writeln!(out, "{ready}")).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}

/// Ctrl-C, or a service manager.
async fn told_to_stop() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
