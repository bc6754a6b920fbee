//! One errand: say hello if need be, carry everything out, bring everything back, and leave the live channel open.
//! `shared::sync::errand` says what is next and why; here it is done: on the disk, and at the office.

use super::compaction;
use super::courier;
use super::spread::Spread;
use crate::device::{clock, ids, preferences};
use crate::export;
use crate::follower;
use crate::network::live::Live;
use crate::network::{gate, sync};
use crate::opening;
use crate::person::Person;
use crate::problems::NetError;
use crate::rescue;
use crate::session;
use crate::storage::cache::{Chunk, Piece};
use crate::storage::{StoreError, Stored};
use crate::tab::here;
use crate::tabs::channel::{self, Contact, News};
use crate::tabs::lead;
use futures::channel::oneshot;
use futures::stream::LocalBoxStream;
use futures::{FutureExt, StreamExt};
pub(super) use shared::sync::errand::Courier as Machine;
use shared::sync::errand::{Arrived, Ask, Errand, Over, Tab, Told, Unkept};
use shared::sync::footing::{ChunkKey, Fenced};
use shared::sync::outbox::{Entry, MOST_BYTES, push_body};
use shared::sync::protocol::{Hello, HelloReply, MOST_COMMANDS, PROTOCOL, PullReply};
use wasm_bindgen_futures::spawn_local;

/// Segments on their way at the same time.
const AT_ONCE: usize = 4;
/// The headline needs to know the day of the last contact; it is written down this often.
const REMEMBER_CONTACT_MS: i64 = 60_000;

pub(super) async fn run() -> Result<(), NetError> {
    // Whoever leaves makes this client introduce itself again.
    if !courier(|courier| courier.machine.borrow().greeted) {
        settle_sign_out().await?;
    }
    let Some(person) = here(|tab| tab.person.borrow().clone()) else { return Ok(()) };
    if here(|tab| tab.reading.get()) || !courier(|courier| courier.is_ready.get()) {
        // Whoever reads calls again when it is done.
        return Ok(());
    }
    if here(|tab| tab.lacks_rows.take()) {
        courier(|courier| courier.machine.borrow_mut().behind = true);
    }
    let mut runner = Runner::new(person);
    let greetings = courier(|courier| courier.greetings.get());
    let done = runner.run().await;
    if courier(|courier| courier.greetings.get()) != greetings {
        // Wanted meanwhile; the call for it waits.
        courier(|courier| courier.machine.borrow_mut().greeted = false);
    }
    if runner.is_current() {
        here(|tab| {
            tab.facts.change(|facts| facts.filling = None);
            tab.sending.set((0, 0));
        });
        runner.spread.show();
        here(|tab| tab.forget_fresh_rows());
    }
    done
}

/// Somebody signed out without a connection: the office is told before anything else.
async fn settle_sign_out() -> Result<(), NetError> {
    let outbox = here(|tab| tab.outbox.clone());
    let owed = outbox.remembered().await.is_ok_and(|remembered| remembered.sign_out_owed);
    if owed {
        gate::sign_out().await?;
        // If this cannot be written the office is told again, which does no harm.
        let _ = outbox.owe_sign_out(false).await;
    }
    Ok(())
}

/// The office answered.
fn reached() {
    follower::contact(Contact::Reached);
    channel::tell(&News::Contact(Contact::Reached));
}

struct Runner {
    person: Person,
    /// The books and the time of leading that this errand belongs to.
    stamp: (u64, u64),
    errand: Errand,
    spread: Spread,
    greeting: Option<HelloReply>,
    /// On their way, in their order.
    segments: Option<LocalBoxStream<'static, Result<Ahead, NetError>>>,
    /// Of the segment that the errand has taken and has not kept yet.
    rows: Option<Vec<u8>>,
}

/// A segment that was fetched ahead, and the rows that will lie beside it if they are made already.
struct Ahead {
    arrived: Arrived,
    rows: Option<Vec<u8>>,
}

fn stamp() -> (u64, u64) {
    (here(|tab| tab.generation.get()), courier(|courier| courier.term.get()))
}

impl Runner {
    fn new(person: Person) -> Runner {
        let errand = Errand::new(person.bearer(), ids::client_id(), clock::now());
        let spread = Spread::new(&person);
        Runner { stamp: stamp(), errand, spread, person, greeting: None, segments: None, rows: None }
    }

    /// Other books are open, or another tab leads: what comes now is nobody's.
    fn is_current(&self) -> bool {
        self.stamp == stamp()
    }

    async fn run(&mut self) -> Result<(), NetError> {
        let mut told = Told::Begin;
        loop {
            let ask = self.next(told);
            told = match ask {
                Ask::Over(over) => return self.end(over).await,
                ask => self.answer(ask).await?,
            };
            if !self.is_current() {
                return Ok(());
            }
        }
    }

    fn next(&mut self, told: Told) -> Ask {
        let Runner { errand, .. } = self;
        let ask = here(|tab| {
            courier(|courier| {
                let mut machine = courier.machine.borrow_mut();
                tab.lay(|replica, footing| {
                    errand.next(&mut Tab { replica, footing, courier: &mut machine, now: clock::now() }, told)
                })
            })
        });
        for news in std::mem::take(&mut self.errand.news) {
            self.spread.tell(news);
        }
        ask
    }

    async fn answer(&mut self, ask: Ask) -> Result<Told, NetError> {
        let rows = self.rows.take();
        match ask {
            Ask::Hello => self.greet().await.map(Told::Hello),
            Ask::Push(entries) => {
                let (body, _) = push_body(self.person.client, &preferences::device_name(), &entries, MOST_BYTES);
                let pushed = sync::push(body).await?;
                reached();
                Ok(Told::Pushed(pushed))
            }
            Ask::Pull(pull) => {
                let reply = sync::pull(&pull).await?;
                reached();
                self.fetch_ahead(&reply);
                Ok(Told::Pulled(reply))
            }
            Ask::Segment(hash) => {
                clock::breathe().await;
                let ahead = match &mut self.segments {
                    Some(segments) => segments.next().await,
                    None => None,
                };
                match ahead {
                    Some(ahead) => {
                        let Ahead { arrived, rows } = ahead?;
                        self.rows = rows;
                        Ok(Told::Segment(arrived))
                    }
                    None => sync::segment(&hash).await.map(|bytes| Told::Segment(Arrived::of(bytes))),
                }
            }
            ask => Ok(self.ask_disk(ask, rows).await.unwrap_or(Told::Failed)),
        }
    }

    /// Introduces this client. Name and role may have changed since this device heard of them.
    async fn greet(&mut self) -> Result<HelloReply, NetError> {
        let hello = Hello { client: self.person.client, protocol: PROTOCOL, device: preferences::device_name() };
        let reply = sync::hello(&hello).await?;
        reached();
        let is_same = self.person.is(reply.tenant, reply.member);
        if is_same && self.is_current() && (self.person.name != reply.name || self.person.role != reply.role) {
            self.person = Person { name: reply.name.clone(), role: reply.role, ..self.person.clone() };
            let (outbox, now) = (here(|tab| tab.outbox.clone()), self.person.clone());
            here(|tab| {
                tab.session.set(now.session(false));
                *tab.person.borrow_mut() = Some(now.clone());
            });
            // What cannot be written now is written at the next hello.
            let _ = outbox.remember(Some(&now)).await;
        }
        if is_same && self.is_current() {
            self.keep_seal(&reply.seal).await;
            here(|tab| tab.facts.change(|facts| facts.held = reply.held));
            spawn_local(export::hand_in_by_itself());
        }
        self.greeting = Some(reply.clone());
        Ok(reply)
    }

    /// What this person seals with is needed when the office does not know them any more. What cannot be written now is
    /// written at the next hello.
    async fn keep_seal(&self, seal: &str) {
        let outbox = here(|tab| tab.outbox.clone());
        let is_kept = outbox.seal(&self.person).await.is_ok_and(|kept| kept.as_deref() == Some(seal));
        if !is_kept && !seal.is_empty() {
            let _ = outbox.keep_seal(&self.person, seal).await;
        }
    }

    /// Begins to fetch all segments; the errand takes one after the other. Each is fetched and looked into by a task of its own,
    /// which goes on while the errand waits for the disk.
    fn fetch_ahead(&mut self, reply: &PullReply) {
        let stamp = self.stamp;
        let hashes: Vec<String> = reply.segments.iter().map(|segment| segment.hash.clone()).collect();
        let fetched = futures::stream::iter(hashes).map(move |hash| {
            let (came, coming) = oneshot::channel();
            spawn_local(async move {
                // Nobody takes it any more when the errand has ended.
                let _ = came.send(ahead(&hash, stamp).await);
            });
            coming.map(|came| came.unwrap_or(Err(NetError::Offline)))
        });
        self.segments = Some(fetched.buffered(AT_ONCE).boxed_local());
    }

    /// `rows` are those of what is to be kept, if they are made already.
    async fn ask_disk(&self, ask: Ask, rows: Option<Vec<u8>>) -> Stored<Told> {
        let (outbox, cache) = here(|tab| (tab.outbox.clone(), tab.cache.clone()));
        let client = self.person.client;
        Ok(match ask {
            Ask::Look(known) => Told::Looked(outbox.knows(&self.person, known).await?),
            Ask::Rescue(spare) => Told::Rescued(rescue::write(&self.person, spare).await?.client),
            Ask::LastSeq => Told::LastSeq(outbox.last_seq(client).await?),
            Ask::Entry(seq) => Told::Entry(outbox.get(client, seq).await?),
            Ask::Waiting(after) => Told::Entries(self.waiting(after).await?),
            Ask::Answered(entries) => {
                let written = outbox.answered(client, &entries).await;
                here(|tab| tab.facts.change(|facts| facts.cannot_save = written.is_err()));
                written?;
                Told::Written
            }
            Ask::OfferAgain(spare) => {
                outbox.offer_again(&self.person, spare).await?;
                Told::Written
            }
            Ask::TakeLead => Told::Leads(cache.take_lead(clock::now()).await?),
            Ask::ClearCache { leader } => Told::Kept(kept(cache.clear(leader).await.map(|()| None))),
            Ask::StillLeads { leader } => Told::Kept(kept(cache.still_leads(leader).await.map(|()| None))),
            Ask::Keep { leader, head, bytes, patch } => {
                let rows = rows.unwrap_or_else(|| here(|tab| tab.rows_of(&patch.entries)));
                let chunk = Piece::Chunk(Chunk { bytes: &bytes, rows: &rows });
                Told::Kept(kept(cache.keep(leader, &head, chunk).await))
            }
            Ask::Compact { leader, head, clearings } => {
                Told::Kept(kept(compaction::compact(leader, &head, clearings).await))
            }
            Ask::Hello | Ask::Push(_) | Ask::Pull(_) | Ask::Segment(_) | Ask::Over(_) => Told::Failed,
        })
    }

    /// As many as go into one push.
    async fn waiting(&self, after: u64) -> Stored<Vec<Entry>> {
        let outbox = here(|tab| tab.outbox.clone());
        let most = u32::try_from(MOST_COMMANDS).unwrap_or(u32::MAX);
        let mut waiting = outbox.waiting(self.person.client, after, most).await?;
        let (_, taken) = push_body(self.person.client, "", &waiting, MOST_BYTES);
        waiting.truncate(taken);
        Ok(waiting)
    }

    async fn end(&mut self, over: Over) -> Result<(), NetError> {
        match over {
            Over::Done => {
                keep_live_open();
                self.keep_house().await;
                Ok(())
            }
            Over::SomebodyElse => {
                if let Some(reply) = &self.greeting {
                    // If it cannot be remembered, the next start asks again.
                    let _ = session::become_person(&gate::Who::of(reply)).await;
                }
                Ok(())
            }
            Over::Renewed(client) => {
                opening::begin_anew(&self.person, Person { client, ..self.person.clone() }).await;
                Ok(())
            }
            Over::Rescued(client) => {
                opening::renumber(&self.person, Person { client, ..self.person.clone() }).await;
                Ok(())
            }
            Over::Deposed => {
                lead::deposed();
                Ok(())
            }
            Over::Broken => Err(NetError::Garbage),
        }
    }

    /// When everything else is done.
    async fn keep_house(&self) {
        let now = clock::now();
        if now.0 - courier(|courier| courier.contact_written.get()) < REMEMBER_CONTACT_MS {
            return;
        }
        courier(|courier| courier.contact_written.set(now.0));
        let outbox = here(|tab| tab.outbox.clone());
        // The first small write after a quiet time: it tells whether this device can still save.
        let written = outbox.remember_contact(now).await;
        here(|tab| tab.facts.change(|facts| facts.cannot_save = written.is_err()));
        // Done again at the next occasion if it fails.
        let _ = outbox.prune(now).await;
    }
}

/// Fetches a segment for the books and the time of leading of `stamp`, and makes its rows; in two pieces, so that the errand can
/// go on in between.
async fn ahead(hash: &str, of: (u64, u64)) -> Result<Ahead, NetError> {
    let arrived = Arrived::of(sync::segment(hash).await?);
    clock::breathe().await;
    // What does not belong to these books any more, or is not what was asked for, is taken no further.
    let is_wanted = stamp() == of && arrived.hash == hash;
    let entries = arrived.entries.as_ref().ok().filter(|_| is_wanted);
    let rows = entries.map(|entries| here(|tab| tab.rows_of(entries)));
    Ok(Ahead { arrived, rows })
}

fn kept(kept: Stored<Option<ChunkKey>>) -> Result<Option<ChunkKey>, Unkept> {
    kept.map_err(|error| match error {
        StoreError::Deposed => Unkept::Fenced(Fenced::Deposed),
        StoreError::Emptied => Unkept::Fenced(Fenced::Emptied),
        _ => Unkept::Failed,
    })
}

fn keep_live_open() {
    courier(|courier| {
        let mut live = courier.live.borrow_mut();
        if live.as_ref().is_none_or(Live::is_closed) {
            *live = Live::open(super::poke);
        }
    });
}
