//! What a batch writes besides records: the log, the devices' numbering, notices to send, parcel links.
use crate::store::StoreError;
use crate::store::secret::{Secret, hash_of};
use shared::base::{ClientId, Moment, OpId, TenantId};
use shared::engine::{Key, Record};
use shared::notifications::NoticeState;
use shared::sync::office::batch::Line;
use shared::sync::office::{Bundle, Caller, Content};
use shared::sync::protocol::Answer;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The answers that these commands were given before.
pub async fn answers(
    tx: &mut PgConnection,
    tenant: TenantId,
    ops: &[OpId],
) -> Result<BTreeMap<OpId, Answer>, StoreError> {
    let ops: Vec<Uuid> = ops.iter().map(|op| op.0).collect();
    if ops.is_empty() {
        return Ok(BTreeMap::new());
    }
    // One by one by their key, as records are (`books::load`): else a log that has grown since it was last counted is read from
    // its beginning for every batch.
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "select asked.op, done.answer
         from unnest($2::uuid[]) as asked(op), lateral (
             select l.answer::text from command_log l where l.tenant_id = $1 and l.op = asked.op limit 1
         ) as done",
    )
    .bind(tenant.0)
    .bind(ops)
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|(op, answer)| {
            let answer =
                serde_json::from_str(&answer).map_err(|error| StoreError::Record(format!("answer {op}: {error}")))?;
            Ok((OpId(op), answer))
        })
        .collect()
}

/// The last number of each device that the books have an answer for.
pub async fn last_seqs(
    tx: &mut PgConnection,
    tenant: TenantId,
    clients: &[ClientId],
) -> Result<BTreeMap<ClientId, u64>, StoreError> {
    let clients: Vec<Uuid> = clients.iter().map(|client| client.0).collect();
    if clients.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, i64)> =
        sqlx::query_as("select client_id, last_seq from client where tenant_id = $1 and client_id = any($2)")
            .bind(tenant.0)
            .bind(clients)
            .fetch_all(tx)
            .await?;
    Ok(rows.into_iter().map(|(client, last)| (ClientId(client), last.unsigned_abs())).collect())
}

pub async fn keep_clients(
    tx: &mut PgConnection,
    tenant: TenantId,
    bundles: &[Bundle],
    last_seqs: &BTreeMap<ClientId, u64>,
) -> Result<(), StoreError> {
    let callers: BTreeMap<ClientId, &Caller> =
        bundles.iter().filter_map(|bundle| bundle.caller.client.map(|client| (client, &bundle.caller))).collect();
    if callers.is_empty() {
        return Ok(());
    }
    let mut clients = Vec::new();
    let mut members = Vec::new();
    let mut devices = Vec::new();
    let mut seqs = Vec::new();
    for (client, caller) in callers {
        clients.push(client.0);
        members.push(caller.member().map(|member| member.0));
        devices.push(caller.actor.device.as_str());
        seqs.push(number(last_seqs.get(&client).copied().unwrap_or(0)));
    }
    sqlx::query(
        "insert into client (tenant_id, client_id, member_id, device, last_seq)
         select $1, client_id, member_id, device, last_seq
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[]) as seen(client_id, member_id, device, last_seq)
         on conflict (tenant_id, client_id)
         do update set member_id = excluded.member_id, device = excluded.device, last_seen = now(),
                       last_seq = greatest(client.last_seq, excluded.last_seq)",
    )
    .bind(tenant.0)
    .bind(clients)
    .bind(members)
    .bind(devices)
    .bind(seqs)
    .execute(tx)
    .await?;
    Ok(())
}

pub async fn log(
    tx: &mut PgConnection,
    tenant: TenantId,
    version: i64,
    recorded_at: Moment,
    lines: &[Line<'_>],
) -> Result<(), StoreError> {
    let count = lines.len();
    if count == 0 {
        return Ok(());
    }
    let mut ops = Vec::with_capacity(count);
    let mut clients = Vec::with_capacity(count);
    let mut seqs = Vec::with_capacity(count);
    let mut names = Vec::with_capacity(count);
    let mut bodies = Vec::with_capacity(count);
    let mut raws = Vec::with_capacity(count);
    let mut answers = Vec::with_capacity(count);
    let mut members = Vec::with_capacity(count);
    let mut actors = Vec::with_capacity(count);
    let mut roles = Vec::with_capacity(count);
    let mut devices = Vec::with_capacity(count);
    let mut occurred = Vec::with_capacity(count);
    for line in lines {
        let (caller, incoming) = (line.caller, line.incoming);
        ops.push(incoming.op.0);
        clients.push(caller.client.map(|client| client.0));
        seqs.push(caller.client.map(|_| number(incoming.seq)));
        names.push(incoming.name());
        bodies.push(line.body.as_deref());
        raws.push(raw(line));
        answers.push(serde_json::to_string(&line.answer).map_err(|error| StoreError::Record(error.to_string()))?);
        members.push(caller.member().map(|member| member.0));
        actors.push(caller.actor.name.as_str());
        roles.push(caller.actor.role.name());
        devices.push(caller.actor.device.as_str());
        occurred.push(incoming.occurred_at.0);
    }
    sqlx::query(
        "insert into command_log (tenant_id, op, version, client_id, seq, name, args, raw, answer, member_id, actor, role, device,
                                  occurred_ms, recorded_ms)
         select $1, op, $2, client_id, seq, name, body::jsonb -> 'args', raw, answer::jsonb, member_id, actor, role, device, occurred_ms, $3
         from unnest($4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::uuid[],
                     $12::text[], $13::text[], $14::text[], $15::bigint[])
              as done(op, client_id, seq, name, body, raw, answer, member_id, actor, role, device, occurred_ms)",
    )
    .bind(tenant.0)
    .bind(version)
    .bind(recorded_at.0)
    .bind(ops)
    .bind(clients)
    .bind(seqs)
    .bind(names)
    .bind(bodies)
    .bind(raws)
    .bind(answers)
    .bind(members)
    .bind(actors)
    .bind(roles)
    .bind(devices)
    .bind(occurred)
    .execute(tx)
    .await?;
    Ok(())
}

/// What was not run is kept as text, which holds everything that JSON in the database does not.
fn raw(line: &Line<'_>) -> Option<String> {
    match &line.incoming.content {
        Content::Unreadable(raw) => Some(raw.clone()),
        Content::Command(command) if line.body.is_none() => serde_json::to_string(command).ok(),
        Content::Command(_) => None,
    }
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// Notices that wait to be sent get a delivery, once per round; what was settled otherwise is not sent any more.
/// Tells whether there is something to send.
pub async fn queue_deliveries(
    tx: &mut PgConnection,
    tenant: TenantId,
    writes: &BTreeMap<Key, Option<Record>>,
) -> Result<bool, StoreError> {
    let mut queued: (Vec<&str>, Vec<i32>) = Default::default();
    let mut settled: Vec<&str> = Vec::new();
    for record in writes.values().flatten() {
        let Record::Notice(notice) = record else { continue };
        match notice.state {
            NoticeState::Queued => {
                queued.0.push(notice.id.as_str());
                queued.1.push(i32::try_from(notice.resends).unwrap_or(i32::MAX));
            }
            NoticeState::Retrying => {}
            NoticeState::Accepted | NoticeState::Failed | NoticeState::Skipped { .. } => {
                settled.push(notice.id.as_str())
            }
        }
    }
    if !settled.is_empty() {
        sqlx::query(
            "update delivery set state = 'done' where tenant_id = $1 and notice = any($2) and state = 'waiting'",
        )
        .bind(tenant.0)
        .bind(settled)
        .execute(&mut *tx)
        .await?;
    }
    if queued.0.is_empty() {
        return Ok(false);
    }
    sqlx::query(
        "insert into delivery (tenant_id, notice, round)
         select $1, notice, round from unnest($2::text[], $3::integer[]) as queued(notice, round)
         on conflict (tenant_id, notice, round) do nothing",
    )
    .bind(tenant.0)
    .bind(queued.0)
    .bind(queued.1)
    .execute(tx)
    .await?;
    Ok(true)
}

/// Every parcel has a link; only the hash of its token is kept.
pub async fn link_parcels(
    tx: &mut PgConnection,
    tenant: TenantId,
    secret: &Secret,
    writes: &BTreeMap<Key, Option<Record>>,
) -> Result<(), StoreError> {
    let (hashes, shipments): (Vec<Vec<u8>>, Vec<Uuid>) = writes
        .values()
        .flatten()
        .filter_map(|record| match record {
            Record::Shipment(shipment) => {
                Some((hash_of(&secret.parcel_token(tenant, shipment.id)).to_vec(), shipment.id.0))
            }
            _ => None,
        })
        .unzip();
    if hashes.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into parcel_link (tenant_id, token_hash, shipment_id)
         select $1, token_hash, shipment_id from unnest($2::bytea[], $3::uuid[]) as linked(token_hash, shipment_id)
         on conflict (tenant_id, token_hash) do nothing",
    )
    .bind(tenant.0)
    .bind(hashes)
    .bind(shipments)
    .execute(tx)
    .await?;
    Ok(())
}
