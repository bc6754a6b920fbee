//! The desk: the one handle that screens have. They act, they watch, and no screen awaits the network.

use crate::archive::{self, OlderOrder};
use crate::books::Books;
use crate::change::Change;
use crate::counter;
use crate::courier;
use crate::device::{clock, preferences, updates};
use crate::export;
use crate::kept;
use crate::network;
use crate::network::gate::SignUp;
use crate::opening::{self, Ahead};
use crate::person::Session;
use crate::problems::{GateError, NetError, NotDone, SaveProblem, Unsent};
use crate::session;
use crate::settle;
use crate::status::SyncStatus;
use crate::storage;
use crate::tab::{Filling, here};
use crate::tabs::{channel, lead};
use futures::FutureExt;
use futures::future::{LocalBoxFuture, join};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::base::{OrderId, Sku};
use shared::engine::{Command, Outcome, Refusal};
use shared::inventory::Move;
use shared::sync::hand_in::HandedIn;
use shared::sync::ways::Way;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Commands of a long list that go into one transaction of the outbox.
const BATCH: usize = 256;
/// So many waiting changes the Sync page can show; the headline counts all of them.
const MOST_SHOWN: usize = 300;

/// The desk of this tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Desk;

/// Opens the storage of this device and the books of whoever works here: who that is is known afterwards, what is in the books
/// is read behind the screens ([`Desk::is_whole`]). Never waits for the network.
pub async fn open() -> Desk {
    crate::bench::open();
    preferences::apply();
    crate::device::install::listen();
    updates::register();
    channel::open();
    courier::open();
    let (outbox, cache) = here(|tab| (tab.outbox.clone(), tab.cache.clone()));
    // Both databases are opened at once. If the cache cannot be, whoever reads it hears of it.
    let (remembered, _) = join(outbox.remembered(), cache.open()).await;
    let remembered = match remembered {
        Ok(remembered) => {
            if remembered.people.is_empty() {
                here(|tab| tab.missed.set(kept::missed()));
            }
            remembered
        }
        Err(_) => {
            here(|tab| tab.facts.change(|facts| facts.cannot_save = true));
            storage::outbox::Remembered::default()
        }
    };
    here(|tab| tab.facts.change(|facts| facts.contact = remembered.contact));
    counter::open();
    spawn_local(read(opening::begin(remembered.person)));
    Desk
}

/// The rest of opening, behind the screens.
async fn read(ahead: Option<Ahead>) {
    if let Some(ahead) = ahead {
        ahead.read().await;
    }
    counter::serve();
    here(|tab| tab.ready.set(true));
    lead::stand_in_line();
    lead::check();
}

impl Desk {
    /// Does it on this device, at once. Ready when it is safe in the outbox; a refusal stores nothing.
    ///
    /// Boxed: what is awaited in a hundred places is carried once.
    pub fn act(self, command: impl Into<Command>) -> LocalBoxFuture<'static, Result<Outcome, NotDone>> {
        act_on(command.into()).boxed_local()
    }

    /// Does a long list of things, a few hundred at a time, and lets the browser draw in between. `progress` hears how
    /// many are done. Refused ones are told apart in the answer, which has the order of the list.
    pub async fn act_many(
        self,
        commands: Vec<Command>,
        progress: impl Fn(usize) + 'static,
    ) -> Result<Vec<Result<Outcome, Refusal>>, NotDone> {
        let mut answers = Vec::with_capacity(commands.len());
        let mut commands = commands.into_iter();
        loop {
            let batch: Vec<Command> = commands.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(answers);
            }
            answers.extend(counter::hand_over(batch).await?);
            progress(answers.len());
            clock::breathe().await;
        }
    }

    /// Follows a query: it runs again when a record or a kind that it has read changes.
    pub fn watch<T: PartialEq + Clone + Send + Sync + 'static>(
        self,
        query: impl Fn(&Books<'_>) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| here(|tab| tab.query(true, &query)))
    }

    /// Asks once, now.
    pub fn read<T>(self, query: impl FnOnce(&Books<'_>) -> T) -> T {
        here(|tab| tab.query(false, query))
    }

    /// Whether what this device holds is read. Before that a screen may show the rows of orders and the shop, nothing else.
    pub fn is_whole(self) -> Signal<bool> {
        let facts = here(|tab| tab.facts.signal());
        Memo::new(move |_| facts.get().is_read).into()
    }

    /// The headline for the pill.
    pub fn status(self) -> Signal<SyncStatus> {
        let facts = here(|tab| tab.facts.signal());
        Memo::new(move |_| facts.get().status(clock::now())).into()
    }

    /// Changes that are not with the office yet, the latest that are, and those that need a person.
    pub fn work(self) -> Signal<Vec<Change>> {
        Memo::new(|_| here(|tab| tab.changes(MOST_SHOWN))).into()
    }

    /// How many changes wait to be sent.
    pub fn waiting(self) -> Signal<usize> {
        let facts = here(|tab| tab.facts.signal());
        Memo::new(move |_| facts.get().waiting).into()
    }

    /// How many refused or held changes wait for a person.
    pub fn needs_you(self) -> Signal<usize> {
        let facts = here(|tab| tab.facts.signal());
        Memo::new(move |_| facts.get().decisions()).into()
    }

    /// While this device gets its first copy of the books: how far it is.
    pub fn filling(self) -> Signal<Option<Filling>> {
        let facts = here(|tab| tab.facts.signal());
        Memo::new(move |_| facts.get().filling).into()
    }

    /// Set when the browser has cleared this device since it was used last: how many changes were not sent then.
    pub fn missed(self) -> Signal<Option<usize>> {
        here(|tab| tab.missed.signal()).into()
    }

    /// Presses a button on a decision card.
    pub async fn settle(self, seq: u64, way: &Way) -> Result<(), NotDone> {
        settle::settle(seq, way).await
    }

    /// Tries to reach the office now.
    pub fn sync_now(self) {
        courier::sync_now();
    }

    /// Everything that is not with the office, under seal: a file that can be handed in on another device. None if it cannot
    /// be read.
    pub async fn export_unsent(self) -> Option<String> {
        serde_json::to_string(&export::unsent().await.ok()?).ok()
    }

    /// Hands in such a file. The office holds it until an owner decides.
    pub async fn hand_in(self, file: String) -> Result<HandedIn, NetError> {
        let handed_in = export::hand_in(file).await;
        courier::greet_again();
        handed_in
    }

    /// An owner has decided about something that was held: asks how much still is.
    pub fn held_changed(self) {
        courier::greet_again();
    }

    /// Older orders with these words, behind `last`, and whether there are more. Needs a connection.
    pub async fn older_orders(
        self,
        words: &str,
        last: Option<&OlderOrder>,
    ) -> Result<(Vec<OlderOrder>, bool), NetError> {
        archive::list(words, last).await
    }

    /// Brings an older order to look at: it is seen in this tab, and is on no list. Needs a connection.
    pub async fn look_up_order(self, order: OrderId) -> Result<(), NetError> {
        archive::look_up(order).await
    }

    /// Older moves of a product behind `last`, and whether there are more. Needs a connection.
    pub async fn older_moves(self, sku: &Sku, last: Option<&Move>) -> Result<(Vec<Arc<Move>>, bool), NetError> {
        archive::moves(sku, last).await
    }

    /// Whether the browser has promised to keep this device's data.
    pub async fn is_persisted(self) -> bool {
        storage::is_persisted().await
    }

    /// Work of other people who used this browser; it is sent when they sign in. Name and number of changes.
    pub async fn others_waiting(self) -> Vec<(String, usize)> {
        session::others_waiting().await
    }

    pub fn session(self) -> Signal<Session> {
        here(|tab| tab.session.signal()).into()
    }

    pub async fn sign_in(self, email: &str, password: &str) -> Result<(), GateError> {
        session::sign_in(email, password).await
    }

    pub async fn sign_up(self, form: SignUp) -> Result<(), GateError> {
        session::sign_up(&form).await
    }

    /// Leaves, unless something is not sent.
    pub async fn sign_out(self) -> Result<(), Unsent> {
        session::sign_out().await
    }

    /// Leaves and throws away what is not sent. Only on the person's own word.
    pub async fn sign_out_and_delete(self) -> Result<(), SaveProblem> {
        session::sign_out_and_delete().await
    }

    /// Asks the office for something that only it knows. Needs a connection.
    pub async fn ask<T: DeserializeOwned>(self, path: &str) -> Result<T, NetError> {
        network::ask(path).await
    }

    /// Tells the office something that is not a command (a password, a key). Needs a connection.
    pub async fn tell<B: Serialize, T: DeserializeOwned>(
        self,
        method: Method,
        path: &str,
        body: &B,
    ) -> Result<T, NetError> {
        network::tell(method.into(), path, body).await
    }
}

async fn act_on(command: Command) -> Result<Outcome, NotDone> {
    let stopwatch = crate::bench::Stopwatch::start();
    let answers = counter::hand_over(vec![command]).await?;
    stopwatch.stop();
    answers.into_iter().next().unwrap_or(Ok(Outcome::Unchanged)).map_err(NotDone::Refused)
}

/// How something is told to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Post,
    Put,
    Delete,
}

impl From<Method> for gloo_net::http::Method {
    fn from(method: Method) -> gloo_net::http::Method {
        match method {
            Method::Post => gloo_net::http::Method::POST,
            Method::Put => gloo_net::http::Method::PUT,
            Method::Delete => gloo_net::http::Method::DELETE,
        }
    }
}
