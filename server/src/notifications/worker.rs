//! Sends what waits to be sent: one mail per notice and round, however many workers run and however they end.
//!
//! A try is claimed and noted down as begun in one transaction, before a byte leaves. Then the gate is asked again on the
//! records as they are now, the mail is written and sent outside of any transaction, the result is written only while the
//! lease is still ours, and at last the books are told. A worker that dies on the way leaves a line that says how far it
//! came: what was begun and not answered is *ambiguous* and goes to a person, never out a second time.

use super::deliveries::{self, Claimed, Kept};
use super::letter::Letter;
use super::message::{Addresses, Mail, Unwritable, message_id};
use super::retry::Retry;
use super::smtp::{LONGEST_TRY, MailServer, Tried};
use crate::office::{Office, OfficeError, now};
use crate::tracking::clock::Clock;
use rand::seq::SliceRandom;
use shared::base::Email;
use shared::engine::{Actor, Envelope, Record, Recorded};
use shared::notifications::record_attempt::RecordAttempt;
use shared::notifications::{AttemptResult, Finding, Notice, gate};
use shared::orders::Order;
use shared::people::{Language, Merchant};
use shared::shipping::{Shipment, TrackingClaim};
use shared::text::refusals;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Mails of one merchant on their way at the same time.
const AT_ONCE: i64 = 8;
/// Mails of all merchants; whoever waits is served in the next round.
const MOST_AT_ONCE: usize = 32;
/// A lease outlives the longest try by enough to write down how it went.
const LEASE: Duration = Duration::from_secs(LONGEST_TRY.as_secs() + 30);
/// How long the queue is not looked at when nobody rings.
const NAP: Duration = Duration::from_secs(1);

/// Where mails go and how they look from outside.
#[derive(Clone)]
pub struct Post {
    /// None: mails are kept, and shown in Settings.
    pub server: Option<MailServer>,
    pub from: Email,
    /// Address of this server for links, without a slash at its end.
    pub base_url: String,
    pub retry: Retry,
}

/// Why a try ended before a mail server was asked.
enum Withheld {
    /// The gate does not pass any more, with what it found.
    ByGate(Vec<Finding>),
    /// There is nothing to write or nobody to write to.
    Missing(&'static str),
    Unwritable(Unwritable),
}

/// The sending part of the office.
#[derive(Clone)]
pub struct Worker {
    office: Office,
    post: Arc<Post>,
}

impl Worker {
    pub fn new(office: Office, post: Post) -> Worker {
        Worker { office, post: Arc::new(post) }
    }

    /// Works until it is told to stop; mails that are on their way are finished first.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            let sent = match self.send_due().await {
                Ok(sent) => sent,
                Err(error) => {
                    tracing::warn!(%error, "the queue of mails could not be worked on; it is tried again");
                    0
                }
            };
            if stop.is_cancelled() {
                return;
            }
            if sent == 0 {
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = self.office.live().delivery_waits() => {}
                    () = tokio::time::sleep(NAP) => {}
                }
            }
        }
    }

    /// Sends what is due now, of all merchants side by side. Returns how many tries were made.
    pub async fn send_due(&self) -> Result<usize, OfficeError> {
        let mut merchants = deliveries::merchants_due(self.office.store()).await?;
        // In another order every time, so that nobody always comes last.
        merchants.shuffle(&mut rand::rng());
        let mut claimed = Vec::new();
        for tenant in merchants {
            claimed.extend(deliveries::claim(self.office.store(), tenant, AT_ONCE, LEASE).await?);
            if claimed.len() >= MOST_AT_ONCE {
                break;
            }
        }
        futures::future::join_all(claimed.iter().map(|claim| self.work_on(claim))).await;
        Ok(claimed.len())
    }

    /// An error leaves the line as it is: its lease runs out, and whoever finds it goes on from what the log says.
    async fn work_on(&self, claim: &Claimed) {
        if let Err(error) = self.try_once(claim).await {
            tracing::warn!(%error, delivery = %claim.delivery, "a mail could not be finished; it is taken up again");
        }
    }

    async fn try_once(&self, claim: &Claimed) -> Result<(), OfficeError> {
        let tried = match &claim.left {
            Some(left) => match left.result {
                Some(result) => Tried { result, detail: left.detail.clone() },
                None => {
                    let tried =
                        Tried::new(AttemptResult::Ambiguous, &"the server stopped while this mail was on its way");
                    if !self.log(claim, deliveries::state_name(tried.result), &tried, None).await? {
                        return Ok(());
                    }
                    tried
                }
            },
            None => match self.send(claim).await? {
                Some(tried) => tried,
                None => return Ok(()),
            },
        };
        self.tell_the_books(claim, &tried).await
    }

    /// Writes and sends one mail and logs the result. None: the lease was lost, somebody else speaks for this try.
    async fn send(&self, claim: &Claimed) -> Result<Option<Tried>, OfficeError> {
        let (tried, state, kept) = match self.compose(claim).await? {
            Ok(mail) => match &self.post.server {
                Some(server) => {
                    let tried = server.send(&mail.message).await;
                    (tried.clone(), deliveries::state_name(tried.result), None)
                }
                None => (Tried::new(AttemptResult::Accepted, &"kept in the outbox"), "accepted", Some(keep(mail))),
            },
            Err(withheld) => {
                let tried = withheld.tried();
                let state = if tried.result == AttemptResult::Recipient { "recipient" } else { "skipped" };
                (tried, state, None)
            }
        };
        let ours = self.log(claim, state, &tried, kept).await?;
        if !ours {
            tracing::warn!(delivery = %claim.delivery, "the lease of a mail was lost; its result is not taken");
        }
        Ok(ours.then_some(tried))
    }

    async fn log(
        &self,
        claim: &Claimed,
        state: &'static str,
        tried: &Tried,
        kept: Option<Kept>,
    ) -> Result<bool, OfficeError> {
        Ok(deliveries::log_result(self.office.store(), claim, state, tried.detail.clone(), kept).await?)
    }

    /// The mail from the records as they are now, if the gate still passes.
    async fn compose(&self, claim: &Claimed) -> Result<Result<Mail, Withheld>, OfficeError> {
        let Some(notice) = self.office.find::<Notice>(claim.tenant, &claim.notice).await? else {
            return Ok(Err(Withheld::Missing("the notice is gone")));
        };
        let keys = vec![Merchant::key_of(Merchant::ID), Order::key_of(notice.order), Shipment::key_of(notice.shipment)];
        let records = self.office.read(claim.tenant, keys).await?;
        let (Some(merchant), Some(order), Some(shipment)) =
            (part::<Merchant>(&records), part::<Order>(&records), part::<Shipment>(&records))
        else {
            return Ok(Err(Withheld::Missing("the order is gone")));
        };
        let tracking = match (shipment.carrier, &shipment.tracking_number) {
            (Some(carrier), Some(number)) => {
                self.office.find::<TrackingClaim>(claim.tenant, TrackingClaim::id_of(carrier, number)).await?
            }
            _ => None,
        };
        let findings = gate::check(&order, &shipment, tracking.as_deref());
        if !findings.is_empty() {
            return Ok(Err(Withheld::ByGate(findings)));
        }
        Ok(self.write(claim, &notice, &merchant, &order, &shipment))
    }

    fn write(
        &self,
        claim: &Claimed,
        notice: &Notice,
        merchant: &Merchant,
        order: &Order,
        shipment: &Shipment,
    ) -> Result<Mail, Withheld> {
        let Some(to) = &notice.to else { return Err(Withheld::Missing("there is no e-mail address")) };
        let url = format!("{}/t/{}", self.post.base_url, self.office.parcel_token(claim.tenant, notice.shipment));
        let clock = Clock { language: notice.language, offset_minutes: merchant.utc_offset_minutes, now: now() };
        let letter = Letter::shipped(merchant, order, shipment, &url, clock);
        let from = &self.post.from;
        let addresses = Addresses { from, reply_to: merchant.reply_to.as_ref(), to, to_name: &notice.customer };
        Mail::write(&letter, addresses, &message_id(claim.tenant, &claim.notice, claim.round, from))
            .map_err(Withheld::Unwritable)
    }

    /// The attempt becomes part of the notice; the id of the command makes a repeat harmless. Then the round waits or ends.
    async fn tell_the_books(&self, claim: &Claimed, tried: &Tried) -> Result<(), OfficeError> {
        let attempt = RecordAttempt {
            notice: claim.notice.clone(),
            number: claim.number,
            result: tried.result,
            detail: tried.detail.clone(),
        };
        let envelope = Envelope {
            op: self.office.op(claim.tenant, &claim.notice, u64::from(claim.number)),
            occurred_at: now(),
            command: attempt.into(),
        };
        // A refusal means that the notice is gone: then there is nothing to tell.
        self.office.execute(claim.tenant, Actor::office(), vec![envelope]).await?;
        let again_in = match tried.result {
            AttemptResult::Transient => self.post.retry.wait_after(claim.try_no as usize, rand::random_range(0..=40)),
            _ => None,
        };
        Ok(deliveries::finish(self.office.store(), claim, again_in).await?)
    }
}

impl Withheld {
    fn tried(self) -> Tried {
        match self {
            // What the gate found is settled by people, so it is asked again later, like a mail server that is busy.
            Withheld::ByGate(findings) => {
                let found: Vec<String> =
                    findings.iter().map(|finding| refusals::finding(Language::English, finding)).collect();
                Tried::transient(&format!("not sent: {}", found.join(" ")))
            }
            Withheld::Missing(what) => Tried::new(AttemptResult::Recipient, &what),
            Withheld::Unwritable(Unwritable::Address(_)) => {
                Tried::new(AttemptResult::Recipient, &"the address cannot be used in a mail")
            }
            Withheld::Unwritable(error) => Tried::new(AttemptResult::Transient, &error),
        }
    }
}

fn keep(mail: Mail) -> Kept {
    Kept { recipient: mail.to.to_string(), subject: mail.subject, text: mail.text, html: mail.html }
}

/// The record of a type among some that were read together.
fn part<R: Recorded>(records: &[Option<Record>]) -> Option<Arc<R>> {
    records.iter().flatten().find_map(|record| R::unwrap(record).cloned())
}
