//! Commands that are held, in the books: kept as they came, listed, decided.
use crate::store::{Store, StoreError};
use shared::base::{ClientId, MemberId, Moment, OpId, TenantId};
use shared::engine::{Envelope, Refusal};
use shared::sync::hand_in::{Decided, HandedIn, Held, HeldChange, Share, Why};
use shared::sync::office::Incoming;
use shared::sync::office::incoming::{Pushed, envelope_of, read_again};
use uuid::Uuid;

/// Undecided commands of one person, and their bytes.
const MOST: i64 = 50_000;
const MOST_BYTES: i64 = 128 << 20;
/// So many commands of a card are shown, none longer than this.
const SHOWN: i64 = 200;
const LONGEST_SHOWN: i32 = 16 << 10;

/// What the books know of a device.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    /// Who has worked on it last.
    pub member: Option<MemberId>,
    /// From elsewhere, and nobody has signed in on it since.
    pub is_signed_out: bool,
}

pub async fn device(store: &Store, tenant: TenantId, client: ClientId) -> Result<Option<Device>, StoreError> {
    let inner = store.clone();
    let found: Option<(Option<Uuid>, bool)> = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let found = sqlx::query_as(
                "select member_id, signed_out_at is not null from client where tenant_id = $1 and client_id = $2",
            )
            .bind(tenant.0)
            .bind(client.0)
            .fetch_optional(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(found)
        })
        .await?;
    Ok(found.map(|(member, is_signed_out)| Device { member: member.map(MemberId), is_signed_out }))
}

/// How a share came.
pub struct Came {
    pub why: Why,
    pub sealed: bool,
    /// None: the device itself.
    pub by: Option<MemberId>,
}

/// Keeps what the office has no answer for. Handing in the same again changes nothing. None: there is no room for all of it,
/// and nothing was kept.
pub async fn keep(
    store: &Store,
    share: &Share,
    came: Came,
    pushes: Vec<Pushed>,
) -> Result<Option<HandedIn>, StoreError> {
    let (tenant, member, client) = (share.tenant, share.member, share.client);
    let device = pushes.last().map(|push| push.device.clone()).unwrap_or_default();
    let commands: Vec<Incoming> = pushes.into_iter().flat_map(|push| push.commands).collect();
    let all = commands.len();
    let (mut ops, mut seqs, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
    for command in &commands {
        ops.push(command.op.0);
        seqs.push(i64::try_from(command.seq).unwrap_or(i64::MAX));
        bodies.push(command.as_sent());
    }
    let inner = store.clone();
    let kept: Option<u64> = store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let done = sqlx::query(
                "insert into held_command (tenant_id, op, client_id, member_id, seq, body, device, why, sealed, handed_in_by)
                 select $1, op, $2, $3, seq, body, $4, $5, $6, $7
                 from unnest($8::uuid[], $9::bigint[], $10::text[]) as came(op, seq, body)
                 where not exists (select from command_log l where l.tenant_id = $1 and l.op = came.op)
                 on conflict (tenant_id, op) do nothing",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(member.0)
            .bind(device)
            .bind(name_of(came.why))
            .bind(came.sealed)
            .bind(came.by.map(|by| by.0))
            .bind(ops)
            .bind(seqs)
            .bind(bodies)
            .execute(&mut *tx)
            .await?;
            let (count, bytes): (i64, i64) = sqlx::query_as(
                "select count(*), coalesce(sum(octet_length(h.body)), 0)::bigint from held_command h
                 where h.tenant_id = $1 and h.member_id = $2 and h.decision is null
                   and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op)",
            )
            .bind(tenant.0)
            .bind(member.0)
            .fetch_one(&mut *tx)
            .await?;
            if done.rows_affected() > 0 && (count > MOST || bytes > MOST_BYTES) {
                tx.rollback().await?;
                return Ok(None);
            }
            tx.commit().await?;
            Ok(Some(done.rows_affected()))
        })
        .await?;
    let held = kept.map(|kept| usize::try_from(kept).unwrap_or(usize::MAX).min(all));
    Ok(held.map(|held| HandedIn { held, known: all - held, left_out: 0 }))
}

#[derive(sqlx::FromRow)]
struct Row {
    client_id: Uuid,
    member_id: Uuid,
    device: String,
    why: String,
    sealed: bool,
    handed_in_by: Option<Uuid>,
    held_ms: i64,
    count: i64,
    bodies: Vec<String>,
    /// Beside each body, of what was refused.
    refusals: Vec<Option<String>>,
}

/// What was refused when it was taken over and what waits for a decision, the oldest first. What the office has an answer for in
/// the meantime does not wait.
pub async fn list(store: &Store, tenant: TenantId) -> Result<Vec<Held>, StoreError> {
    let inner = store.clone();
    let rows: Vec<Row> = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let mut rows: Vec<Row> = sqlx::query_as(
                "select h.client_id, h.member_id, bool_and(h.sealed) as sealed, count(*) as count,
                        (array_agg(h.device order by h.held_at desc))[1] as device,
                        (array_agg(h.why order by h.held_at desc))[1] as why,
                        (array_agg(h.handed_in_by order by h.held_at desc))[1] as handed_in_by,
                        max((extract(epoch from h.held_at) * 1000)::bigint) as held_ms,
                        (array_agg(case when octet_length(h.body) <= $3 then h.body else '' end order by h.seq, h.op))[1:$2] as bodies,
                        (array_agg(h.refused order by h.seq, h.op))[1:$2] as refusals
                 from held_command h
                 where h.tenant_id = $1 and h.refused is not null and h.read_at is null
                 group by h.client_id, h.member_id
                 order by min(h.decided_at), h.client_id, h.member_id limit 20",
            )
            .bind(tenant.0)
            .bind(SHOWN)
            .bind(LONGEST_SHOWN)
            .fetch_all(&mut *tx)
            .await?;
            let waiting: Vec<Row> = sqlx::query_as(
                "select card.*,
                        array(select case when octet_length(h.body) <= $3 then h.body else '' end from held_command h
                              where h.tenant_id = $1 and h.client_id = card.client_id and h.member_id = card.member_id
                                and h.decision is null
                                and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op)
                              order by h.seq, h.op limit $2) as bodies,
                        array[]::text[] as refusals
                 from (select h.client_id, h.member_id, bool_and(h.sealed) as sealed, count(*) as count,
                              (array_agg(h.device order by h.held_at desc))[1] as device,
                              (array_agg(h.why order by h.held_at desc))[1] as why,
                              (array_agg(h.handed_in_by order by h.held_at desc))[1] as handed_in_by,
                              ((array_agg((extract(epoch from h.held_at) * 1000)::bigint order by h.held_at desc))[1]) as held_ms,
                              min(h.held_at) as since
                       from held_command h
                       where h.tenant_id = $1 and h.decision is null
                         and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op)
                       group by h.client_id, h.member_id
                       order by since, h.client_id, h.member_id limit 20) card
                 order by card.since, card.client_id, card.member_id",
            )
            .bind(tenant.0)
            .bind(SHOWN)
            .bind(LONGEST_SHOWN)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            rows.extend(waiting);
            Ok(rows)
        })
        .await?;
    Ok(rows.into_iter().map(shown).collect())
}

/// Cards that wait for a person.
pub async fn count(store: &Store, tenant: TenantId) -> Result<usize, StoreError> {
    let inner = store.clone();
    let count: i64 = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let count = sqlx::query_scalar(
                "select count(distinct (h.client_id, h.member_id, h.refused is null)) from held_command h
                 where h.tenant_id = $1
                   and (h.refused is not null and h.read_at is null
                        or h.decision is null
                           and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op))",
            )
            .bind(tenant.0)
            .fetch_one(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(count)
        })
        .await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

fn shown(row: Row) -> Held {
    Held {
        client: ClientId(row.client_id),
        member: MemberId(row.member_id),
        device: row.device,
        why: why_of(&row.why),
        sealed: row.sealed,
        handed_in_by: row.handed_in_by.map(MemberId),
        held_at: Moment(row.held_ms),
        count: usize::try_from(row.count).unwrap_or(0),
        changes: row.bodies.iter().map(|body| change(body)).collect(),
        refusals: row.refusals.iter().map(|why| serde_json::from_str(why.as_deref()?).ok()?).collect(),
    }
}

fn change(body: &str) -> HeldChange {
    let nothing = (Moment(0), String::new(), String::new());
    envelope_of(body).map_or(nothing, |Envelope { occurred_at, command, .. }| {
        (occurred_at, command.name().to_owned(), command.args().unwrap_or_default())
    })
}

/// The next of them in their order, at most `most`, and what their device is called.
pub async fn open(
    store: &Store,
    tenant: TenantId,
    client: ClientId,
    decided: Decided,
    most: i64,
) -> Result<(String, Vec<Incoming>), StoreError> {
    let inner = store.clone();
    let rows: Vec<(String, Uuid, i64, String)> = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let rows = sqlx::query_as(
                "select device, op, seq, body from held_command
                 where tenant_id = $1 and client_id = $2 and member_id = $3 and decision is null
                   and (extract(epoch from held_at) * 1000)::bigint <= $4
                 order by seq, op limit $5",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(decided.member.0)
            .bind(decided.held_at.0)
            .bind(most)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(rows)
        })
        .await?;
    let device = rows.first().map(|(device, ..)| device.clone()).unwrap_or_default();
    let read = |(_, op, seq, body): (String, Uuid, i64, String)| read_again(OpId(op), seq.unsigned_abs(), &body);
    Ok((device, rows.into_iter().map(read).collect()))
}

/// Writes down that these were done or refused, and on whose word. What was done is done, whatever somebody else has decided
/// meanwhile; what was refused before and read is not told again.
pub async fn taken_over(
    store: &Store,
    tenant: TenantId,
    answered: Vec<(OpId, Option<Option<Refusal>>)>,
    by: MemberId,
) -> Result<(), StoreError> {
    let inner = store.clone();
    let mut ops: Vec<Uuid> = Vec::with_capacity(answered.len());
    let mut refusals: Vec<Option<String>> = Vec::with_capacity(answered.len());
    for (op, refused) in answered {
        ops.push(op.0);
        let why = refused.map(|why| serde_json::to_string(&why)).transpose();
        refusals.push(why.map_err(|error| StoreError::Record(error.to_string()))?);
    }
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            sqlx::query(
                "update held_command set decision = 'taken_over', decided_by = $4, decided_at = now(), refused = answered.refused
                 from unnest($2::uuid[], $3::text[]) as answered(op, refused)
                 where held_command.tenant_id = $1 and held_command.op = answered.op",
            )
            .bind(tenant.0)
            .bind(ops)
            .bind(refusals)
            .bind(by.0)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

/// Somebody has read what was refused of these.
pub async fn read(store: &Store, tenant: TenantId, client: ClientId, decided: Decided) -> Result<(), StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            sqlx::query(
                "update held_command set read_at = now()
                 where tenant_id = $1 and client_id = $2 and member_id = $3 and refused is not null and read_at is null
                   and (extract(epoch from held_at) * 1000)::bigint <= $4",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(decided.member.0)
            .bind(decided.held_at.0)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

pub async fn discard(
    store: &Store,
    tenant: TenantId,
    client: ClientId,
    decided: Decided,
    by: MemberId,
) -> Result<(), StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            sqlx::query(
                "update held_command set decision = 'discarded', decided_by = $5, decided_at = now()
                 where tenant_id = $1 and client_id = $2 and member_id = $3 and decision is null
                   and (extract(epoch from held_at) * 1000)::bigint <= $4",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(decided.member.0)
            .bind(decided.held_at.0)
            .bind(by.0)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(())
        })
        .await
}

fn name_of(why: Why) -> &'static str {
    match why {
        Why::File => "file",
        Why::SignedOut => "signed_out",
        Why::Left => "left",
    }
}

fn why_of(name: &str) -> Why {
    match name {
        "signed_out" => Why::SignedOut,
        "left" => Why::Left,
        _ => Why::File,
    }
}
