//! "There is something new": to the devices of this process at once, to other processes through the database.
//!
//! Notifications have connections of their own: `pg_notify` inside the writing transactions would make them wait for
//! each other. Those of one moment are told together. What could not be told is told again; and because a process can die
//! between its commit and its telling, every process also looks by itself now and then.
use crate::store::{Store, merchants};
use shared::base::TenantId;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use sqlx::{Connection, PgConnection};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const CHANNEL: &str = "waybill";

/// Pause before a lost connection is tried again.
const TRY_AGAIN: Duration = Duration::from_millis(500);

/// So often the books of those who listen are looked at without having heard anything.
const LOOK_AGAIN: Duration = Duration::from_secs(15);

#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    versions: Mutex<HashMap<TenantId, watch::Sender<u64>>>,
    /// What other processes have not been told yet.
    untold: Mutex<HashMap<TenantId, (u64, bool)>>,
    something_untold: Notify,
    deliveries: Notify,
    /// Streams end.
    closing: CancellationToken,
    /// Nothing will change any more; what is untold is told, then nothing more.
    last_words: CancellationToken,
    telling: Mutex<Option<JoinHandle<()>>>,
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    pub fn start(store: &Store) -> Live {
        let live = Live(Arc::new(Inner {
            versions: Mutex::default(),
            untold: Mutex::default(),
            something_untold: Notify::new(),
            deliveries: Notify::new(),
            closing: CancellationToken::new(),
            last_words: CancellationToken::new(),
            telling: Mutex::default(),
        }));
        let telling = store.runtime().spawn(tell_others(live.clone(), store.url().to_owned()));
        *open(&live.0.telling) = Some(telling);
        store.runtime().spawn(until_closing(live.clone(), hear_others(live.clone(), store.clone())));
        store.runtime().spawn(until_closing(live.clone(), look_again(live.clone(), store.clone())));
        live
    }

    /// The newest version of a merchant's books that this process has heard of; 0 before it has heard of any.
    pub fn watch(&self, tenant: TenantId) -> watch::Receiver<u64> {
        open(&self.0.versions).entry(tenant).or_insert_with(|| watch::Sender::new(0)).subscribe()
    }

    /// Waits until there may be a notice to send. Poll all the same: another process may have gone down with one.
    pub async fn delivery_waits(&self) {
        self.0.deliveries.notified().await;
    }

    /// Ends when the office closes: streams that would stay open for ever must end with it.
    pub fn closing(&self) -> CancellationToken {
        self.0.closing.clone()
    }

    pub fn close(&self) {
        self.0.closing.cancel();
    }

    /// Waits until other processes have been told of everything: a command that ends right after its last change must not
    /// keep it to itself.
    pub async fn finish(&self) {
        self.close();
        self.0.last_words.cancel();
        let telling = open(&self.0.telling).take();
        if let Some(telling) = telling
            && let Err(error) = telling.await
        {
            tracing::warn!(%error, "other processes may not have been told of the last change");
        }
    }

    /// After a commit.
    pub fn tell(&self, tenant: TenantId, version: u64, deliveries: bool) {
        self.heard(tenant, version, deliveries);
        self.tell_later(tenant, version, deliveries);
    }

    /// Changes of one merchant that wait together are one.
    fn tell_later(&self, tenant: TenantId, version: u64, deliveries: bool) {
        let mut untold = open(&self.0.untold);
        let known = untold.entry(tenant).or_default();
        *known = (known.0.max(version), known.1 || deliveries);
        self.0.something_untold.notify_one();
    }

    fn heard(&self, tenant: TenantId, version: u64, deliveries: bool) {
        if deliveries {
            self.0.deliveries.notify_one();
        }
        let mut versions = open(&self.0.versions);
        let Some(watched) = versions.get(&tenant) else { return };
        if watched.receiver_count() == 0 {
            versions.remove(&tenant);
            return;
        }
        watched.send_if_modified(|known| {
            let newer = version > *known;
            *known = version.max(*known);
            newer
        });
    }

    fn watched(&self) -> Vec<TenantId> {
        open(&self.0.versions).keys().copied().collect()
    }
}

async fn until_closing(live: Live, work: impl Future<Output = ()>) {
    let closing = live.closing();
    tokio::select! {
        () = closing.cancelled() => {}
        () = work => {}
    }
}

async fn tell_others(live: Live, url: String) {
    let mut connection: Option<PgConnection> = None;
    let mut more = true;
    while more {
        more = tokio::select! {
            () = live.0.something_untold.notified() => true,
            () = live.0.last_words.cancelled() => false,
        };
        let untold = std::mem::take(&mut *open(&live.0.untold));
        let mut lost = false;
        for (tenant, (version, deliveries)) in untold {
            let message = format!("{tenant}:{version}:{}", u8::from(deliveries));
            if !lost && let Err(error) = notify(&mut connection, &url, &message).await {
                tracing::warn!(%error, "other processes were not told of a change; trying again");
                (connection, lost) = (None, true);
            }
            if lost {
                live.tell_later(tenant, version, deliveries);
            }
        }
        if lost && more {
            tokio::time::sleep(TRY_AGAIN).await;
        }
    }
}

async fn notify(connection: &mut Option<PgConnection>, url: &str, message: &str) -> Result<(), sqlx::Error> {
    let connection = match connection {
        Some(open) => open,
        None => connection.insert(PgConnection::connect_with(&named(url, "waybill tells")?).await?),
    };
    sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(message).execute(connection).await?;
    Ok(())
}

/// As people who look after PostgreSQL see it.
fn named(url: &str, name: &str) -> Result<PgConnectOptions, sqlx::Error> {
    Ok(PgConnectOptions::from_str(url)?.application_name(name))
}

async fn hear_others(live: Live, store: Store) {
    loop {
        if let Err(error) = listen(&live, &store).await {
            tracing::warn!(%error, "changes of other processes are not heard; trying again");
        }
        tokio::time::sleep(TRY_AGAIN).await;
    }
}

async fn listen(live: &Live, store: &Store) -> Result<(), sqlx::Error> {
    // The listener takes its only connection from this pool.
    let ear = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_with(named(store.url(), "waybill hears")?)
        .await?;
    let mut listener = PgListener::connect_with(&ear).await?;
    listener.listen(CHANNEL).await?;
    catch_up(live, store).await;
    // `try_recv` tells when the connection was lost; what was said meanwhile is looked up.
    while let Some(notification) = listener.try_recv().await? {
        if let Some((tenant, version, deliveries)) = read(notification.payload()) {
            live.heard(tenant, version, deliveries);
        }
    }
    Ok(())
}

/// Finds what nobody said: its process died after the commit, or the wire to PostgreSQL is dead and does not say so.
async fn look_again(live: Live, store: Store) {
    loop {
        tokio::time::sleep(LOOK_AGAIN).await;
        catch_up(&live, &store).await;
    }
}

/// What was said while nobody listened.
async fn catch_up(live: &Live, store: &Store) {
    for tenant in live.watched() {
        let looking = store.clone();
        let standing = store
            .detached(async move {
                let mut tx = looking.snapshot(tenant).await?;
                let standing = merchants::standing(&mut tx, tenant).await?;
                tx.commit().await?;
                Ok(standing)
            })
            .await;
        if let Ok(standing) = standing {
            live.heard(tenant, standing.version.unsigned_abs(), true);
        }
    }
}

fn read(payload: &str) -> Option<(TenantId, u64, bool)> {
    let mut parts = payload.split(':');
    let tenant = Uuid::parse_str(parts.next()?).ok()?;
    let version = parts.next()?.parse().ok()?;
    Some((TenantId(tenant), version, parts.next() == Some("1")))
}
