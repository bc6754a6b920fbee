//! One errand of the leading tab: say hello if need be, carry everything out, bring everything back, tidy up.
//!
//! It does no I/O. [`Errand::next`] takes what it was told and says what it asks for next; whoever runs it (the engine in
//! the browser, the simulator in memory) does that and comes back. Between an ask and what is told anything may have
//! happened: another tab leads, somebody else signed in (then the errand is dropped), the process died.

mod arrived;
mod bring;
mod carry;
mod greet;

use super::fault;
use super::footing::{Bearer, ChunkKey, Fenced, Footing, Head, Place};
use super::outbox::Entry;
use super::patch::Patch;
use super::protocol::{Answer, HelloReply, Pull, PullReply, PushGap, PushReply};
use super::replica::Replica;
use crate::base::{ClientId, Moment};
use crate::engine::{Key, Scope};
use std::rc::Rc;

pub use arrived::Arrived;

/// A hello is repeated this often: a person may have been given more rights, and only the hello tells.
const GREET_EVERY_MS: i64 = 10 * 60 * 1_000;

/// So often a tab looks whether the browser has cleared the outbox. A command that is saved finds out by itself.
const LOOK_EVERY_MS: i64 = 10 * 1_000;

/// What a leading tab knows from one errand to the next.
#[derive(Debug, Clone, Default)]
pub struct Courier {
    /// The office knows this client, and this tab knows the office's epoch.
    pub greeted: bool,
    /// When it last said hello.
    pub greeted_at: Moment,
    /// When it last looked whether the outbox is the one that it knows.
    pub looked_at: Moment,
    /// The other tabs have heard from this one how far the copy goes since it leads.
    pub announced: bool,
    /// The number under which this tab may write the cache.
    pub leader: Option<u64>,
    pub granted: Vec<Scope>,
    /// The disk misses something that memory has: nothing is added until all of it was written anew.
    pub behind: bool,
    /// The office has answered up to here, but the disk would not take the answers.
    pub unwritten: u64,
}

impl Courier {
    /// This tab leads now; without a number it may not write the cache yet.
    pub fn begin(&mut self, leader: Option<u64>) {
        *self = Courier { leader, granted: std::mem::take(&mut self.granted), ..Courier::default() };
    }

    /// Other books are open, or the same under other numbers.
    pub fn forget(&mut self) {
        self.greeted = false;
        self.unwritten = 0;
    }

    /// The same books under other numbers: the disk has them under the old ones, if at all.
    pub fn renumber(&mut self) {
        self.forget();
        self.behind = true;
    }

    /// It does not lead any more.
    pub fn end(&mut self) {
        self.begin(None);
    }
}

/// What an errand sees of the tab that runs it.
pub struct Tab<'a> {
    pub replica: &'a mut Replica,
    pub footing: &'a mut Footing,
    pub courier: &'a mut Courier,
    pub now: Moment,
}

/// What an errand wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Of the office.
    Hello,
    Push(Vec<Entry>),
    Pull(Pull),
    Segment(String),
    /// Of the outbox. What is written is on the disk before it is told.
    LastSeq,
    Entry(u64),
    /// The next few that wait, behind this one.
    Waiting(u64),
    /// Whether it still knows this person's client and the numbers up to here.
    Look(u64),
    /// The browser has cleared it: write down what this tab still knows of it, in the outbox of whoever it remembers by
    /// now, else as this new client's.
    Rescue(ClientId),
    /// Write down what became of these; only of those that still wait: a person may have decided about the others.
    Answered(Vec<Entry>),
    /// Everything as `outbox::renewed` says, and a person with this client, unless the one that is remembered has another
    /// by now. Read and written in one transaction, or what somebody saves meanwhile stays behind under a client that
    /// nobody has any more.
    OfferAgain(ClientId),
    /// Of the cache, which may fail. A number under which this tab may write, if it could not get one before.
    TakeLead,
    /// If `leader` still leads. Without one: so that whoever leads can add nothing to it, only write all of it anew.
    ClearCache {
        leader: Option<u64>,
    },
    /// In one transaction, if `leader` still leads: these bytes (none when there is nothing in them) and the head. What the
    /// bytes say is in the patch: whoever wants to know need not read them again.
    Keep {
        leader: u64,
        head: Box<Head>,
        bytes: Vec<u8>,
        patch: Rc<Patch>,
    },
    /// Nothing is to be written; only whether `leader` still leads.
    StillLeads {
        leader: u64,
    },
    /// Every confirmed record and the head in the place of all chunks, if `leader` still leads, and if nothing was forgotten
    /// since (`clearings` of the footing is still this one).
    Compact {
        leader: u64,
        head: Box<Head>,
        clearings: u32,
    },
    /// Nothing more.
    Over(Over),
}

/// How an errand ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Over {
    /// Everything is carried out and brought back.
    Done,
    /// Somebody else is signed in at the office.
    SomebodyElse,
    /// Everything is offered again under another client: open the books anew.
    Renewed(ClientId),
    /// The outbox was cleared by the browser; what this tab knew of it is there again, under this client. What is
    /// confirmed is as good as before.
    Rescued(ClientId),
    /// Another tab leads.
    Deposed,
    /// Office or storage could not be used, or answered nonsense: try again later, with a hello.
    Broken,
}

/// What came of an ask.
#[derive(Debug, Clone)]
pub enum Told {
    Begin,
    Hello(HelloReply),
    Pushed(Result<PushReply, PushGap>),
    Pulled(PullReply),
    Segment(Arrived),
    LastSeq(u64),
    Looked(bool),
    Leads(u64),
    /// Under this client.
    Rescued(ClientId),
    Entry(Option<Entry>),
    Entries(Vec<Entry>),
    Written,
    Kept(Result<Option<ChunkKey>, Unkept>),
    /// The storage could not do it.
    Failed,
}

/// Why the cache does not have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unkept {
    Fenced(Fenced),
    Failed,
}

/// What changed in this tab; screens and the other tabs have to learn of it.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// What comes from now on is of this epoch; whoever has records of another one forgets them.
    Began { epoch: String },
    /// Commands from here up to there are on their way; none: no more.
    Sending(Option<(u64, u64)>),
    /// Answers are safe in the outbox. Refused commands are still to be taken off the books.
    Answered(Vec<(u64, Answer)>),
    /// So many records have come, of so many; none: all.
    Filling(Option<(usize, usize)>),
    /// Confirmed records were laid into the copy.
    Laid { changed: Vec<Key>, bytes: Vec<u8>, last_seq: u64, dropped: Vec<Scope>, place: Place, epoch: String },
    /// The cache was written anew.
    Compacted { before: Option<ChunkKey>, chunk: ChunkKey },
}

/// Where an errand is: what it has asked for.
#[derive(Debug)]
enum Stage {
    Begin,
    Looking,
    Rescuing,
    TakingLead,
    Hello,
    Clearing(HelloReply),
    LastSeq(HelloReply),
    Next(HelloReply),
    OfferingAgain,
    ClearingForRenewal,
    Waiting,
    Pushing(Vec<Entry>),
    WritingAnswers(Vec<(u64, Answer)>),
    Pulling(Vec<Scope>),
    Fetching(bring::Filling),
    Keeping(bring::Filling, Rc<Patch>, Vec<u8>),
    Finishing(bring::Finish),
    Compacting,
    Over,
}

/// One errand.
#[derive(Debug)]
pub struct Errand {
    bearer: Bearer,
    /// A client id that nobody has, should one be needed.
    spare: ClientId,
    stage: Stage,
    last_pull: Moment,
    /// How often everything confirmed was forgotten, as far as this errand knows. What it has pulled before is void.
    clearings: u32,
    /// Still more may wait after a pull in between.
    carries: bool,
    pub news: Vec<News>,
}

impl Errand {
    pub fn new(bearer: Bearer, spare: ClientId, now: Moment) -> Errand {
        Errand { bearer, spare, stage: Stage::Begin, last_pull: now, clearings: 0, carries: true, news: Vec::new() }
    }

    /// Whose it is.
    pub fn bearer(&self) -> &Bearer {
        &self.bearer
    }

    /// Takes what came of the last ask and says the next one.
    pub fn next(&mut self, tab: &mut Tab<'_>, told: Told) -> Ask {
        match self.stage {
            Stage::Begin => self.clearings = tab.footing.clearings,
            // Another tab has told of other books: the head of this one is of records that are gone.
            _ if self.clearings != tab.footing.clearings => return self.broken(tab),
            _ => {}
        }
        match (std::mem::replace(&mut self.stage, Stage::Over), told) {
            (Stage::Begin, Told::Begin) => self.look(tab),
            (Stage::Looking, Told::Looked(false)) => self.ask(Stage::Rescuing, Ask::Rescue(self.spare)),
            (Stage::Looking, Told::Looked(true)) => {
                tab.courier.looked_at = tab.now;
                self.get_ready(tab)
            }
            (Stage::TakingLead, Told::Leads(leader)) => {
                tab.courier.leader = Some(leader);
                tab.courier.behind = true;
                self.set_out(tab)
            }
            // A disk that takes nothing does not hold up the work.
            (Stage::TakingLead, _) => self.set_out(tab),
            (Stage::Rescuing, Told::Rescued(client)) => Ask::Over(Over::Rescued(client)),
            (Stage::Hello, Told::Hello(reply)) => self.greeted(tab, reply),
            (Stage::Clearing(_), Told::Kept(Err(Unkept::Fenced(Fenced::Deposed)))) => Ask::Over(Over::Deposed),
            (Stage::Clearing(reply), told) => self.cleared(tab, reply, matches!(told, Told::Kept(Ok(_)))),
            (Stage::LastSeq(reply), Told::LastSeq(last)) => self.compare(tab, reply, last),
            (Stage::Next(reply), Told::Entry(next)) => self.expect(tab, reply, next.as_ref()),
            (Stage::OfferingAgain, Told::Written) => {
                self.ask(Stage::ClearingForRenewal, Ask::ClearCache { leader: tab.courier.leader })
            }
            // A cache that could not be cleared is of the former client, and does not fit.
            (Stage::ClearingForRenewal, _) => Ask::Over(Over::Renewed(self.spare)),
            (Stage::Waiting, Told::Entries(waiting)) => self.push(tab, waiting),
            (Stage::Pushing(sent), Told::Pushed(reply)) => self.pushed(tab, sent, reply),
            (Stage::WritingAnswers(answers), told) => self.noted(tab, answers, matches!(told, Told::Written)),
            (Stage::Pulling(scopes), Told::Pulled(reply)) => self.pulled(tab, scopes, reply),
            (Stage::Fetching(filling), Told::Segment(arrived)) => self.fetched(tab, filling, arrived),
            (Stage::Keeping(filling, patch, bytes), Told::Kept(kept)) => self.kept(tab, filling, patch, bytes, kept),
            (Stage::Finishing(finish), Told::Kept(kept)) => self.finished(tab, finish, kept),
            (Stage::Compacting, Told::Kept(kept)) => self.compacted(tab, kept),
            _ => self.broken(tab),
        }
    }

    fn ask(&mut self, stage: Stage, ask: Ask) -> Ask {
        self.stage = stage;
        ask
    }

    /// The next errand begins with a hello.
    fn broken(&mut self, tab: &mut Tab<'_>) -> Ask {
        tab.courier.greeted = false;
        Ask::Over(Over::Broken)
    }

    fn look(&mut self, tab: &mut Tab<'_>) -> Ask {
        let has_looked = tab.courier.greeted && tab.now.0 - tab.courier.looked_at.0 < LOOK_EVERY_MS;
        if has_looked { self.get_ready(tab) } else { self.ask(Stage::Looking, Ask::Look(tab.footing.known_seq)) }
    }

    fn get_ready(&mut self, tab: &mut Tab<'_>) -> Ask {
        match tab.courier.leader {
            Some(_) => self.set_out(tab),
            None => self.ask(Stage::TakingLead, Ask::TakeLead),
        }
    }

    fn set_out(&mut self, tab: &mut Tab<'_>) -> Ask {
        let is_fresh = tab.now.0 - tab.courier.greeted_at.0 < GREET_EVERY_MS;
        if tab.courier.greeted && is_fresh { self.carry(tab) } else { self.ask(Stage::Hello, Ask::Hello) }
    }

    fn carry(&mut self, tab: &mut Tab<'_>) -> Ask {
        self.ask(Stage::Waiting, Ask::Waiting(tab.courier.unwritten))
    }
}

/// Whether a mistake is made on purpose; see `fault`.
fn mistaken(mistake: fault::Fault) -> bool {
    fault::on(mistake)
}
