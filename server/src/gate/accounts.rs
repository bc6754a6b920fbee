//! Shops and the people who sign in to them. What a person may do is in the books; here is only how they prove who they are.
use super::{passwords, sessions};
use crate::office::{Office, now};
use crate::store::StoreError;
use crate::store::merchants::new_uuid;
use crate::web::Problem;
use actix_web::http::StatusCode;
use shared::base::{Currency, Email, MemberId, Name, OpId, TenantId, TextLine};
use shared::engine::{Actor, Command, Envelope};
use shared::people::Language;
use shared::people::put_member::PutMember;
use shared::people::set_up_merchant::SetUpMerchant;
use uuid::Uuid;

/// A new shop and its first owner.
#[derive(Debug, Clone)]
pub struct NewShop {
    pub name: Name,
    pub country: TextLine,
    pub currency: Currency,
    pub language: Language,
    pub utc_offset_minutes: i32,
    pub owner: Name,
    pub email: Email,
    pub password: String,
    pub demo: bool,
}

/// How an address is looked up: people write it in any case.
pub fn login_name(email: &Email) -> String {
    email.as_str().to_lowercase()
}

fn email_taken() -> Problem {
    Problem::new(StatusCode::CONFLICT, "email-taken").at("email")
}

/// Opens empty books and signs nobody in yet.
pub async fn open_shop(office: &Office, shop: NewShop) -> Result<(TenantId, MemberId), Problem> {
    passwords::acceptable(&shop.password, shop.email.as_str())?;
    if credentials_of(office, &login_name(&shop.email)).await?.is_some() {
        return Err(email_taken());
    }
    let (tenant, owner) = (TenantId(new_uuid()), MemberId(new_uuid()));
    office.store().new_merchant(tenant).await?;
    let opened = SetUpMerchant {
        name: shop.name,
        country: shop.country,
        currency: shop.currency,
        language: shop.language,
        utc_offset_minutes: shop.utc_offset_minutes,
        owner,
        owner_name: shop.owner,
        owner_email: shop.email.clone(),
        demo: shop.demo,
    };
    run(office, tenant, Actor::office(), opened).await?;
    // Last, so that nobody signs in to half a shop.
    set_credentials(office, tenant, owner, &shop.email, Some(shop.password)).await?;
    Ok((tenant, owner))
}

/// Adds or changes a person. A new person needs a password.
pub async fn put_member(
    office: &Office,
    tenant: TenantId,
    actor: Actor,
    member: PutMember,
    password: Option<String>,
) -> Result<(), Problem> {
    let login = login_name(&member.email);
    if let Some(password) = &password {
        passwords::acceptable(password, member.email.as_str())?;
    }
    match credentials_of(office, &login).await? {
        Some(other) if (other.tenant, other.member) != (tenant, member.id) => return Err(email_taken()),
        _ => {}
    }
    let (id, email, active) = (member.id, member.email.clone(), member.active);
    let changes_password = password.is_some();
    run(office, tenant, actor, member).await?;
    set_credentials(office, tenant, id, &email, password).await?;
    if changes_password || !active {
        sessions::end_all(office.store(), tenant, id, None).await?;
    }
    Ok(())
}

async fn run(office: &Office, tenant: TenantId, actor: Actor, command: impl Into<Command>) -> Result<(), Problem> {
    let envelope = Envelope { op: OpId(new_uuid()), occurred_at: now(), command: command.into() };
    let answers = office.execute(tenant, actor, vec![envelope]).await?;
    match answers.into_iter().next() {
        Some(Ok(_)) => Ok(()),
        Some(Err(refusal)) => Err(refusal.into()),
        None => Err(Problem::broken()),
    }
}

/// Who signs in with an address, and what their password must hash to.
pub struct Credentials {
    pub tenant: TenantId,
    pub member: MemberId,
    pub password_hash: String,
}

pub async fn credentials_of(office: &Office, login: &str) -> Result<Option<Credentials>, StoreError> {
    if login.contains('\0') {
        return Ok(None);
    }
    let (store, login) = (office.store().clone(), login.to_owned());
    office
        .store()
        .detached(async move {
            let row: Option<(Uuid, Uuid, String)> =
                sqlx::query_as("select tenant_id, member_id, password_hash from login_of($1)")
                    .bind(login)
                    .fetch_optional(store.pool())
                    .await?;
            Ok(row.map(|(tenant, member, password_hash)| Credentials {
                tenant: TenantId(tenant),
                member: MemberId(member),
                password_hash,
            }))
        })
        .await
}

/// What a person's password must hash to; none for somebody who has none.
pub async fn password_hash_of(
    office: &Office,
    tenant: TenantId,
    member: MemberId,
) -> Result<Option<String>, StoreError> {
    let store = office.store().clone();
    office
        .store()
        .detached(async move {
            let mut tx = store.snapshot(tenant).await?;
            let hash = sqlx::query_scalar("select password_hash from login where tenant_id = $1 and member_id = $2")
                .bind(tenant.0)
                .bind(member.0)
                .fetch_optional(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(hash)
        })
        .await
}

/// Sets the address, and the password where one is given. Somebody without a password cannot sign in.
pub async fn set_credentials(
    office: &Office,
    tenant: TenantId,
    member: MemberId,
    email: &Email,
    password: Option<String>,
) -> Result<(), Problem> {
    let hash = match password {
        Some(password) => Some(passwords::hash(password).await?),
        None => None,
    };
    let (store, login) = (office.store().clone(), login_name(email));
    let set = office
        .store()
        .detached(async move {
            let mut tx = store.begin(tenant).await?;
            match hash {
                Some(hash) => {
                    sqlx::query(
                        "insert into login (tenant_id, member_id, email, password_hash) values ($1, $2, $3, $4)
                         on conflict (tenant_id, member_id)
                         do update set email = excluded.email, password_hash = excluded.password_hash, changed_at = now()",
                    )
                    .bind(tenant.0)
                    .bind(member.0)
                    .bind(login)
                    .bind(hash)
                    .execute(&mut *tx)
                    .await?;
                }
                None => {
                    sqlx::query("update login set email = $3 where tenant_id = $1 and member_id = $2")
                        .bind(tenant.0)
                        .bind(member.0)
                        .bind(login)
                        .execute(&mut *tx)
                        .await?;
                }
            }
            tx.commit().await?;
            Ok(())
        })
        .await;
    match set {
        // Two people took the same address in the same moment.
        Err(StoreError::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => Err(email_taken()),
        other => Ok(other?),
    }
}

/// Signs in: the person and their shop, or nothing for a wrong pair, after the same time.
pub async fn sign_in(office: &Office, email: &str, password: String) -> Result<Option<(TenantId, MemberId)>, Problem> {
    let known = credentials_of(office, &email.trim().to_lowercase()).await?;
    let (who, hash) = match known {
        Some(known) => (Some((known.tenant, known.member)), Some(known.password_hash)),
        None => (None, None),
    };
    let fits = passwords::fits(password, hash).await?;
    Ok(who.filter(|_| fits))
}
