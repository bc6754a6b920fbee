//! The counter where commands are taken, one after the other: forecast by the rules, made safe in the outbox, and only
//! then shown. A refusal stores nothing.

use crate::courier;
use crate::device::{clock, ids, preferences};
use crate::first_page;
use crate::kept;
use crate::ledger::Slip;
use crate::person::Person;
use crate::problems::{NotDone, SaveProblem};
use crate::rescue;
use crate::storage::{self, StoreError, Stored};
use crate::tab::{Tab, here};
use crate::tabs::channel::{self, News};
use crate::tabs::lead;
use futures::channel::{mpsc, oneshot};
use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};
use rustc_hash::FxHashMap;
use shared::base::{ClientId, Moment};
use shared::engine::execute::Source;
use shared::engine::tx::Found;
use shared::engine::{Actor, Command, Ctx, Envelope, Key, Outcome, Record, Refusal, Site, execute_loaded};
use shared::sync::outbox::{Draft, Entry};
use shared::sync::replica::Replica;
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// What came of each command, in their order.
pub(crate) type Answers = Vec<Result<Outcome, Refusal>>;

/// The card of a refused command: whose outbox it is in, and its number there.
pub(crate) type Card = (ClientId, u64);

struct Job {
    commands: Vec<Command>,
    /// What a person has decided these about.
    instead_of: Option<Card>,
    reply: oneshot::Sender<Result<Answers, SaveProblem>>,
}

thread_local! {
    static QUEUE: RefCell<Option<mpsc::UnboundedSender<Job>>> = const { RefCell::new(None) };
    static WAITING: RefCell<Option<mpsc::UnboundedReceiver<Job>>> = const { RefCell::new(None) };
    static ASKED_TO_PERSIST: Cell<bool> = const { Cell::new(false) };
}

/// From now on commands are queued. Nothing is forecast before the books are read.
pub(crate) fn open() {
    let (sender, jobs) = mpsc::unbounded::<Job>();
    QUEUE.with(|queue| *queue.borrow_mut() = Some(sender));
    WAITING.with(|waiting| *waiting.borrow_mut() = Some(jobs));
}

/// Begins to take commands. They are taken in the order in which they were given, so that scans never overtake.
pub(crate) fn serve() {
    let Some(mut jobs) = WAITING.with(|waiting| waiting.borrow_mut().take()) else { return };
    spawn_local(async move {
        while let Some(job) = jobs.next().await {
            let done = take(&job.commands, job.instead_of).await;
            // Nobody waits any more when the screen was left; the commands are safe all the same.
            let _ = job.reply.send(done);
        }
    });
}

/// Hands commands over the counter. They are forecast together, so that a later one may build on an earlier one.
pub(crate) async fn hand_over(commands: Vec<Command>) -> Result<Answers, NotDone> {
    queue(commands, None).await
}

/// Hands over what a person has decided about a refused command. With it the card is closed, or nothing is done: not twice,
/// from two tabs, and not when the card lies under another number by now.
pub(crate) async fn hand_over_instead(command: Command, card: Card) -> Result<(), NotDone> {
    let answers = queue(vec![command], Some(card)).await?;
    match answers.into_iter().next() {
        Some(Err(refusal)) => Err(NotDone::Refused(refusal)),
        _ => Ok(()),
    }
}

/// Boxed: the app carries it once.
fn queue(commands: Vec<Command>, instead_of: Option<Card>) -> LocalBoxFuture<'static, Result<Answers, NotDone>> {
    let closed = || NotDone::CannotSave(SaveProblem::NobodySignedIn);
    async move {
        let (reply, answer) = oneshot::channel();
        let queue = QUEUE.with(|queue| queue.borrow().clone()).ok_or_else(closed)?;
        queue.unbounded_send(Job { commands, instead_of, reply }).map_err(|_| closed())?;
        Ok(answer.await.map_err(|_| closed())??)
    }
    .boxed_local()
}

async fn take(commands: &[Command], instead_of: Option<Card>) -> Result<Answers, SaveProblem> {
    let now = clock::now();
    let person = here(|tab| tab.person.borrow().clone()).ok_or(SaveProblem::NobodySignedIn)?;
    let (drafts, answers) =
        here(|tab| forecast(&tab.replica.borrow(), commands, &person, &preferences::device_name(), now));
    if drafts.is_empty() {
        return Ok(answers);
    }
    let saved = save(person, &drafts, instead_of).await;
    if matches!(saved, Err(StoreError::Decided)) {
        return Ok(vec![Err(Refusal::NothingToDo)]);
    }
    here(|tab| tab.facts.change(|facts| facts.cannot_save = saved.is_err()));
    let Saved { person, generation, entries } = saved?;
    ask_to_persist_once();
    here(|tab| {
        // Somebody else signed in meanwhile: it is safe, and is sent when its own person comes back.
        if tab.generation.get() == generation {
            let envelopes = drafts.into_iter().map(|draft| Some(draft.envelope));
            show(tab, &person, entries.into_iter().zip(envelopes).collect());
        }
    });
    kept::note();
    channel::tell(&News::Appended(person.client));
    lead::check_now_and_then();
    courier::poke();
    first_page::keep_soon();
    Ok(answers)
}

/// Commands that are safe in the outbox.
struct Saved {
    /// Whose outbox it is; another client's than before, if the old one was gone.
    person: Person,
    /// The books that were open then.
    generation: u64,
    entries: Vec<Entry>,
}

/// Makes them safe. An outbox that the browser has cleared first gets back what this tab remembers of it.
async fn save(person: Person, drafts: &[Draft], instead_of: Option<Card>) -> Stored<Saved> {
    let standing = || here(|tab| (tab.generation.get(), tab.footing.borrow().known_seq));
    let (generation, known) = standing();
    let outbox = here(|tab| tab.outbox.clone());
    if instead_of.is_some_and(|(client, _)| client != person.client) {
        return Err(StoreError::Decided);
    }
    let instead = instead_of.map(|(_, seq)| (seq, clock::now()));
    match outbox.append(&person, known, drafts, instead).await {
        Err(StoreError::Emptied) => {
            let person = rescue::put_back(&person).await?;
            if instead.is_some() {
                // What it is about is offered to the office once more, and comes back with another number.
                return Err(StoreError::Decided);
            }
            let (generation, _) = standing();
            let entries = outbox.append(&person, 0, drafts, None).await?;
            Ok(Saved { person, generation, entries })
        }
        saved => Ok(Saved { person, generation, entries: saved? }),
    }
}

/// What the rules say about each on this device now, each on top of those before it.
pub(crate) fn forecast(
    replica: &Replica,
    commands: &[Command],
    person: &Person,
    device: &str,
    now: Moment,
) -> (Vec<Draft>, Answers) {
    let mut books = Layered { below: replica, laid: FxHashMap::default() };
    let mut drafts = Vec::with_capacity(commands.len());
    let mut answers = Vec::with_capacity(commands.len());
    for command in commands {
        let envelope = Envelope { op: ids::op_id(), occurred_at: now, command: command.clone() };
        let ctx = ctx(person.actor(device.to_owned()), &envelope);
        let ran = execute_loaded(command, &ctx, &books);
        if ran.answer.is_ok() {
            books.laid.extend(ran.writes);
            drafts.push(Draft { envelope, by: person.name.clone(), device: device.to_owned() });
        }
        answers.push(ran.answer);
    }
    (drafts, answers)
}

/// A forecast is recorded when it happens.
fn ctx(actor: Actor, envelope: &Envelope) -> Ctx {
    Ctx::new(actor, envelope.op, envelope.occurred_at, envelope.occurred_at, Site::Device)
}

/// A stored command, and what it says if this app can read it.
pub(crate) type Known = (Entry, Option<Envelope>);

/// Reads stored commands.
pub(crate) fn known(entries: Vec<Entry>) -> Vec<Known> {
    let read = |entry: Entry| {
        let envelope = entry.envelope();
        (entry, envelope)
    };
    entries.into_iter().map(read).collect()
}

/// Shows commands that are safe in the outbox: on the books of this device and on the ledger. Also those that another
/// tab has taken, and those of an earlier day.
pub(crate) fn show(tab: &Tab, person: &Person, commands: Vec<Known>) {
    if let (Some((first, _)), Some((last, _))) = (commands.first(), commands.last()) {
        tab.footing.borrow_mut().know(first.seq, last.seq);
    }
    let changed = lay(tab, person, commands);
    tab.changed(&changed);
    tab.ledger_changed();
}

fn lay(tab: &Tab, person: &Person, commands: Vec<Known>) -> Vec<Key> {
    let mut changed = Vec::new();
    let mut replica = tab.replica.borrow_mut();
    let mut footing = tab.footing.borrow_mut();
    let mut ledger = tab.ledger.borrow_mut();
    for (entry, envelope) in commands {
        let Some(entry) = footing.as_heard(entry) else { continue };
        // What was read before somebody said what became of it.
        if ledger.get(entry.seq).is_some_and(|known| known.standing > entry.standing) {
            continue;
        }
        // What was refused, and what was pulled already, is not laid over the books; its words are kept for the card.
        let is_open = footing.is_open(&entry);
        let (mut touched, mut kept) = (Vec::new(), None);
        match envelope {
            Some(envelope) if is_open => {
                let actor = Actor { name: entry.by.clone(), ..person.actor(entry.device.clone()) };
                let ctx = ctx(actor, &envelope);
                touched = replica.enqueue(entry.seq, envelope, ctx).changed;
                changed.extend_from_slice(&touched);
            }
            Some(envelope) => kept = Some(Arc::new(envelope.command)),
            None => {}
        }
        ledger.add(entry.seq, Slip::of(&entry, touched, kept));
    }
    changed
}

fn ask_to_persist_once() {
    let offline = here(|tab| tab.facts.get().unreachable);
    if offline && !ASKED_TO_PERSIST.with(|asked| asked.replace(true)) {
        storage::ask_to_persist();
    }
}

/// The replica with a few forecasts on top that are not taken yet.
struct Layered<'a> {
    below: &'a Replica,
    laid: FxHashMap<Key, Option<Record>>,
}

impl Source for Layered<'_> {
    fn read(&self, key: &Key) -> Found {
        match self.laid.get(key) {
            Some(Some(record)) => Found::Here(record.clone()),
            Some(None) => Found::Absent,
            None => self.below.read(key),
        }
    }
}
