//! One line of waiting bundles per merchant. What gathers while a transaction runs becomes the next transaction.
use super::batch;
use super::{Live, OfficeError};
use crate::store::{Store, secret::Secret};
use shared::base::TenantId;
use shared::sync::office::{Bundle, Reply};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

struct Waiting {
    bundle: Bundle,
    answer: oneshot::Sender<Result<Reply, OfficeError>>,
}

/// A merchant's line and the task that serves it.
struct Line {
    entry: mpsc::Sender<Waiting>,
    task: JoinHandle<()>,
}

pub struct Queues {
    store: Store,
    secret: Secret,
    live: Live,
    /// None once the office closes.
    lines: Mutex<Option<HashMap<TenantId, Line>>>,
}

/// A batch takes no further order once it has so many commands.
const BATCH: usize = 256;

/// Bundles that may wait in a line before whoever brings another one waits outside.
const LONGEST_LINE: usize = 1_024;

impl Queues {
    pub fn new(store: Store, secret: Secret, live: Live) -> Queues {
        Queues { store, secret, live, lines: Mutex::new(Some(HashMap::new())) }
    }

    /// Waits for the answer. Whoever stops waiting does not stop the bundle.
    pub async fn submit(&self, tenant: TenantId, bundle: Bundle) -> Result<Reply, OfficeError> {
        let (answer, answered) = oneshot::channel();
        let entry = self.entry(tenant).ok_or(OfficeError::Closing)?;
        entry.send(Waiting { bundle, answer }).await.map_err(|_| OfficeError::Closing)?;
        drop(entry);
        answered.await.map_err(|_| OfficeError::Closing)?
    }

    fn entry(&self, tenant: TenantId) -> Option<mpsc::Sender<Waiting>> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = lines.as_mut()?;
        if let Some(line) = lines.get(&tenant).filter(|line| !line.entry.is_closed()) {
            return Some(line.entry.clone());
        }
        let (entry, waiting) = mpsc::channel(LONGEST_LINE);
        let serving = serve(self.store.clone(), self.secret.clone(), self.live.clone(), tenant, waiting);
        let task = self.store.runtime().spawn(serving);
        lines.insert(tenant, Line { entry: entry.clone(), task });
        Some(entry)
    }

    /// Lets everything in the lines be written; takes nothing new.
    pub async fn close(&self) {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner).take();
        for (_, Line { entry, task }) in lines.unwrap_or_default() {
            drop(entry);
            if let Err(error) = task.await {
                tracing::error!(%error, "a merchant's line broke");
            }
        }
    }
}

async fn serve(store: Store, secret: Secret, live: Live, tenant: TenantId, mut waiting: mpsc::Receiver<Waiting>) {
    while let Some(first) = waiting.recv().await {
        let mut commands = first.bundle.commands.len();
        let mut batch = vec![first];
        while commands < BATCH {
            let Ok(next) = waiting.try_recv() else { break };
            commands += next.bundle.commands.len();
            batch.push(next);
        }
        answer(&store, &secret, &live, tenant, batch).await;
    }
}

/// One transaction for all; if the data of one makes it fail, one for each, so that the others are not refused with it.
async fn answer(store: &Store, secret: &Secret, live: &Live, tenant: TenantId, batch: Vec<Waiting>) {
    let (bundles, answers): (Vec<Bundle>, Vec<_>) = batch.into_iter().map(|one| (one.bundle, one.answer)).unzip();
    let results = match batch::perform(store, secret, live, tenant, &bundles).await {
        Ok(replies) => replies.into_iter().map(Ok).collect(),
        Err(error) if bundles.len() > 1 && error.is_about_the_data() => {
            let mut results = Vec::with_capacity(bundles.len());
            for bundle in &bundles {
                let alone = batch::perform(store, secret, live, tenant, std::slice::from_ref(bundle)).await;
                results.push(
                    alone.map_err(OfficeError::from).and_then(|mut replies| replies.pop().ok_or(OfficeError::Broken)),
                );
            }
            results
        }
        Err(error) => {
            tracing::error!(%error, "a batch was not written");
            let error = std::sync::Arc::new(error);
            bundles.iter().map(|_| Err(OfficeError::Store(error.clone()))).collect::<Vec<_>>()
        }
    };
    for (answer, result) in answers.into_iter().zip(results) {
        // Whoever asked may have gone; the books stand.
        answer.send(result).ok();
    }
}
