//! The wire between devices and office: letters that are lost, doubled, delayed and overtaken; the office takes them, may
//! die over them, and answers.

use super::{Device, World};
use crate::office::{Books, Death, TENANT};
use crate::tab::{Pending, Tab};
use shared::base::{ClientId, MemberId, Moment};
use shared::engine::Scope;
use shared::sync::errand::{Arrived, Ask, Told};
use shared::sync::office::{Bundle, Caller, incoming};
use shared::sync::outbox::{MOST_BYTES, push_body};
use shared::sync::protocol::{HelloReply, Pull, PullReply, PushGap, PushReply};
use std::rc::Rc;

#[derive(Debug, Clone)]
enum Request {
    Hello(ClientId),
    Push(String),
    Pull(Pull),
    Segment(String),
}

#[derive(Debug, Clone)]
enum Reply {
    Hello(HelloReply),
    Pushed(Result<PushReply, PushGap>),
    Pulled(PullReply),
    Segment(Vec<u8>),
}

/// A request on its way there, in the office, or its answer on the way back.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub id: u64,
    device: usize,
    pub life: u64,
    request: Request,
    /// What a pull reads, once the office has begun with it.
    snapshot: Option<Rc<Books>>,
    reply: Option<Reply>,
}

impl World {
    pub(super) fn send(&mut self, device: usize, n: usize, ask: Ask) {
        let Device { tabs, online, .. } = &mut self.devices[device];
        let tab = &mut tabs[n];
        if !*online {
            return tab.give_up();
        }
        let client = tab.person.client;
        let request = match ask {
            Ask::Hello => Request::Hello(client),
            Ask::Push(entries) => Request::Push(push_body(client, "Tablet", &entries, MOST_BYTES).0),
            Ask::Pull(pull) => Request::Pull(pull),
            Ask::Segment(hash) => Request::Segment(hash),
            _ => return tab.give_up(),
        };
        self.letter += 1;
        let (id, life) = (self.letter, tab.life);
        if let Some((_, pending)) = &mut tab.errand {
            *pending = Pending::Letter(id);
        }
        self.letters.push(Letter { id, device, life, request, snapshot: None, reply: None });
    }

    /// Something happens to one of the letters.
    pub(super) fn letter_travels(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let n = self.dice.below(self.letters.len());
        let fate = if self.calm { 99 } else { self.dice.below(100) };
        match fate {
            // Nobody will ever see it again; whoever waits gives up.
            0..=4 => {
                let letter = self.letters.swap_remove(n);
                self.give_up(&letter);
            }
            // Whoever waits gives up, and it arrives later all the same.
            5..=9 => {
                let letter = self.letters[n].clone();
                self.give_up(&letter);
            }
            10..=13 if self.letters.len() < 12 => {
                let again = self.letters[n].clone();
                self.letters.push(again);
            }
            _ if self.letters[n].reply.is_some() => self.arrive(n),
            _ => self.handle(n),
        }
    }

    fn waiting(&mut self, letter: &Letter) -> Option<&mut Tab> {
        let tab = self.devices[letter.device].tabs.iter_mut().find(|tab| tab.life == letter.life)?;
        let waits = matches!(&tab.errand, Some((_, Pending::Letter(id))) if *id == letter.id);
        waits.then_some(tab)
    }

    fn give_up(&mut self, letter: &Letter) {
        if let Some(tab) = self.waiting(letter) {
            tab.give_up();
        }
    }

    fn arrive(&mut self, n: usize) {
        let letter = self.letters.swap_remove(n);
        let Some(tab) = self.waiting(&letter) else { return };
        let told = match letter.reply {
            Some(Reply::Hello(reply)) => Told::Hello(reply),
            Some(Reply::Pushed(reply)) => Told::Pushed(reply),
            Some(Reply::Pulled(reply)) => Told::Pulled(reply),
            Some(Reply::Segment(bytes)) => Told::Segment(Arrived::of(bytes)),
            None => return,
        };
        if let Told::Hello(reply) = &told {
            tab.role = reply.role;
        }
        if let Some((_, pending)) = &mut tab.errand {
            *pending = Pending::Told(told);
        }
    }

    /// The office takes a letter and writes an answer.
    fn handle(&mut self, n: usize) {
        let letter = self.letters[n].clone();
        let role = self.devices[letter.device].role;
        let books = self.office.books.clone();
        let reply = match &letter.request {
            Request::Hello(client) => Some(Reply::Hello(HelloReply {
                epoch: books.epoch_of(role),
                tenant: TENANT,
                member: MemberId(uuid::Uuid::from_u128(self.devices[letter.device].member)),
                name: "Lin".into(),
                role,
                server_time: Moment(self.now),
                version: books.version,
                last_seq: books.last_seq(*client),
                scopes: Scope::granted(role),
                seal: String::new(),
                held: 0,
            })),
            Request::Push(body) => self.push(n, body),
            Request::Pull(pull) => match letter.snapshot {
                None => {
                    self.office.prepare(pull, role);
                    self.letters[n].snapshot = Some(self.office.books.clone());
                    return;
                }
                Some(snapshot) => Some(Reply::Pulled(snapshot.answer(pull, role, &books))),
            },
            Request::Segment(hash) => books.segment(hash, role).map(Reply::Segment),
        };
        match reply {
            Some(_) => self.letters[n].reply = reply,
            None => {
                let letter = self.letters.swap_remove(n);
                self.give_up(&letter);
            }
        }
    }

    /// Pushes that have gathered are one batch.
    fn push(&mut self, n: usize, body: &str) -> Option<Reply> {
        let death = match self.dice.below(20) {
            0 if !self.calm => Death::BeforeCommit,
            1 if !self.calm => Death::AfterCommit,
            _ => Death::Never,
        };
        let mut bundles = vec![self.bundle(n, body)];
        let other = self.dice.below(self.letters.len() * 2);
        let together = self.letters.get(other).filter(|letter| other != n && letter.reply.is_none());
        let partner = match together.map(|letter| letter.request.clone()) {
            Some(Request::Push(body)) => {
                bundles.push(self.bundle(other, &body));
                Some(other)
            }
            _ => {
                // The same letter twice in one batch.
                if self.dice.once_in(20) {
                    bundles.push(bundles[0].clone());
                }
                None
            }
        };
        let replies = self.office.perform(&bundles, Moment(self.now), death);
        self.tell(|| format!("office: batch of {} ends {death:?}: {replies:?}", bundles.len()));
        let mut replies = replies?.into_iter();
        let mine = replies.next();
        if let (Some(reply), Some(partner)) = (replies.next(), partner) {
            self.letters[partner].reply = Some(Reply::Pushed(reply));
        }
        mine.map(Reply::Pushed)
    }

    fn bundle(&self, n: usize, body: &str) -> Bundle {
        let device = &self.devices[self.letters[n].device];
        let pushed = incoming::read(body.as_bytes()).unwrap();
        let member = Some(MemberId(uuid::Uuid::from_u128(device.member)));
        let actor = shared::engine::Actor { member, name: "Lin".into(), role: device.role, device: pushed.device };
        Bundle { caller: Caller { tenant: TENANT, actor, client: Some(pushed.client) }, commands: pushed.commands }
    }
}
