//! Opening the books in a tab: what the cache holds, then what waits in the outbox on top of it. Like an errand it does
//! no I/O. A tab that begins to lead reads what it may have missed of the cache in the same way.

use super::fault::{self, Fault};
use super::footing::{Bearer, ChunkKey, Footing, Head, SMALL_CHUNK};
use super::outbox::{Entry, Standing};
use super::patch::Patch;
use super::replica::{Replica, Seen};
use crate::engine::Key;
use crate::engine::codec::decode_segment;

/// What an opening wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    Head,
    /// The next few chunks behind this one.
    Chunks(ChunkKey),
    /// The last number that was given out.
    LastSeq,
    /// All that need a person, and the latest of those that are done.
    Aside,
    /// The first that waits.
    FirstWaiting,
    /// The next few commands after this one, whatever became of them.
    After(u64),
    /// These are to be shown now, in this order.
    Show(Vec<Entry>),
    Over,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Found {
    Begin,
    Head(Option<Head>),
    Chunks(Page),
    LastSeq(u64),
    Entries(Vec<Entry>),
    Shown,
    /// The storage could not be read.
    Failed,
}

/// A few chunks, with what the cache says of itself at the same moment.
#[derive(Debug, Clone)]
pub struct Page {
    pub chunks: Vec<(ChunkKey, Vec<u8>)>,
    pub head: Option<Head>,
    /// The first chunk that there is; 0 if there is none.
    pub first: ChunkKey,
    /// The last chunk that there is.
    pub last: ChunkKey,
}

#[derive(Debug)]
enum Stage {
    Begin,
    Head,
    /// Read behind this one; as often was everything thrown away by then.
    Chunks(ChunkKey, u32),
    LastSeq,
    Aside,
    FirstWaiting(Vec<Entry>),
    After,
    Showing {
        after: u64,
    },
    Over,
}

/// One opening.
#[derive(Debug)]
pub struct Opening {
    bearer: Bearer,
    stage: Stage,
    /// Only what the cache has gained is read; the outbox is shown already.
    only_cache: bool,
    /// How far the cache goes, if it could be read.
    contained: Option<u64>,
    last: u64,
    /// How often everything was thrown away, as far as this reading has noticed.
    clearings: u32,
    /// Every key that the chunks hold, when this tab may know records that they do not hold any more: what is gone is left
    /// out when a cache is written anew.
    seen: Option<Seen>,
    /// Every chunk could be read.
    is_whole: bool,
    /// What looks different, of the last chunks.
    pub changed: Vec<Key>,
}

impl Opening {
    /// Of fresh books.
    pub fn new(bearer: Bearer) -> Opening {
        Opening {
            bearer,
            stage: Stage::Begin,
            only_cache: false,
            contained: None,
            last: 0,
            clearings: 0,
            seen: None,
            is_whole: true,
            changed: Vec::new(),
        }
    }

    /// Of what another tab may have added to the cache.
    pub fn catching_up(bearer: Bearer) -> Opening {
        Opening { only_cache: true, ..Opening::new(bearer) }
    }

    pub fn is_catching_up(&self) -> bool {
        self.only_cache
    }

    pub fn next(&mut self, replica: &mut Replica, footing: &mut Footing, found: Found) -> Ask {
        self.changed.clear();
        match (std::mem::replace(&mut self.stage, Stage::Over), found) {
            (Stage::Begin, Found::Begin) => {
                // News that come meanwhile must not skip the chunks before them.
                footing.is_reading = true;
                footing.has_missed = false;
                self.clearings = footing.clearings;
                self.ask(Stage::Head, Ask::Head)
            }
            (Stage::Head, Found::Head(head)) => match head.filter(|head| self.fits(footing, head)) {
                Some(head) => {
                    self.take_head(replica, footing, head);
                    self.read_chunks(footing)
                }
                None => self.without_cache(footing),
            },
            (Stage::Chunks(after, clearings), Found::Chunks(page)) => {
                self.take(replica, footing, (after, clearings), page)
            }
            (Stage::Head | Stage::Chunks(..), Found::Failed) => self.without_cache(footing),
            (Stage::LastSeq, Found::LastSeq(last)) => {
                self.last = last;
                self.ask(Stage::Aside, Ask::Aside)
            }
            (Stage::Aside, Found::Entries(aside)) => self.ask(Stage::FirstWaiting(aside), Ask::FirstWaiting),
            (Stage::FirstWaiting(aside), Found::Entries(first)) => self.show_aside(aside, first.first()),
            (Stage::Showing { after }, Found::Shown) => self.ask(Stage::After, Ask::After(after)),
            (Stage::After, Found::Entries(entries)) => match entries.last().map(|entry| entry.seq) {
                Some(after) => {
                    let open = entries.into_iter().filter(|entry| self.is_shown(entry)).collect();
                    self.ask(Stage::Showing { after }, Ask::Show(open))
                }
                None => {
                    footing.known_seq = footing.known_seq.max(self.last);
                    Ask::Over
                }
            },
            _ => Ask::Over,
        }
    }

    fn ask(&mut self, stage: Stage, ask: Ask) -> Ask {
        self.stage = stage;
        ask
    }

    /// A cache that cannot be used is filled again, all of it: what this tab has in memory is not on the disk.
    fn without_cache(&mut self, footing: &mut Footing) -> Ask {
        footing.head = None;
        footing.has_forgotten |= !self.only_cache;
        self.read_outbox(footing)
    }

    /// Not after news that everything was thrown away: this is what was there before.
    fn fits(&self, footing: &Footing, head: &Head) -> bool {
        head.fits(&self.bearer) && (self.clearings == footing.clearings || footing.epoch == head.epoch)
    }

    fn take_head(&mut self, replica: &mut Replica, footing: &mut Footing, head: Head) {
        if !footing.epoch.is_empty() {
            footing.begin(replica, &head.epoch);
        }
        footing.epoch.clone_from(&head.epoch);
        self.clearings = footing.clearings;
        // News may have come while it was read.
        footing.last_seq = footing.last_seq.max(head.last_seq);
        self.contained = Some(head.last_seq);
        footing.head = Some(head);
    }

    fn read_chunks(&mut self, footing: &Footing) -> Ask {
        if self.only_cache && footing.chunk == 0 && self.seen.is_none() {
            self.seen = Some(Seen::default());
        }
        self.ask(Stage::Chunks(footing.chunk, footing.clearings), Ask::Chunks(footing.chunk))
    }

    fn take(
        &mut self,
        replica: &mut Replica,
        footing: &mut Footing,
        (after, clearings): (ChunkKey, u32),
        page: Page,
    ) -> Ask {
        // What was read before everything was thrown away is of other books.
        let is_void = clearings != footing.clearings;
        if page.chunks.is_empty() && !is_void {
            return self.read_all(replica, footing, page);
        }
        // Of books that were thrown away since, on a disk that could not be cleared.
        if !is_void && !page.head.as_ref().is_some_and(|head| self.fits(footing, head)) {
            return self.without_cache(footing);
        }
        // What was read before is not there any more: the cache was written anew, and this page is its beginning.
        if page.first > after && after > 0 && !is_void {
            self.seen = Some(Seen::default());
            footing.small_chunks = 0;
        }
        for (key, bytes) in page.chunks.into_iter().filter(|_| !is_void) {
            self.take_chunk(replica, footing, &bytes);
            footing.chunk = key;
        }
        self.read_chunks(footing)
    }

    fn take_chunk(&mut self, replica: &mut Replica, footing: &mut Footing, bytes: &[u8]) {
        let Ok(entries) = decode_segment(bytes) else {
            // A broken chunk is left out; what it held comes again when it changes, or with the next full filling. What it
            // held is not gone.
            self.is_whole = false;
            return;
        };
        footing.small_chunks += usize::from(entries.len() < SMALL_CHUNK);
        let patch = Patch { entries, dropped: Vec::new() };
        if let Some(seen) = &mut self.seen {
            seen.note(&patch);
        }
        self.changed.extend(replica.apply(&patch, footing.last_seq));
    }

    /// Nothing is behind what was read. What the cache says of itself now is true of it; what it said at the beginning may
    /// have been of other chunks, that were thrown away since.
    fn read_all(&mut self, replica: &mut Replica, footing: &mut Footing, page: Page) -> Ask {
        let Some(head) = page.head.filter(|head| self.fits(footing, head)) else { return self.without_cache(footing) };
        self.take_head(replica, footing, head);
        // The browser has cleared it, and its numbers began anew.
        if page.last < footing.chunk {
            footing.chunk = 0;
            self.seen = Some(Seen::default());
        }
        if page.last != footing.chunk {
            return self.read_chunks(footing);
        }
        self.sweep(replica, footing);
        self.read_outbox(footing)
    }

    /// All of the cache was read: what this tab knew before, and is not in it although the cache goes that far, is gone.
    fn sweep(&mut self, replica: &mut Replica, footing: &Footing) {
        let (Some(seen), Some(head)) = (self.seen.take(), &footing.head) else { return };
        if self.is_whole && !fault::on(Fault::SweepsNothing) {
            self.changed.extend(replica.keep_only(&seen, &head.since));
        }
    }

    fn read_outbox(&mut self, footing: &mut Footing) -> Ask {
        footing.is_reading = false;
        if self.only_cache { Ask::Over } else { self.ask(Stage::LastSeq, Ask::LastSeq) }
    }

    /// What is shown although nothing of it is laid over the books, then everything from the first that is.
    fn show_aside(&mut self, mut aside: Vec<Entry>, first_waiting: Option<&Entry>) -> Ask {
        let before_waiting = first_waiting.map(|entry| entry.seq.saturating_sub(1));
        let after = self.contained.into_iter().chain(before_waiting).min().unwrap_or(self.last);
        aside.retain(|entry| entry.seq <= after);
        aside.sort_by_key(|entry| entry.seq);
        self.ask(Stage::Showing { after }, Ask::Show(aside))
    }

    /// Taken by the office, but their effects are not in the cache: they are still shown from here. Without a cache there
    /// is nothing to lay them over; the office sends everything.
    fn is_shown(&self, entry: &Entry) -> bool {
        match entry.standing {
            Standing::Waiting | Standing::NeedsYou => true,
            Standing::Done => self.contained.is_some_and(|contained| entry.seq > contained),
            Standing::Settled => false,
        }
    }
}
