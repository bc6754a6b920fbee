//! Mails that stayed here because no mail server is set up: a list and a reader for Settings, kept for thirty days.

use crate::store::{Store, StoreError};
use shared::base::TenantId;
use uuid::Uuid;

/// A mail as Settings shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, sqlx::FromRow)]
pub struct OutboxMail {
    #[sqlx(rename = "mail_id")]
    pub id: Uuid,
    pub notice: String,
    #[sqlx(rename = "recipient")]
    pub to: String,
    pub subject: String,
    #[sqlx(rename = "text_body")]
    pub text: String,
    #[sqlx(rename = "html_body")]
    pub html: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
}

/// The newest so many are shown.
const SHOWN: i64 = 100;

/// The newest mails of a merchant, newest first.
pub async fn newest(store: &Store, tenant: TenantId) -> Result<Vec<OutboxMail>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let mails = sqlx::query_as(
                "select mail_id, notice, recipient, subject, text_body, html_body,
                        (extract(epoch from created_at) * 1000)::bigint as created_at
                 from outbox_mail where tenant_id = $1 and created_at >= now() - interval '30 days'
                 order by outbox_mail.created_at desc, mail_id limit $2",
            )
            .bind(tenant.0)
            .bind(SHOWN)
            .fetch_all(&mut *tx)
            .await?;
            tx.commit().await?;
            Ok(mails)
        })
        .await
}

/// The HTML of one mail.
pub async fn html(store: &Store, tenant: TenantId, mail: Uuid) -> Result<Option<String>, StoreError> {
    let inner = store.clone();
    store
        .detached(async move {
            let mut tx = inner.begin(tenant).await?;
            let html = sqlx::query_scalar("select html_body from outbox_mail where tenant_id = $1 and mail_id = $2")
                .bind(tenant.0)
                .bind(mail)
                .fetch_optional(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(html)
        })
        .await
}
