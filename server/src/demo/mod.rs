//! A shop to look at: two weeks of orders of a small household goods shop, made by real commands, removable in one step.

pub mod customers;
pub mod dice;
pub mod goods;
pub mod orders;
pub mod parcels;
mod remove;
pub mod shift;
pub mod story;

pub use remove::routes;

use crate::gate::accounts::{self, NewShop};
use crate::gate::{DemoHint, DemoPerson};
use crate::office::{Office, now};
use crate::web::Problem;
use shared::base::{Currency, Email, Malformed, MemberId, Name, OrderId, TenantId, TextLine};
use shared::orders::Order;
use shared::people::put_member::PutMember;
use shared::people::{Language, Merchant, Role};
use story::{Scene, owner};

/// The demo is the same story for everybody.
const SEED: u64 = 20_261_121;

/// Known to everybody, for a shop with nothing to hide. It goes with the demo.
const PASSWORD: &str = "harbour-goods-demo";

/// Addresses of the demo's people end like this; nobody real has one.
pub const DOMAIN: &str = "demo.waybill";

/// Mails that somebody who looks at the demo can read in the outbox.
const UNSENT_NOTICES: usize = 10;

/// Name before the `@`, name, role, language.
const PEOPLE: [(&str, &str, Role, Language); 5] = [
    ("owner", "林悦", Role::Owner, Language::Chinese),
    ("clerk", "Maya", Role::Clerk, Language::English),
    ("floor", "陈大勇", Role::Floor, Language::Chinese),
    ("support", "Sam", Role::Support, Language::English),
    ("viewer", "周会计", Role::Viewer, Language::Chinese),
];

/// Why the demo could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the demo has a value that is not usable: {0}")]
    Malformed(#[from] Malformed),
    #[error("the demo could not be opened: {0}")]
    Problem(Problem),
    #[error("the demo could not be written: {0}")]
    Office(#[from] crate::office::OfficeError),
    #[error("the rules refused a part of the demo: {0}")]
    Refused(String),
}

impl From<Problem> for DemoError {
    fn from(problem: Problem) -> DemoError {
        DemoError::Problem(problem)
    }
}

/// Opens the demo shop on empty books, or goes on where it was interrupted. Tells how to sign in as long as there is a
/// demo. Call it before the first mail is sent. `sends_mail`: a mail server is set up, so nothing is left to send to
/// customers who do not exist.
pub async fn open(office: &Office, sends_mail: bool) -> Result<Option<DemoHint>, DemoError> {
    let merchants = office.store().merchants().await.map_err(Problem::from)?;
    let tenant = match accounts::credentials_of(office, &address("owner")).await.map_err(Problem::from)? {
        Some(known) => known.tenant,
        None if merchants.is_empty() => open_shop(office).await?,
        None => return Ok(None),
    };
    let is_demo = office.find::<Merchant>(tenant, Merchant::ID).await?.is_some_and(|merchant| merchant.demo);
    if !is_demo {
        return Ok(None);
    }
    fill(office, tenant, if sends_mail { 0 } else { UNSENT_NOTICES }).await?;
    Ok(Some(hint(tenant)))
}

/// Tells the story into the books of a shop, unless it has been told to its end.
pub async fn fill(office: &Office, tenant: TenantId, unsent_notices: usize) -> Result<(), DemoError> {
    let scenes = story::story(SEED, now(), unsent_notices)?;
    if is_told(office, tenant, &scenes).await? {
        return Ok(());
    }
    add_people(office, tenant).await?;
    for scene in scenes {
        tell(office, tenant, scene).await?;
    }
    Ok(())
}

/// The last scene holds orders by hand: when its last order carries its mark, everything before it is there too.
async fn is_told(office: &Office, tenant: TenantId, scenes: &[Scene]) -> Result<bool, DemoError> {
    let last = scenes.iter().rev().flat_map(|scene| scene.commands.iter().rev()).find_map(|envelope| {
        match &envelope.command {
            shared::engine::Command::Cancel(cancel) => Some(cancel.order),
            _ => None,
        }
    });
    let Some(last) = last else { return Ok(false) };
    Ok(office.find::<Order>(tenant, last).await?.is_some_and(|order: std::sync::Arc<Order>| order.is_cancelled()))
}

/// A part that the rules refuse is a mistake in the story, and shown as one.
async fn tell(office: &Office, tenant: TenantId, scene: Scene) -> Result<(), DemoError> {
    let names: Vec<&'static str> = scene.commands.iter().map(|envelope| envelope.command.name()).collect();
    let answers = office.execute_as_told(tenant, scene.actor, scene.commands).await?;
    match answers.into_iter().zip(names).find_map(|(answer, name)| answer.err().map(|refusal| (name, refusal))) {
        Some((name, refusal)) => Err(DemoError::Refused(format!("{name}: {refusal}"))),
        None => Ok(()),
    }
}

fn address(person: &str) -> String {
    format!("{person}@{DOMAIN}")
}

async fn open_shop(office: &Office) -> Result<TenantId, DemoError> {
    let shop = NewShop {
        name: Name::parse("Harbour Goods 港湾杂货")?,
        country: TextLine::parse("CN")?,
        currency: Currency::parse("CNY")?,
        language: Language::Chinese,
        utc_offset_minutes: 480,
        owner: Name::parse(&owner().name)?,
        email: Email::parse(&address("owner"))?,
        password: PASSWORD.to_owned(),
        demo: true,
    };
    let (tenant, _) = accounts::open_shop(office, shop).await?;
    Ok(tenant)
}

/// Everybody but the owner, who opened the shop. Adding somebody again changes nothing.
async fn add_people(office: &Office, tenant: TenantId) -> Result<(), DemoError> {
    for (person, name, role, language) in PEOPLE.into_iter().filter(|(_, _, role, _)| *role != Role::Owner) {
        if accounts::credentials_of(office, &address(person)).await.map_err(Problem::from)?.is_some() {
            continue;
        }
        let id = MemberId(OrderId::from_channel(DOMAIN, person).0);
        let member = PutMember {
            id,
            name: Name::parse(name)?,
            email: Email::parse(&address(person))?,
            role,
            language,
            active: true,
        };
        accounts::put_member(office, tenant, owner(), member, Some(PASSWORD.to_owned())).await?;
    }
    Ok(())
}

fn hint(tenant: TenantId) -> DemoHint {
    let people = PEOPLE.iter().map(|(person, _, role, _)| DemoPerson { role: *role, email: address(person) }).collect();
    DemoHint { tenant, password: PASSWORD.to_owned(), people }
}
