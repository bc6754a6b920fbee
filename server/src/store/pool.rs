//! Connections to the books, and the two habits that keep them safe:
//!
//! - Whatever talks to the database runs in a task of its own ([`Store::detached`]), on the runtime of the process. A
//!   browser that goes away drops a request, never a statement: sqlx 0.9 can hand a connection back in the middle of a
//!   transaction when a future is dropped while `begin` is under way.
//! - A connection that comes back inside a transaction all the same is closed, not lent again.
use shared::base::TenantId;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres, Row, Transaction};
use std::future::Future;
use std::str::FromStr;
use std::time::Duration;
use tokio::runtime::Handle;

/// What can go wrong below the rules.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database does not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database has another schema: {0}")]
    Schema(String),
    #[error("a record cannot be read: {0}")]
    Record(String),
    #[error("interrupted")]
    Interrupted,
    #[error("there is no such merchant")]
    NoSuchMerchant,
    #[error(
        "this server's key is not the one that this database is used with. Give every server on one database the same WAYBILL_SECRET, \
         or the file `secret` of the first one's data directory. If that key is lost for good: waybill migrate --new-key"
    )]
    OtherKey,
    #[error("a file cannot be used: {0}")]
    File(String),
}

impl StoreError {
    /// Whether the database said it about the data, so that another try with the same data fails the same way.
    pub fn is_about_the_data(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => {
                // 22 data, 23 integrity, 54 limits. Everything else may be better in a moment.
                error.code().is_some_and(|code| ["22", "23", "54"].iter().any(|class| code.starts_with(class)))
            }
            StoreError::Record(_) => true,
            _ => false,
        }
    }
}

/// A handle on the books; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pool: PgPool,
    runtime: Handle,
    url: String,
}

/// Most connections of one server process.
const CONNECTIONS: u32 = 12;

/// When it came back a connection was asked whether it is idle, and it answered.
const SURELY_ALIVE: Duration = Duration::from_secs(1);

impl Store {
    /// Brings the schema up to date and opens the pool. Must be called on the runtime that outlives all requests.
    pub async fn open(url: &str) -> Result<Store, StoreError> {
        super::schema::migrate(url).await?;
        Store::open_migrated(url).await
    }

    /// Opens the pool on a database whose schema is known to be right.
    pub async fn open_migrated(url: &str) -> Result<Store, StoreError> {
        let options = PgConnectOptions::from_str(url)?.application_name("waybill");
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(10))
            .idle_timeout(Duration::from_secs(300))
            // Asked with every loan it would be every fifth question to the database.
            .test_before_acquire(false)
            .before_acquire(|connection, known| Box::pin(answers(connection, known.idle_for)))
            .after_connect(|connection, _| Box::pin(settle_in(connection)))
            .after_release(|connection, _| Box::pin(is_idle(connection)))
            .connect_with(options)
            .await?;
        Ok(Store { pool, runtime: Handle::current(), url: url.to_owned() })
    }

    /// Runs database work to its end, whatever happens to whoever asked for it.
    pub async fn detached<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.runtime.spawn(work).await.unwrap_or(Err(StoreError::Interrupted))
    }

    /// A transaction that sees one merchant. Only within [`detached`](Self::detached) work.
    pub async fn begin(&self, tenant: TenantId) -> Result<Transaction<'static, Postgres>, StoreError> {
        self.begin_seeing(tenant, "begin").await
    }

    /// The same for work between whose statements a while may pass.
    pub async fn begin_long(&self, tenant: TenantId) -> Result<Transaction<'static, Postgres>, StoreError> {
        self.begin_seeing(tenant, "begin; set local idle_in_transaction_session_timeout = '60s'").await
    }

    /// A transaction that only reads, and sees one unchanging moment. Only within [`detached`](Self::detached) work.
    pub async fn snapshot(&self, tenant: TenantId) -> Result<Transaction<'static, Postgres>, StoreError> {
        self.begin_seeing(tenant, "begin isolation level repeatable read read only").await
    }

    /// Begins, and says whose rows the transaction is about, in one message.
    async fn begin_seeing(&self, tenant: TenantId, begin: &str) -> Result<Transaction<'static, Postgres>, StoreError> {
        // An id is nothing but hexadecimal digits.
        let words = sqlx::AssertSqlSafe(format!("{begin}; set local app.tenant = '{}'", tenant.0));
        Ok(self.pool.begin_with(words).await?)
    }

    /// The pool, for the few questions that concern no merchant. Only within [`detached`](Self::detached) work.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// The owner's address, for connections outside the pool (notifications).
    pub fn url(&self) -> &str {
        &self.url
    }

    pub async fn is_ready(&self) -> bool {
        let store = self.clone();
        self.detached(async move {
            let one: i32 = sqlx::query_scalar("select 1").fetch_one(store.pool()).await?;
            Ok(one == 1)
        })
        .await
        .unwrap_or(false)
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A connection that has lain unused for a while may be dead.
async fn answers(connection: &mut PgConnection, unused: Duration) -> Result<bool, sqlx::Error> {
    if unused > SURELY_ALIVE {
        connection.ping().await?;
    }
    Ok(true)
}

async fn settle_in(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    connection
        .execute(sqlx::raw_sql(
            // A plan that is kept with its statement was made when the table was young, and any index was as good as the right
            // one: it reads all of a merchant for every command until PostgreSQL has counted the table, a minute or more later.
            "set role waybill_app;
             set plan_cache_mode = force_custom_plan;
             set statement_timeout = '30s';
             set idle_in_transaction_session_timeout = '10s'",
        ))
        .await?;
    Ok(())
}

/// Outside a transaction, a statement's time is its transaction's time; inside, the transaction is older. A failed
/// transaction answers with an error, which refuses the connection as well.
async fn is_idle(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let row = connection.fetch_one(sqlx::raw_sql("select now() = statement_timestamp()")).await?;
    let idle: bool = row.try_get(0)?;
    if !idle {
        tracing::warn!("a connection came back inside a transaction and is closed");
    }
    Ok(idle)
}
