//! The door: whoever comes shows a token, and each time it is looked up in the books, so that a person who was signed out is
//! out at once. Those who come while others are being looked up are looked up together, by the next question.
use super::sessions::{self, Entered, Found};
use crate::office::OfficeError;
use crate::store::Store;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Who may wait before the door; whoever comes then waits outside.
const LONGEST_LINE: usize = 1_024;
/// Most tokens in one question.
const AT_ONCE: usize = 256;

struct Waiting {
    token_hash: [u8; 32],
    answer: oneshot::Sender<Result<Option<Entered>, OfficeError>>,
}

/// A handle on the door; cheap to clone.
#[derive(Clone)]
pub struct Door {
    store: Store,
    line: mpsc::Sender<Waiting>,
}

impl Door {
    /// Stays open as long as somebody holds a handle.
    pub fn open(store: &Store) -> Door {
        let (line, waiting) = mpsc::channel(LONGEST_LINE);
        store.runtime().spawn(serve(store.clone(), waiting));
        Door { store: store.clone(), line }
    }

    /// Who a token belongs to; none when it is unknown or over, or the person does not work here any more.
    pub async fn who(&self, token_hash: [u8; 32]) -> Result<Option<Found>, OfficeError> {
        let (answer, answered) = oneshot::channel();
        self.line.send(Waiting { token_hash, answer }).await.map_err(|_| OfficeError::Closing)?;
        let Some(entered) = answered.await.map_err(|_| OfficeError::Closing)?? else { return Ok(None) };
        if entered.stale {
            sessions::prolong(&self.store, entered.tenant, token_hash).await?;
        }
        Ok(entered.read()?)
    }
}

async fn serve(store: Store, mut waiting: mpsc::Receiver<Waiting>) {
    let mut those = Vec::new();
    while waiting.recv_many(&mut those, AT_ONCE).await > 0 {
        let tokens: BTreeSet<[u8; 32]> = those.iter().map(|one| one.token_hash).collect();
        let answer = sessions::find(&store, tokens).await.map_err(Arc::new);
        for Waiting { token_hash, answer: to } in those.drain(..) {
            // Whoever asked may have gone.
            to.send(of(&answer, token_hash)).ok();
        }
    }
}

fn of(
    answer: &Result<HashMap<[u8; 32], Entered>, Arc<crate::store::StoreError>>,
    token_hash: [u8; 32],
) -> Result<Option<Entered>, OfficeError> {
    match answer {
        Ok(found) => Ok(found.get(&token_hash).cloned()),
        Err(error) => Err(OfficeError::Store(error.clone())),
    }
}
