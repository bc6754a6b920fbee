//! One transaction: read what the batch asks for, write what it says, commit, and only then answer.
use super::{Live, ledger, now};
use crate::archive::bring_back::bring_back;
use crate::store::{Store, StoreError, books, merchants, secret::Secret};
use shared::base::TenantId;
use shared::sync::office::{Batch, Bundle, Reply};

/// Runs the bundles in one transaction, and tells everybody when it has changed the books.
pub async fn perform(
    store: &Store,
    secret: &Secret,
    live: &Live,
    tenant: TenantId,
    bundles: &[Bundle],
) -> Result<Vec<Reply>, StoreError> {
    let recorded_at = now();
    // The rules run while the transaction is open; a long batch must not lose it in the middle.
    let mut tx = store.begin_long(tenant).await?;
    let standing = merchants::lock(&mut tx, tenant).await?;
    let known = ledger::answers(&mut tx, tenant, &Batch::ops(bundles)).await?;
    let last_seqs = ledger::last_seqs(&mut tx, tenant, &Batch::clients(bundles)).await?;
    let mut batch = Batch::new(bundles, standing.version.unsigned_abs(), known, last_seqs, recorded_at);
    loop {
        // Rules are arithmetic: other shops' work goes on elsewhere meanwhile.
        let missing = tokio::task::block_in_place(|| batch.run());
        if missing.is_empty() {
            break;
        }
        let records = books::load(&mut tx, tenant, &missing).await?;
        batch.take_loaded(missing, records);
    }
    let done = batch.finish();
    let version = i64::try_from(done.version).unwrap_or(i64::MAX);

    books::write(&mut tx, tenant, version, &done.writes).await?;
    if standing.has_archive {
        bring_back(&mut tx, tenant, version, &done.writes).await?;
    }
    ledger::log(&mut tx, tenant, version, recorded_at, &done.lines).await?;
    ledger::keep_clients(&mut tx, tenant, bundles, &done.last_seqs).await?;
    let deliveries = ledger::queue_deliveries(&mut tx, tenant, &done.writes).await?;
    ledger::link_parcels(&mut tx, tenant, secret, &done.writes).await?;
    if version > standing.version {
        merchants::advance(&mut tx, tenant, version).await?;
    }
    tx.commit().await?;

    if version > standing.version {
        live.tell(tenant, done.version, deliveries);
    }
    for line in done.lines.iter().filter(|line| line.broke) {
        tracing::error!(command = line.incoming.name(), op = %line.incoming.op, "the rules broke on a command");
    }
    let replies = done.committed();
    crate::metrics::count_answers(replies.iter().flatten().flat_map(|reply| &reply.answers).map(|each| &each.answer));
    Ok(replies)
}
