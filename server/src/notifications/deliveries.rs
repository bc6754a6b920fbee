//! The queue of rounds to send, as the database keeps it. Times are the database's, never the worker's.

use crate::store::{Store, StoreError};
use shared::base::TenantId;
use shared::notifications::AttemptResult;
use sqlx::{Postgres, Row, Transaction};
use std::time::Duration;
use uuid::Uuid;

/// One try that this worker has taken on and nobody else will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub tenant: TenantId,
    pub delivery: Uuid,
    pub notice: String,
    pub round: u32,
    /// From 1, within the round.
    pub try_no: u32,
    /// From 1, over all rounds of the notice: the number that the books use.
    pub number: u32,
    /// Whoever holds it may write the result.
    pub lease: Uuid,
    /// What the log says of this try when it was left behind by a worker that is gone.
    pub left: Option<Left>,
}

/// What became of a try whose worker is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// None: it was begun, and nobody knows more.
    pub result: Option<AttemptResult>,
    pub detail: String,
}

/// Merchants that have something to send now.
pub async fn merchants_due(store: &Store) -> Result<Vec<TenantId>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let ids: Vec<Uuid> = sqlx::query_scalar("select tenant_id from merchants_with_due_deliveries()")
                .fetch_all(inner.pool())
                .await?;
            Ok(ids.into_iter().map(TenantId).collect())
        })
        .await
}

/// Takes on what is due, at most `most`, and notes down in the same transaction that each try has begun: committed before
/// a byte leaves. Rounds whose worker went away come with what its log says.
pub async fn claim(store: &Store, tenant: TenantId, most: i64, lease: Duration) -> Result<Vec<Claimed>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let mut claimed = take_over(&mut tx, tenant, most, lease).await?;
            let rest = most - i64::try_from(claimed.len()).unwrap_or(most);
            claimed.extend(begin_due(&mut tx, tenant, rest, lease).await?);
            tx.commit().await?;
            Ok(claimed)
        })
        .await
}

/// Earlier rounds count too, so that the books number every try of a notice once.
const BEGIN_DUE: &str = "
    with due as (
        select tenant_id, delivery_id from delivery
        where tenant_id = $1 and state = 'waiting' and due_at <= now()
        order by due_at limit $2 for update skip locked
    ), begun as (
        update delivery d
        set state = 'sending', attempts = d.attempts + 1, lease_token = gen_random_uuid(),
            lease_until = now() + $3 * interval '1 millisecond'
        from due where d.tenant_id = due.tenant_id and d.delivery_id = due.delivery_id
        returning d.tenant_id, d.delivery_id, d.notice, d.round, d.attempts, d.lease_token
    ), logged as (
        insert into delivery_attempt (tenant_id, delivery_id, number) select tenant_id, delivery_id, attempts from begun
    )
    select b.delivery_id, b.notice, b.round, b.attempts, b.lease_token,
           b.attempts + coalesce((select sum(e.attempts) from delivery e
                                  where e.tenant_id = b.tenant_id and e.notice = b.notice and e.round < b.round), 0)::int as number,
           null::text as left_state, '' as left_detail
    from begun b";

async fn begin_due(
    tx: &mut Transaction<'static, Postgres>,
    tenant: TenantId,
    most: i64,
    lease: Duration,
) -> Result<Vec<Claimed>, StoreError> {
    let rows = sqlx::query(BEGIN_DUE).bind(tenant.0).bind(most).bind(milliseconds(lease)).fetch_all(&mut **tx).await?;
    rows.iter().map(|row| claimed(tenant, row)).collect()
}

const TAKE_OVER: &str = "
    with left_behind as (
        select tenant_id, delivery_id from delivery
        where tenant_id = $1 and state = 'sending' and lease_until <= now()
        order by lease_until limit $2 for update skip locked
    ), taken as (
        update delivery d
        set lease_token = gen_random_uuid(), lease_until = now() + $3 * interval '1 millisecond'
        from left_behind l where d.tenant_id = l.tenant_id and d.delivery_id = l.delivery_id
        returning d.tenant_id, d.delivery_id, d.notice, d.round, d.attempts, d.lease_token
    )
    select t.delivery_id, t.notice, t.round, t.attempts, t.lease_token,
           t.attempts + coalesce((select sum(e.attempts) from delivery e
                                  where e.tenant_id = t.tenant_id and e.notice = t.notice and e.round < t.round), 0)::int as number,
           a.state as left_state, a.detail as left_detail
    from taken t
    join delivery_attempt a on a.tenant_id = t.tenant_id and a.delivery_id = t.delivery_id and a.number = t.attempts";

async fn take_over(
    tx: &mut Transaction<'static, Postgres>,
    tenant: TenantId,
    most: i64,
    lease: Duration,
) -> Result<Vec<Claimed>, StoreError> {
    let rows = sqlx::query(TAKE_OVER).bind(tenant.0).bind(most).bind(milliseconds(lease)).fetch_all(&mut **tx).await?;
    rows.iter().map(|row| claimed(tenant, row)).collect()
}

fn claimed(tenant: TenantId, row: &sqlx::postgres::PgRow) -> Result<Claimed, StoreError> {
    let count = |name: &str| row.try_get::<i32, _>(name).map(|number| u32::try_from(number).unwrap_or(0));
    let left_state: Option<String> = row.try_get("left_state")?;
    let detail: String = row.try_get("left_detail")?;
    Ok(Claimed {
        tenant,
        delivery: row.try_get("delivery_id")?,
        notice: row.try_get("notice")?,
        round: count("round")?,
        try_no: count("attempts")?,
        number: count("number")?,
        lease: row.try_get("lease_token")?,
        left: left_state.map(|state| Left { result: result_named(&state), detail }),
    })
}

/// A mail that stays here because there is no mail server.
#[derive(Debug, Clone)]
pub struct Kept {
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Writes down how a try went, if the lease is still ours. A mail that is kept here is kept by the same transaction, so
/// that it is there exactly once. False: somebody else has taken over, and their word counts.
pub async fn log_result(
    store: &Store,
    claim: &Claimed,
    state: &'static str,
    detail: String,
    kept: Option<Kept>,
) -> Result<bool, StoreError> {
    let (inner, claim) = (store.clone(), claim.clone());
    store
        .detached(async move {
            let mut tx = inner.begin(claim.tenant).await?;
            let ours = sqlx::query(
                "select 1 from delivery where tenant_id = $1 and delivery_id = $2 and lease_token = $3 and state = 'sending' for update",
            )
            .bind(claim.tenant.0)
            .bind(claim.delivery)
            .bind(claim.lease)
            .fetch_optional(&mut *tx)
            .await?
            .is_some();
            if !ours {
                tx.rollback().await?;
                return Ok(false);
            }
            sqlx::query(
                "update delivery_attempt set state = $4, detail = $5, finished_at = now()
                 where tenant_id = $1 and delivery_id = $2 and number = $3",
            )
            .bind(claim.tenant.0)
            .bind(claim.delivery)
            .bind(i32::try_from(claim.try_no).unwrap_or(i32::MAX))
            .bind(state)
            .bind(detail)
            .execute(&mut *tx)
            .await?;
            if let Some(kept) = kept {
                keep(&mut tx, &claim, kept).await?;
            }
            tx.commit().await?;
            Ok(true)
        })
        .await
}

async fn keep(tx: &mut Transaction<'static, Postgres>, claim: &Claimed, kept: Kept) -> Result<(), StoreError> {
    sqlx::query("insert into outbox_mail (tenant_id, notice, recipient, subject, text_body, html_body) values ($1, $2, $3, $4, $5, $6)")
        .bind(claim.tenant.0)
        .bind(&claim.notice)
        .bind(kept.recipient)
        .bind(kept.subject)
        .bind(kept.text)
        .bind(kept.html)
        .execute(&mut **tx)
        .await?;
    // Mails hold names and links; nobody looks for one that is older.
    sqlx::query("delete from outbox_mail where tenant_id = $1 and created_at < now() - interval '30 days'")
        .bind(claim.tenant.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the try: the round waits for the next one, or is done.
pub async fn finish(store: &Store, claim: &Claimed, again_in: Option<Duration>) -> Result<(), StoreError> {
    let (inner, claim) = (store.clone(), claim.clone());
    store
        .detached(async move {
            let mut tx = inner.begin(claim.tenant).await?;
            sqlx::query(
                "update delivery
                 set state = case when $4::bigint is null then 'done' else 'waiting' end,
                     due_at = now() + coalesce($4::bigint, 0) * interval '1 millisecond', lease_token = null, lease_until = null
                 where tenant_id = $1 and delivery_id = $2 and lease_token = $3",
            )
            .bind(claim.tenant.0)
            .bind(claim.delivery)
            .bind(claim.lease)
            .bind(again_in.map(milliseconds))
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// The word in the log for a result.
pub fn state_name(result: AttemptResult) -> &'static str {
    match result {
        AttemptResult::Accepted => "accepted",
        AttemptResult::Transient => "transient",
        AttemptResult::Recipient => "recipient",
        AttemptResult::Ambiguous => "ambiguous",
    }
}

/// A try that the gate kept back is tried again, as one that the mail server put off.
fn result_named(state: &str) -> Option<AttemptResult> {
    match state {
        "accepted" => Some(AttemptResult::Accepted),
        "transient" | "skipped" => Some(AttemptResult::Transient),
        "recipient" => Some(AttemptResult::Recipient),
        "ambiguous" => Some(AttemptResult::Ambiguous),
        _ => None,
    }
}
