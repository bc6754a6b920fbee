//! What tabs tell each other.

use crate::courier;
use crate::follower;
use crate::tabs::lead;
use serde::{Deserialize, Serialize};
use shared::base::{ClientId, Moment};
use shared::engine::Scope;
use shared::sync::footing::{ChunkKey, Place};
use shared::sync::protocol::Answer;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

const NAME: &str = "waybill";

/// A message between tabs of the same version of the app; one that another version wrote is overheard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum News {
    /// Commands of this client were put into the outbox.
    Appended(ClientId),
    /// The office has answered these of a client, then.
    Answered(ClientId, Vec<(u64, Answer)>, Moment),
    /// A person has decided about a refused command.
    Settled(ClientId, u64),
    /// Confirmed records were laid into the copy of the tab that leads; the bytes go with it.
    Laid(Laid),
    /// The leader wrote the whole cache anew. Whoever had read up to the first has read it all up to the second; none:
    /// nobody has.
    Compacted(Option<ChunkKey>, ChunkKey),
    /// What comes from now on is of this epoch of the office's books; records of another one are to be forgotten.
    Began(String),
    Contact(Contact),
    /// Somebody signed in or out.
    PersonChanged,
    /// A person pressed "send now" in a tab that does not lead.
    SyncNow,
    /// Is there a leading tab?
    WhoLeads,
    ILead,
}

/// What came of trying to reach the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Contact {
    Reached,
    NotReached,
    /// It does not know any more who this is.
    Expired,
    /// It does not talk to an app as old as this one.
    TooOld,
}

/// Where confirmed records belong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Laid {
    pub client: ClientId,
    pub last_seq: u64,
    pub dropped: Vec<Scope>,
    pub place: Place,
    pub epoch: String,
}

thread_local! {
    static CHANNEL: RefCell<Option<web_sys::BroadcastChannel>> = const { RefCell::new(None) };
}

/// Begins to listen. A browser without channels has one tab at a time, as far as we know.
pub(crate) fn open() {
    let Ok(channel) = web_sys::BroadcastChannel::new(NAME) else { return };
    let hear = Closure::<dyn Fn(web_sys::MessageEvent)>::new(|event: web_sys::MessageEvent| {
        let message = js_sys::Array::from(&event.data());
        let bytes = message.get(1).dyn_into::<js_sys::Uint8Array>().ok().map(|bytes| bytes.to_vec());
        let news = message.get(0).as_string().and_then(|text| serde_json::from_str(&text).ok());
        if let Some(news) = news {
            heard(news, bytes);
        }
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    CHANNEL.with(|kept| *kept.borrow_mut() = Some(channel));
}

pub(crate) fn tell(news: &News) {
    tell_with(news, None);
}

pub(crate) fn tell_with(news: &News, bytes: Option<&[u8]>) {
    let Ok(text) = serde_json::to_string(news) else { return };
    let bytes = bytes.map_or(JsValue::NULL, |bytes| js_sys::Uint8Array::from(bytes).into());
    CHANNEL.with(|kept| {
        if let Some(channel) = &*kept.borrow() {
            // Fails only on a closed channel; ours closes with the tab.
            let _ = channel.post_message(&js_sys::Array::of2(&text.into(), &bytes));
        }
    });
}

fn heard(news: News, bytes: Option<Vec<u8>>) {
    match news {
        News::Appended(client) => follower::appended(client),
        News::Answered(client, answers, at) => follower::answered(client, &answers, at),
        News::Settled(client, seq) => follower::settled(client, seq),
        News::Laid(laid) => follower::laid(laid, bytes.as_deref()),
        News::Compacted(before, chunk) => follower::compacted(before, chunk),
        News::Began(epoch) => follower::began(&epoch),
        News::Contact(contact) => follower::contact(contact),
        News::PersonChanged => follower::person_changed(),
        News::SyncNow => courier::hurry(),
        News::WhoLeads => lead::answer(),
        News::ILead => lead::noticed(),
    }
}
