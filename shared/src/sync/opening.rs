//! Opening the books in a tab: what the cache holds, then what waits in the outbox on top of it. Like an errand it does
//! no I/O. A tab that begins to lead reads what it may have missed of the cache in the same way.

use super::footing::{Bearer, ChunkKey, Footing, Head};
use super::outbox::{Entry, Standing};
use super::patch::Patch;
use super::replica::Replica;
use crate::engine::Key;
use crate::engine::codec::decode_segment;
use std::collections::BTreeMap;

/// What an opening wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    Head,
    /// The next few chunks behind this one.
    Chunks(ChunkKey),
    /// The last number that was given out.
    LastSeq,
    /// Commands that stand so: all that wait or need a person, the latest of those that are done.
    Shelf(Standing),
    /// Every command after this one.
    After(u64),
    /// These are to be shown, in this order; the outbox is known up to here.
    Show(Vec<Entry>, u64),
    /// Only the cache was read.
    Over,
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Found {
    Begin,
    Head(Option<Head>),
    Chunks(Vec<(ChunkKey, Vec<u8>)>),
    LastSeq(u64),
    Entries(Vec<Entry>),
    /// The storage could not be read.
    Failed,
}

#[derive(Debug)]
enum Stage {
    Begin,
    Head,
    Chunks(u32),
    LastSeq,
    Shelf(Standing),
    After,
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
    found: BTreeMap<u64, Entry>,
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
            found: BTreeMap::new(),
            changed: Vec::new(),
        }
    }

    /// Of what another tab may have added to the cache.
    pub fn catching_up(bearer: Bearer) -> Opening {
        Opening { only_cache: true, ..Opening::new(bearer) }
    }

    pub fn next(&mut self, replica: &mut Replica, footing: &mut Footing, found: Found) -> Ask {
        self.changed.clear();
        match (std::mem::replace(&mut self.stage, Stage::Over), found) {
            (Stage::Begin, Found::Begin) => {
                // News that come meanwhile must not skip the chunks before them.
                footing.is_reading = true;
                self.ask(Stage::Head, Ask::Head)
            }
            (Stage::Head, Found::Head(head)) => match head.filter(|head| head.fits(&self.bearer)) {
                Some(head) => self.take_head(footing, head),
                None => self.read_outbox(footing),
            },
            (Stage::Chunks(clearings), Found::Chunks(chunks)) => self.take(replica, footing, clearings, chunks),
            // A cache that cannot be read is filled again.
            (Stage::Head | Stage::Chunks(_), Found::Failed) => self.read_outbox(footing),
            (Stage::LastSeq, Found::LastSeq(last)) => {
                self.last = last;
                self.shelf(Standing::Waiting)
            }
            (Stage::Shelf(standing), Found::Entries(entries)) => {
                self.add(entries);
                match (standing, self.contained) {
                    (Standing::Waiting, _) => self.shelf(Standing::NeedsYou),
                    (Standing::NeedsYou, _) => self.shelf(Standing::Done),
                    // Taken by the office, but their effects are not in the cache: they are still shown from here. Without
                    // a cache there is nothing to lay them over; the office sends everything.
                    (_, Some(contained)) => self.ask(Stage::After, Ask::After(contained)),
                    (_, None) => self.show(),
                }
            }
            (Stage::After, Found::Entries(entries)) => {
                self.add(entries);
                self.show()
            }
            _ => Ask::Over,
        }
    }

    fn ask(&mut self, stage: Stage, ask: Ask) -> Ask {
        self.stage = stage;
        ask
    }

    fn take_head(&mut self, footing: &mut Footing, head: Head) -> Ask {
        // News may have come while it was read.
        footing.last_seq = footing.last_seq.max(head.last_seq);
        self.contained = Some(head.last_seq);
        footing.head = Some(head);
        self.ask(Stage::Chunks(footing.clearings), Ask::Chunks(footing.chunk))
    }

    fn take(
        &mut self,
        replica: &mut Replica,
        footing: &mut Footing,
        clearings: u32,
        chunks: Vec<(ChunkKey, Vec<u8>)>,
    ) -> Ask {
        // What was read before everything was thrown away is of other books.
        let is_void = clearings != footing.clearings;
        if chunks.is_empty() && !is_void {
            return self.read_outbox(footing);
        }
        for (key, bytes) in chunks.into_iter().filter(|_| !is_void) {
            // A broken chunk is left out; what it held comes again when it changes, or with the next full filling.
            if let Ok(entries) = decode_segment(&bytes) {
                let patch = Patch { entries, dropped: Vec::new() };
                self.changed.extend(replica.apply(&patch, footing.last_seq));
            }
            footing.chunk = key;
        }
        self.ask(Stage::Chunks(footing.clearings), Ask::Chunks(footing.chunk))
    }

    fn read_outbox(&mut self, footing: &mut Footing) -> Ask {
        footing.is_reading = false;
        if self.only_cache { Ask::Over } else { self.ask(Stage::LastSeq, Ask::LastSeq) }
    }

    fn shelf(&mut self, standing: Standing) -> Ask {
        self.ask(Stage::Shelf(standing), Ask::Shelf(standing))
    }

    /// A command that moved on between two reads stands where the later one found it.
    fn add(&mut self, entries: Vec<Entry>) {
        self.found.extend(entries.into_iter().map(|entry| (entry.seq, entry)));
    }

    fn show(&mut self) -> Ask {
        let found = std::mem::take(&mut self.found).into_values();
        Ask::Show(found.filter(|entry| entry.standing != Standing::Settled).collect(), self.last)
    }
}
