//! Commands that are held, in the books: kept as they came, listed, decided.
use crate::store::{Store, StoreError};
use shared::base::{ClientId, MemberId, Moment, OpId, TenantId};
use shared::engine::Envelope;
use shared::sync::hand_in::{HandedIn, Held, HeldChange, Share, Why};
use shared::sync::office::Incoming;
use shared::sync::office::incoming::{Pushed, envelope_of, read_again};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Undecided commands of one device.
pub const MOST: i64 = 50_000;
/// So many of a device are shown to whoever decides.
const SHOWN: usize = 100;

/// Whether the device was signed out from elsewhere and nobody has signed in on it since.
pub async fn is_signed_out(store: &Store, tenant: TenantId, client: ClientId) -> Result<bool, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let signed_out: Option<bool> = sqlx::query_scalar(
                "select signed_out_at is not null from client where tenant_id = $1 and client_id = $2",
            )
            .bind(tenant.0)
            .bind(client.0)
            .fetch_optional(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(signed_out.unwrap_or(false))
        })
        .await
}

/// Keeps what the office has no answer for. Handing in the same again changes nothing.
pub async fn keep(
    store: &Store,
    share: &Share,
    by: Option<MemberId>,
    why: Why,
    pushes: Vec<Pushed>,
) -> Result<HandedIn, StoreError> {
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
    let held = store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let done = sqlx::query(
                "insert into held_command (tenant_id, op, client_id, member_id, seq, body, device, why, handed_in_by)
                 select $1, op, $2, $3, seq, body, $4, $5, $6
                 from unnest($7::uuid[], $8::bigint[], $9::text[]) as came(op, seq, body)
                 where not exists (select from command_log l where l.tenant_id = $1 and l.op = came.op)
                   and (select count(*) from held_command h
                        where h.tenant_id = $1 and h.client_id = $2 and h.decision is null) < $10
                 on conflict (tenant_id, op) do nothing",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(member.0)
            .bind(device)
            .bind(name_of(why))
            .bind(by.map(|by| by.0))
            .bind(ops)
            .bind(seqs)
            .bind(bodies)
            .bind(MOST)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(done.rows_affected())
        })
        .await?;
    let held = usize::try_from(held).unwrap_or(usize::MAX).min(all);
    Ok(HandedIn { held, known: all - held })
}

#[derive(sqlx::FromRow)]
struct Row {
    client_id: Uuid,
    member_id: Uuid,
    device: String,
    why: String,
    handed_in_by: Option<Uuid>,
    held_ms: i64,
    count: i64,
    bodies: Vec<String>,
}

/// What waits for a decision, the oldest first. What the office has an answer for in the meantime does not.
pub async fn list(store: &Store, tenant: TenantId) -> Result<Vec<Held>, StoreError> {
    let inner = store.clone();
    let rows: Vec<Row> = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let rows = sqlx::query_as(
                "select h.client_id, (array_agg(h.member_id order by h.seq desc))[1] as member_id,
                        (array_agg(h.device order by h.seq desc))[1] as device,
                        (array_agg(h.why order by h.held_at desc))[1] as why,
                        (array_agg(h.handed_in_by order by h.held_at desc))[1] as handed_in_by,
                        (extract(epoch from min(h.held_at)) * 1000)::bigint as held_ms, count(*) as count,
                        (array_agg(h.body order by h.seq, h.op))[1:$2] as bodies
                 from held_command h
                 where h.tenant_id = $1 and h.decision is null
                   and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op)
                 group by h.client_id order by min(h.held_at), h.client_id limit 100",
            )
            .bind(tenant.0)
            .bind(i32::try_from(SHOWN).unwrap_or(i32::MAX))
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(rows)
        })
        .await?;
    Ok(rows.into_iter().map(shown).collect())
}

/// Devices whose commands wait for a decision.
pub async fn count(store: &Store, tenant: TenantId) -> Result<usize, StoreError> {
    let inner = store.clone();
    let count: i64 = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let count = sqlx::query_scalar(
                "select count(distinct h.client_id) from held_command h
                 where h.tenant_id = $1 and h.decision is null
                   and not exists (select from command_log l where l.tenant_id = $1 and l.op = h.op)",
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
        handed_in_by: row.handed_in_by.map(MemberId),
        held_at: Moment(row.held_ms),
        count: usize::try_from(row.count).unwrap_or(0),
        changes: row.bodies.iter().map(|body| change(body)).collect(),
    }
}

fn change(body: &str) -> HeldChange {
    let nothing = (Moment(0), String::new(), String::new());
    envelope_of(body).map_or(nothing, |Envelope { occurred_at, command, .. }| {
        (occurred_at, command.name().to_owned(), command.args().unwrap_or_default())
    })
}

/// Commands of one device in their order, with whose they are.
pub struct Open {
    pub member: MemberId,
    pub device: String,
    pub commands: Vec<Incoming>,
}

/// The next that wait for a decision, at most `most`; by the person who made them.
pub async fn open(store: &Store, tenant: TenantId, client: ClientId, most: i64) -> Result<Vec<Open>, StoreError> {
    let inner = store.clone();
    let rows: Vec<(Uuid, String, Uuid, i64, String)> = store
        .detached(async move {
            let mut tx = inner.snapshot(tenant).await?;
            let rows = sqlx::query_as(
                "select member_id, device, op, seq, body from held_command
                 where tenant_id = $1 and client_id = $2 and decision is null order by seq, op limit $3",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(most)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(rows)
        })
        .await?;
    let mut open: BTreeMap<Uuid, Open> = BTreeMap::new();
    for (member, device, op, seq, body) in rows {
        open.entry(member)
            .or_insert_with(|| Open { member: MemberId(member), device, commands: Vec::new() })
            .commands
            .push(read_again(OpId(op), seq.unsigned_abs(), &body));
    }
    Ok(open.into_values().collect())
}

/// What an owner has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    TakenOver,
    Discarded,
}

/// Writes down who decided. `ops`: these only; none: all of the device that wait.
pub async fn decide(
    store: &Store,
    tenant: TenantId,
    client: ClientId,
    ops: Option<Vec<OpId>>,
    decision: Decision,
    by: MemberId,
) -> Result<u64, StoreError> {
    let inner = store.clone();
    let ops: Option<Vec<Uuid>> = ops.map(|ops| ops.into_iter().map(|op| op.0).collect());
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let done = sqlx::query(
                "update held_command set decision = $4, decided_by = $5, decided_at = now()
                 where tenant_id = $1 and client_id = $2 and decision is null and ($3::uuid[] is null or op = any($3))",
            )
            .bind(tenant.0)
            .bind(client.0)
            .bind(ops)
            .bind(match decision {
                Decision::TakenOver => "taken_over",
                Decision::Discarded => "discarded",
            })
            .bind(by.0)
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(done.rows_affected())
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
