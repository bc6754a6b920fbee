//! The books after a history, read from PostgreSQL itself and held against what devices were told.
use crate::device::Device;
use crate::house::runtime;
use serde_json::Value;
use shared::base::TenantId;
use shared::inventory::recount;
use shared::inventory::stock::{Move, Stock};
use sqlx::{Connection, PgConnection};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What does not fit. Empty: nothing is lost, nothing doubled, and the books balance.
#[derive(Debug, Default)]
pub struct Audit {
    /// Commands that devices were given an answer for.
    pub acknowledged: usize,
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
    pub unbalanced: Vec<String>,
}

impl Audit {
    pub fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.unbalanced.is_empty()
    }
}

struct Line {
    op: Uuid,
    answer: Value,
    client: Option<Uuid>,
    seq: i64,
    name: String,
    args: Option<Value>,
}

impl Line {
    fn is_accepted(&self) -> bool {
        self.answer["accepted"] != Value::Null
    }

    /// What an accepted correction of stock has put where.
    fn correction(&self) -> Option<(String, i64)> {
        let args = self.args.as_ref().filter(|_| self.name == "inventory.adjust.1" && self.is_accepted())?;
        Some((args["sku"].as_str()?.to_owned(), args["by"].as_i64()?))
    }
}

pub fn audit(url: &str, tenant: TenantId, devices: &[&Device]) -> Audit {
    let (lines, stocks, moves, numbered) = runtime().block_on(async {
        let mut owner = PgConnection::connect(url).await.unwrap();
        let lines = log(&mut owner, tenant).await;
        let stocks: Vec<Stock> = bodies(&mut owner, tenant, "stock").await;
        let moves: Vec<Move> = bodies(&mut owner, tenant, "move").await;
        (lines, stocks, moves, numbered(&mut owner, tenant).await)
    });
    let mut audit = Audit::default();
    for device in devices {
        audit.hold_against(device, &lines, numbered.get(&device.client).copied().unwrap_or(0));
    }
    audit.recount(&lines, &stocks, &moves);
    audit
}

async fn log(owner: &mut PgConnection, tenant: TenantId) -> Vec<Line> {
    type Row = (Uuid, String, Option<Uuid>, Option<i64>, String, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select op, answer::text, client_id, seq, name, args::text from command_log where tenant_id = $1 order by version, seq",
    )
    .bind(tenant.0)
    .fetch_all(owner)
    .await
    .unwrap();
    rows.into_iter()
        .map(|(op, answer, client, seq, name, args)| Line {
            op,
            answer: serde_json::from_str(&answer).unwrap(),
            client,
            seq: seq.unwrap_or(0),
            name,
            args: args.map(|args| serde_json::from_str(&args).unwrap()),
        })
        .collect()
}

async fn bodies<R: serde::de::DeserializeOwned>(owner: &mut PgConnection, tenant: TenantId, kind: &str) -> Vec<R> {
    let sql = "select body::text from record where tenant_id = $1 and kind = $2 and body is not null";
    let rows: Vec<String> = sqlx::query_scalar(sql).bind(tenant.0).bind(kind).fetch_all(owner).await.unwrap();
    rows.iter().map(|body| serde_json::from_str(body).unwrap()).collect()
}

async fn numbered(owner: &mut PgConnection, tenant: TenantId) -> BTreeMap<Uuid, i64> {
    let sql = "select client_id, last_seq from client where tenant_id = $1";
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(sql).bind(tenant.0).fetch_all(owner).await.unwrap();
    rows.into_iter().collect()
}

impl Audit {
    fn hold_against(&mut self, device: &Device, lines: &[Line], last: i64) {
        self.acknowledged += device.answered.len();
        self.lost.extend(device.broken.iter().cloned());
        let own: Vec<&Line> = lines.iter().filter(|line| line.client == Some(device.client)).collect();
        let by_op: BTreeMap<Uuid, &Line> = own.iter().map(|line| (line.op, *line)).collect();
        for (seq, (op, told)) in &device.answered {
            match by_op.get(op) {
                None => self.lost.push(format!("{seq} of {} was answered and is not in the log", device.client)),
                Some(line) if line.answer != *told => {
                    self.lost.push(format!("{seq} was answered {told}, the log says {}", line.answer));
                }
                Some(_) => {}
            }
        }
        let mut seen = BTreeSet::new();
        self.doubled.extend(
            own.iter().filter(|line| !seen.insert(line.seq)).map(|line| format!("{} is in the log twice", line.seq)),
        );
        if !seen.iter().copied().eq(1..=last) {
            self.lost.push(format!("the log has {} numbers of {}, the last is {last}", seen.len(), device.client));
        }
    }

    fn recount(&mut self, lines: &[Line], stocks: &[Stock], moves: &[Move]) {
        let corrections: Vec<(String, i64)> = lines.iter().filter_map(Line::correction).collect();
        if moves.len() > corrections.len() {
            self.doubled.push(format!("{} moves of {} corrections", moves.len(), corrections.len()));
        }
        if moves.len() < corrections.len() {
            self.lost.push(format!("{} moves of {} corrections", moves.len(), corrections.len()));
        }
        let mut expected: BTreeMap<String, i64> = BTreeMap::new();
        for (sku, by) in corrections {
            *expected.entry(sku).or_default() += by;
        }
        let on_hand: BTreeMap<String, i64> =
            stocks.iter().map(|stock| (stock.sku.to_string(), stock.on_hand())).collect();
        for sku in expected.keys().chain(on_hand.keys()).collect::<BTreeSet<_>>() {
            let (should, is) = (expected.get(sku).copied().unwrap_or(0), on_hand.get(sku).copied().unwrap_or(0));
            match is.cmp(&should) {
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Less => self.lost.push(format!("{is} of {should} units of {sku}")),
                std::cmp::Ordering::Greater => self.doubled.push(format!("{is} of {should} units of {sku}")),
            }
        }
        let drifts = recount::check(stocks, &recount::balances(moves), &BTreeMap::new());
        self.unbalanced.extend(drifts.iter().map(|drift| format!("{drift:?}")));
        let places = recount::all_places(moves);
        let of = |sku| places.iter().filter(|((place, _), _)| *place == sku).map(|(_, units)| units).sum::<i64>();
        let uneven = places.keys().map(|(sku, _)| sku.clone()).filter(|sku| of(sku.clone()) != 0);
        self.unbalanced.extend(uneven.map(|sku| format!("the moves of {sku} do not add up to nothing")));
    }
}
