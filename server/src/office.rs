//! The office: the only way to change the books.
//!
//! Commands of devices ([`Office::push`]) and of the server itself ([`Office::execute`]) wait in one short queue per
//! merchant. Whatever has gathered while the last transaction ran becomes the next one: the merchant's row is taken, what
//! was done before is recognised by its id, the rules run on the records they ask for, and records, log, notices to send
//! and parcel links are written and committed together. Then the answers go out, and then the devices are told.
pub mod batch;
pub mod incoming;
pub mod ledger;
pub mod live;
pub mod queue;

pub use incoming::{Caller, Incoming, PushError};
pub use live::Live;

use crate::store::secret::{SealKey, Secret, hash_of};
use crate::store::{Store, StoreError, books};
use queue::Queues;
use shared::base::{MemberId, Moment, OpId, ShipmentId, TenantId};
use shared::engine::{Actor, Envelope, Key, Kind, Outcome, Record, Recorded, Refusal};
use shared::sync::office::Bundle;
use shared::sync::protocol::{Answer, Answered, PushReply};
use std::sync::Arc;

/// Why the office could not answer at all. Nothing was changed, or it is not known; the same commands may be sent again.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    #[error(transparent)]
    Store(Arc<StoreError>),
    #[error("the office is closing")]
    Closing,
    #[error("a command broke the rules' own assumptions")]
    Broken,
}

impl From<StoreError> for OfficeError {
    fn from(error: StoreError) -> OfficeError {
        OfficeError::Store(Arc::new(error))
    }
}

/// A handle on the office; cheap to clone.
#[derive(Clone)]
pub struct Office {
    store: Store,
    secret: Secret,
    live: Live,
    queues: Arc<Queues>,
}

impl Office {
    /// Must be called on the runtime that outlives all requests.
    pub fn new(store: Store, secret: Secret) -> Office {
        let live = Live::start(&store);
        Office { queues: Arc::new(Queues::new(store.clone(), secret.clone(), live.clone())), store, secret, live }
    }

    /// Runs commands that the server made, in their order, in one transaction with whatever else waits. Each has its own
    /// answer. A command whose `op` is known already is not run again; its first answer stands.
    pub async fn execute(
        &self,
        tenant: TenantId,
        actor: Actor,
        commands: Vec<Envelope>,
    ) -> Result<Vec<Result<Outcome, Refusal>>, OfficeError> {
        self.answer(tenant, actor, commands.into_iter().map(Incoming::ours).collect()).await
    }

    /// The same for samples from the past: their records say that they were taken when they happened.
    pub async fn execute_as_told(
        &self,
        tenant: TenantId,
        actor: Actor,
        commands: Vec<Envelope>,
    ) -> Result<Vec<Result<Outcome, Refusal>>, OfficeError> {
        self.answer(tenant, actor, commands.into_iter().map(Incoming::as_told).collect()).await
    }

    async fn answer(
        &self,
        tenant: TenantId,
        actor: Actor,
        commands: Vec<Incoming>,
    ) -> Result<Vec<Result<Outcome, Refusal>>, OfficeError> {
        if commands.is_empty() {
            return Ok(Vec::new());
        }
        let reply = self.queues.submit(tenant, Bundle { caller: Caller::server(tenant, actor), commands }).await?;
        let answers = reply.map_err(|_| OfficeError::Broken)?.answers;
        answers
            .into_iter()
            .map(|answered| match answered.answer {
                Answer::Accepted(outcome) => Ok(Ok(outcome)),
                Answer::Refused(refusal) => Ok(Err(refusal)),
                Answer::Unreadable => Err(OfficeError::Broken),
            })
            .collect()
    }

    /// Takes what a device sends. The commands must be numbered without gaps; see [`incoming::read`].
    pub async fn push(&self, caller: Caller, commands: Vec<Incoming>) -> Result<PushReply, PushError> {
        let reply = self.queues.submit(caller.tenant, Bundle { caller, commands }).await.map_err(PushError::Office)?;
        reply.map_err(PushError::Gap)
    }

    /// Does, on an owner's word, what was held for a person: like a push, but outside of the numbering of their device,
    /// which may send the same itself one day and is then given these answers.
    pub async fn take_over(
        &self,
        tenant: TenantId,
        actor: Actor,
        commands: Vec<Incoming>,
    ) -> Result<Vec<Answered>, OfficeError> {
        let reply = self.queues.submit(tenant, Bundle { caller: Caller::server(tenant, actor), commands }).await?;
        reply.map(|reply| reply.answers).map_err(|_| OfficeError::Broken)
    }

    /// The records with these keys, in the same order.
    pub async fn read(&self, tenant: TenantId, keys: Vec<Key>) -> Result<Vec<Option<Record>>, OfficeError> {
        let store = self.store.clone();
        let records = self
            .store
            .detached(async move {
                let mut tx = store.snapshot(tenant).await?;
                let found = books::load(&mut tx, tenant, &keys).await?;
                tx.commit().await?;
                Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
            })
            .await?;
        Ok(records)
    }

    /// One record of a known type.
    pub async fn find<R: Recorded>(&self, tenant: TenantId, id: impl ToString) -> Result<Option<Arc<R>>, OfficeError> {
        let found = self.read(tenant, vec![R::key_of(id)]).await?;
        Ok(found.into_iter().flatten().next().and_then(|record| R::unwrap(&record).cloned()))
    }

    /// Records of one kind in the order of their ids, after an id: pages of everything there is.
    pub async fn list(
        &self,
        tenant: TenantId,
        kind: Kind,
        after: Option<String>,
        limit: u32,
    ) -> Result<Vec<Record>, OfficeError> {
        let store = self.store.clone();
        let records = self
            .store
            .detached(async move {
                let mut tx = store.snapshot(tenant).await?;
                let records = books::list(&mut tx, tenant, kind, after.as_deref(), limit).await?;
                tx.commit().await?;
                Ok(records)
            })
            .await?;
        Ok(records)
    }

    /// The id of the `n`th command that this server makes on behalf of `subject`: a retry makes the same one, and nobody
    /// else can make it. An id that members could guess they could also use first, and the answer would be theirs.
    pub fn op(&self, tenant: TenantId, subject: &str, n: u64) -> OpId {
        OpId::from_office(&self.secret.words(tenant, subject), n)
    }

    /// The key that a person's devices seal with what they cannot send.
    pub fn seal_key(&self, tenant: TenantId, member: MemberId) -> SealKey {
        self.secret.seal_key(tenant, member)
    }

    /// The token in the link of a parcel.
    pub fn parcel_token(&self, tenant: TenantId, shipment: ShipmentId) -> String {
        self.secret.parcel_token(tenant, shipment)
    }

    /// Whose parcel a link shows; none for a token that was never given out.
    pub async fn parcel_of_token(&self, token: &str) -> Result<Option<(TenantId, ShipmentId)>, OfficeError> {
        Ok(self.store.parcel_of(hash_of(token)).await?)
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Who is told when books change.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Waits until everything that was taken is written. Nothing is taken any more.
    pub async fn close(&self) {
        self.queues.close().await;
        self.live.finish().await;
        self.store.close().await;
    }
}

/// The server's clock.
pub fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
