//! Which tables go into a back-up, in the order in which they can be put back.
use super::BackupError;
use sqlx::PgConnection;

/// Each leads with `tenant_id`; those that others refer to come first.
pub const KEPT: &[&str] = &[
    "tenant",
    "record",
    "command_log",
    "client",
    "login",
    "session",
    "api_key",
    "idempotency",
    "delivery",
    "delivery_attempt",
    "outbox_mail",
    "parcel_link",
    "held_command",
    "archived_order",
    "archived_move",
];

/// Made again from the others: sealed when devices ask, or by a trigger.
pub const MADE_AGAIN: &[&str] = &["segment", "parcel_search"];

/// Refuses a schema with a table that is in neither list: whoever adds a table decides.
pub async fn check(owner: &mut PgConnection) -> Result<(), BackupError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped order by 1",
    )
    .fetch_all(owner)
    .await?;
    match tables.into_iter().find(|table| !KEPT.contains(&table.as_str()) && !MADE_AGAIN.contains(&table.as_str())) {
        Some(forgotten) => Err(BackupError::ForgottenTable(forgotten)),
        None => Ok(()),
    }
}

/// The columns of a table that can be written.
pub async fn columns(owner: &mut PgConnection, table: &str) -> Result<Vec<String>, BackupError> {
    Ok(sqlx::query_scalar(
        "select attname::text from pg_attribute
         where attrelid = ('public.' || quote_ident($1))::regclass and attnum > 0 and not attisdropped and attgenerated = ''
         order by attnum",
    )
    .bind(table)
    .fetch_all(owner)
    .await?)
}

/// The names for a statement. Only names of the lists above and of the catalogue get here; quoted all the same.
pub fn quoted(columns: &[String]) -> String {
    columns.iter().map(|column| format!("\"{}\"", column.replace('"', "\"\""))).collect::<Vec<_>>().join(", ")
}

/// The newest migration that the database has.
pub async fn schema(owner: &mut PgConnection) -> Result<i64, BackupError> {
    Ok(sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations where success")
        .fetch_one(owner)
        .await?)
}
