//! All servers on one database have the same key. The ids of the commands that a server makes for others come from it: a
//! request that is sent to a second server because the first one died is only recognised there if the keys are the same.
use super::StoreError;
use super::secret::Secret;
use sqlx::{Connection, PgConnection};

/// Notes what the key can be recognised by, the first time; later it must be the same.
pub async fn must_be(url: &str, secret: &Secret) -> Result<(), StoreError> {
    let mut owner = PgConnection::connect(url).await?;
    sqlx::query("insert into one_key (fingerprint) values ($1) on conflict do nothing")
        .bind(secret.fingerprint().as_slice())
        .execute(&mut owner)
        .await?;
    let noted: Vec<u8> = sqlx::query_scalar("select fingerprint from one_key").fetch_one(&mut owner).await?;
    owner.close().await?;
    if noted == secret.fingerprint() { Ok(()) } else { Err(StoreError::OtherKey) }
}

/// The next start notes its key. After a restore, or when the key is lost for good.
pub async fn forget(url: &str) -> Result<(), StoreError> {
    let mut owner = PgConnection::connect(url).await?;
    sqlx::query("delete from one_key").execute(&mut owner).await?;
    Ok(owner.close().await?)
}
