//! What the device keeps: the outbox, which must never be lost, and the cache, which may always be. The only place that
//! names IndexedDB.

pub(crate) mod cache;
pub(crate) mod migrations;
pub(crate) mod outbox;

use crate::problems::SaveProblem;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError, UnexpectedDataError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Why something could not be read or written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum StoreError {
    Full,
    /// The browser has taken the connection away (cleared data, sleep, another version): open again.
    Lost,
    /// Another tab leads now; this one must not write the cache.
    Deposed,
    /// The browser has cleared it behind our back.
    Emptied,
    /// A person has decided about this before, or it does not lie here under this number any more.
    Decided,
    Other(String),
}

impl From<StoreError> for SaveProblem {
    fn from(error: StoreError) -> SaveProblem {
        match error {
            StoreError::Full => SaveProblem::Full,
            StoreError::Lost => SaveProblem::Storage("connection lost".to_owned()),
            StoreError::Emptied => SaveProblem::Storage("storage was cleared".to_owned()),
            StoreError::Deposed => SaveProblem::Storage("another tab leads".to_owned()),
            StoreError::Decided => SaveProblem::Storage("decided already".to_owned()),
            StoreError::Other(words) => SaveProblem::Storage(words),
        }
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        match &error {
            Error::DomException(DomException::InvalidStateError(_)) => StoreError::Lost,
            Error::DomException(DomException::Other(other)) if other.name().contains("Quota") => StoreError::Full,
            // A transaction of ours that aborts without a failed request was refused by the disk.
            Error::MissingData(UnexpectedDataError::TransactionAborted) => StoreError::Full,
            _ => StoreError::Other(error.to_string()),
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> StoreError {
        match error {
            OpenDbError::Base(error) => error.into(),
            other => StoreError::Other(other.to_string()),
        }
    }
}

impl From<serde_wasm_bindgen::Error> for StoreError {
    fn from(error: serde_wasm_bindgen::Error) -> StoreError {
        StoreError::Other(error.to_string())
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> StoreError {
        StoreError::Other(error.to_string())
    }
}

pub(crate) type Stored<T> = Result<T, StoreError>;

/// A database that is opened when it is needed and again when the browser has closed it.
#[derive(Clone)]
pub(crate) struct Connection {
    open: Rc<RefCell<Option<Rc<Database>>>>,
    which: Which,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Outbox,
    Cache,
}

impl Connection {
    pub fn new(which: Which) -> Connection {
        Connection { open: Rc::default(), which }
    }

    /// Boxed: the way to a database is carried once, not by everything that asks for one.
    fn database(&self) -> LocalBoxFuture<'_, Stored<Rc<Database>>> {
        self.find().boxed_local()
    }

    async fn find(&self) -> Stored<Rc<Database>> {
        if let Some(open) = self.open.borrow().clone() {
            return Ok(open);
        }
        let database = match self.which {
            Which::Outbox => migrations::open_outbox().await?,
            Which::Cache => migrations::open_cache().await?,
        };
        let database = Rc::new(database);
        *self.open.borrow_mut() = Some(database.clone());
        self.let_go_when_asked(&database);
        Ok(database)
    }

    /// After a failure: the next use opens it again.
    pub fn forget(&self) {
        self.open.borrow_mut().take();
    }

    /// A newer app in another tab, or the browser itself, may want this connection closed.
    fn let_go_when_asked(&self, database: &Rc<Database>) {
        let Ok(mut events) = database.version_changes() else { return };
        let connection = self.clone();
        spawn_local(async move {
            let asked = events.recv().await.is_some();
            if let Some(open) = connection.open.borrow_mut().take()
                && asked
            {
                Database::clone(&open).close();
            }
            if connection.which == Which::Outbox {
                // The browser may have cleared it. Whatever this tab remembers is written down before anybody leaves.
                crate::rescue::look().await;
            }
        });
    }

    /// Does it, and once more on a new connection when the old one turns out to be lost.
    pub async fn with<T>(&self, work: impl AsyncFn(&Database) -> Stored<T>) -> Stored<T> {
        let mut is_second_try = false;
        loop {
            let done = work(&*self.database().await?).await;
            if is_second_try || !matches!(done, Err(StoreError::Lost)) {
                return done;
            }
            self.forget();
            is_second_try = true;
        }
    }
}

/// A transaction that may write. Strict: complete means on the disk.
fn writing<'a>(database: &'a Database, stores: &[&str], durability: TransactionDurability) -> Stored<Transaction<'a>> {
    let options = TransactionOptions::new().with_durability(durability);
    let stores: Vec<String> = stores.iter().map(|store| (*store).to_owned()).collect();
    Ok(database.transaction(stores.as_slice()).with_mode(TransactionMode::Readwrite).with_options(options).build()?)
}

fn reading<'a>(database: &'a Database, stores: &[&str]) -> Stored<Transaction<'a>> {
    let stores: Vec<String> = stores.iter().map(|store| (*store).to_owned()).collect();
    Ok(database.transaction(stores.as_slice()).build()?)
}

/// Asks the browser not to clear this device's data on its own. It may say no; the work goes on all the same.
pub(crate) fn ask_to_persist() {
    let Some(window) = web_sys::window() else { return };
    let manager = window.navigator().storage();
    if manager.is_undefined() {
        return;
    }
    if let Ok(promise) = manager.persist() {
        spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
        });
    }
}

/// Whether the browser has promised not to clear it.
pub(crate) async fn is_persisted() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let manager = window.navigator().storage();
    if manager.is_undefined() {
        return false;
    }
    let Ok(promise) = manager.persisted() else { return false };
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}
