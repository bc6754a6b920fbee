//! `waybill user`: for whoever runs the server, when nobody can sign in any more.
use super::house::{self, Tenancy};
use crate::cli::say;
use crate::config::Place;
use crate::gate::{accounts, sessions};
use crate::office::Office;
use crate::store::merchants::new_uuid;
use anyhow::{Context, anyhow};
use clap::{Subcommand, ValueEnum};
use shared::base::{Email, MemberId, Name, TenantId};
use shared::engine::{Actor, Kind, Record};
use shared::people::put_member::PutMember;
use shared::people::{Language, Member, Merchant, Role};
use std::io::BufRead;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a person to a shop. The password is read from standard input.
    Add {
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, default_value = "owner")]
        role: RoleName,
        /// Name of the shop, or the e-mail of somebody who works there. Not needed when there is one shop.
        #[arg(long)]
        shop: Option<String>,
    },
    /// Everybody who works in a shop.
    List,
    /// Set a new password, read from standard input. Whoever is signed in with the old one is signed out.
    Password { email: String },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Owner,
    Clerk,
    Floor,
    Support,
    Viewer,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Role {
        match name {
            RoleName::Owner => Role::Owner,
            RoleName::Clerk => Role::Clerk,
            RoleName::Floor => Role::Floor,
            RoleName::Support => Role::Support,
            RoleName::Viewer => Role::Viewer,
        }
    }
}

/// A shop and the people in it.
pub struct Shop {
    pub tenant: TenantId,
    pub merchant: Arc<Merchant>,
    pub members: Vec<Arc<Member>>,
}

/// People of one shop that a list shows.
const MOST_MEMBERS: u32 = 1_000;

/// Every shop on this server.
pub async fn shops(office: &Office) -> anyhow::Result<Vec<Shop>> {
    let mut shops = Vec::new();
    for tenant in office.store().merchants().await? {
        let Some(merchant) = office.find::<Merchant>(tenant, Merchant::ID).await? else { continue };
        let members = office.list(tenant, Kind::Member, None, MOST_MEMBERS).await?;
        let members = members.into_iter().filter_map(|record| match record {
            Record::Member(member) => Some(member),
            _ => None,
        });
        shops.push(Shop { tenant, merchant, members: members.collect() });
    }
    Ok(shops)
}

/// The shop that `wanted` names, by its own name or by the e-mail of somebody who works there.
pub async fn shop(office: &Office, wanted: Option<&str>) -> anyhow::Result<Shop> {
    let mut shops = shops(office).await?;
    if let Some(wanted) = wanted {
        shops.retain(|shop| {
            let by_name = shop.merchant.name.as_str() == wanted;
            by_name || shop.members.iter().any(|member| member.email.as_str().eq_ignore_ascii_case(wanted))
        });
    }
    match (shops.len(), shops.pop()) {
        (1, Some(shop)) => Ok(shop),
        (0, _) => Err(anyhow!("there is no such shop; `waybill user list` shows what there is")),
        _ => Err(anyhow!("there are several shops; name one of them")),
    }
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let house = house::open(&args.place, Tenancy::Guest).await?;
    let done = act(&house.office, args.action).await;
    let closed = house.close().await;
    done.and(closed)
}

async fn act(office: &Office, action: Action) -> anyhow::Result<()> {
    match action {
        Action::Add { email, name, role, shop } => add(office, &email, &name, role.into(), shop.as_deref()).await,
        Action::List => list(office).await,
        Action::Password { email } => password(office, &email).await,
    }
}

async fn add(office: &Office, email: &str, name: &str, role: Role, wanted: Option<&str>) -> anyhow::Result<()> {
    let email = Email::parse(email).context("that is not an e-mail address")?;
    let name = Name::parse(name).context("that name cannot be used")?;
    let shop = shop(office, wanted).await?;
    let password = read_password()?;
    let language = shop.merchant.language;
    let member = PutMember { id: MemberId(new_uuid()), name, email: email.clone(), role, language, active: true };
    accounts::put_member(office, shop.tenant, Actor::office(), member, Some(password))
        .await
        .map_err(|problem| told(&problem))?;
    say!("{email} can sign in to {} as {}.", shop.merchant.name, role.name());
    Ok(())
}

async fn list(office: &Office) -> anyhow::Result<()> {
    for shop in shops(office).await? {
        say!("{}", shop.merchant.name);
        for member in &shop.members {
            let gone = if member.active { "" } else { "  (not active)" };
            say!("  {:<8} {}  {}{gone}", member.role.name(), member.email, member.name);
        }
    }
    Ok(())
}

async fn password(office: &Office, email: &str) -> anyhow::Result<()> {
    let email = Email::parse(email).context("that is not an e-mail address")?;
    let known = accounts::credentials_of(office, &accounts::login_name(&email))
        .await?
        .context("nobody signs in with this address")?;
    let password = read_password()?;
    crate::gate::passwords::acceptable(&password, email.as_str()).map_err(|problem| told(&problem))?;
    accounts::set_credentials(office, known.tenant, known.member, &email, Some(password))
        .await
        .map_err(|problem| told(&problem))?;
    sessions::end_all(office.store(), known.tenant, known.member, None).await?;
    say!("The password of {email} is changed.");
    Ok(())
}

/// Never as an argument, where other people on this machine could read it.
fn read_password() -> anyhow::Result<String> {
    eprintln!("Password (at least {} characters):", crate::gate::passwords::LEAST);
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("no password was given")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn told(problem: &crate::web::Problem) -> anyhow::Error {
    let body = problem.body(Language::English);
    anyhow!("{}", body.get("detail").and_then(|detail| detail.as_str()).unwrap_or("it was refused"))
}
