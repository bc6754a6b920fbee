//! Brings a database up to the schema of this version: the role that the server works as, then the migrations.
use super::StoreError;
use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// One server after the other: those that start at the same time would make the same things. PostgreSQL gives the turn
/// back when the connection ends, however it ends.
pub async fn take_turn(url: &str) -> Result<PgConnection, StoreError> {
    let mut owner = PgConnection::connect(url).await?;
    sqlx::query("select pg_advisory_lock(hashtextextended('waybill starts', 0))").execute(&mut owner).await?;
    Ok(owner)
}

/// Connects as the owner, makes what is missing, disconnects.
pub async fn migrate(url: &str) -> Result<(), StoreError> {
    let mut owner = take_turn(url).await?;
    make_role(&mut owner).await?;
    MIGRATIONS.run(&mut owner).await.map_err(|error| StoreError::Schema(error.to_string()))?;
    owner.close().await?;
    Ok(())
}

/// How many migrations this version knows, and how many the database has.
pub async fn state(url: &str) -> Result<(usize, usize), StoreError> {
    let mut owner = PgConnection::connect(url).await?;
    let known = MIGRATIONS.iter().count();
    let table: Option<String> =
        sqlx::query_scalar("select to_regclass('_sqlx_migrations')::text").fetch_one(&mut owner).await?;
    let done: i64 = match table {
        Some(_) => {
            sqlx::query_scalar("select count(*) from _sqlx_migrations where success").fetch_one(&mut owner).await?
        }
        None => 0,
    };
    owner.close().await?;
    Ok((known, usize::try_from(done).unwrap_or(0)))
}

/// The role belongs to the whole cluster, so another database, or another server starting at the same time, may have made it.
async fn make_role(owner: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::raw_sql(
        "do $$ begin
             if not exists (select from pg_roles where rolname = 'waybill_app') then
                 create role waybill_app nologin;
             end if;
         exception when duplicate_object or unique_violation then null;
         end $$;
         do $$ begin
             if not pg_has_role(current_user, 'waybill_app', 'member')
                or not exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
                               where r.rolname = 'waybill_app' and u.rolname = current_user) then
                 execute format('grant waybill_app to %I', current_user);
             end if;
         exception when unique_violation or object_in_use or internal_error then null;
         end $$;",
    )
    .execute(owner)
    .await?;
    Ok(())
}
