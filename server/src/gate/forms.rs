//! What people fill in at the gate, and what is wrong with it, field by field.
use super::accounts::NewShop;
use crate::store::merchants::new_uuid;
use crate::web::Problem;
use crate::web::problem::FieldProblem;
use serde::Deserialize;
use shared::base::{Currency, Email, Malformed, MemberId, Name, TextLine};
use shared::people::put_member::PutMember;
use shared::people::{Language, Role};

#[derive(Deserialize)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

#[derive(Deserialize)]
pub struct SignUp {
    pub merchant: String,
    pub country: String,
    pub currency: String,
    #[serde(default)]
    pub language: Language,
    #[serde(default)]
    pub utc_offset_minutes: i32,
    pub name: String,
    pub email: String,
    pub password: String,
}

#[derive(Deserialize)]
pub struct ChangePassword {
    pub old: String,
    pub new: String,
}

/// A person as an owner enters them. Without a password, the one they have stays.
#[derive(Deserialize)]
pub struct MemberForm {
    pub name: String,
    pub email: String,
    pub role: String,
    #[serde(default)]
    pub language: Language,
    #[serde(default = "yes")]
    pub active: bool,
    #[serde(default)]
    pub password: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
pub struct KeyForm {
    pub name: String,
    /// A key for a program that brings orders works as a clerk.
    #[serde(default = "clerk")]
    pub role: String,
}

fn clerk() -> String {
    Role::Clerk.name().to_owned()
}

/// Collects what is wrong, so that every wrong field says so at once.
#[derive(Default)]
struct Check(Vec<FieldProblem>);

impl Check {
    fn field<T>(&mut self, field: &str, value: Result<T, Malformed>) -> Option<T> {
        value.map_err(|why| self.0.push(FieldProblem { field: field.to_owned(), why })).ok()
    }

    fn done<T>(self, value: Option<T>) -> Result<T, Problem> {
        match (Problem::fields(self.0), value) {
            (None, Some(value)) => Ok(value),
            (Some(problem), _) => Err(problem),
            (None, None) => Err(Problem::not_readable()),
        }
    }
}

impl SignUp {
    pub fn check(self) -> Result<NewShop, Problem> {
        let mut check = Check::default();
        let name = check.field("merchant", Name::parse(&self.merchant));
        let country = check.field("country", country(&self.country));
        let currency = check.field("currency", Currency::parse(&self.currency));
        let offset = check.field("utc_offset_minutes", offset(self.utc_offset_minutes));
        let owner = check.field("name", Name::parse(&self.name));
        let email = check.field("email", Email::parse(&self.email));
        let shop = (|| {
            Some(NewShop {
                name: name?,
                country: country?,
                currency: currency?,
                language: self.language,
                utc_offset_minutes: offset?,
                owner: owner?,
                email: email?,
                password: self.password,
                demo: false,
            })
        })();
        check.done(shop)
    }
}

/// Two letters, as ISO 3166 writes countries.
fn country(text: &str) -> Result<TextLine, Malformed> {
    let code = text.trim().to_ascii_uppercase();
    match code.len() {
        0 => Err(Malformed::Empty),
        2 if code.bytes().all(|byte| byte.is_ascii_uppercase()) => TextLine::parse(&code),
        _ => Err(Malformed::BadCharacters),
    }
}

fn offset(minutes: i32) -> Result<i32, Malformed> {
    if (-720..=840).contains(&minutes) { Ok(minutes) } else { Err(Malformed::TooLarge) }
}

fn role(name: &str) -> Result<Role, Malformed> {
    Role::from_name(name).ok_or(Malformed::BadCharacters)
}

impl MemberForm {
    /// The command for an existing person, or for a new one.
    pub fn check(self, id: Option<MemberId>) -> Result<(PutMember, Option<String>), Problem> {
        let mut check = Check::default();
        let name = check.field("name", Name::parse(&self.name));
        let email = check.field("email", Email::parse(&self.email));
        let role = check.field("role", role(&self.role));
        // Somebody new without a password could never come in.
        let password = match (id, self.password.filter(|password| !password.is_empty())) {
            (None, None) => check.field("password", Err(Malformed::Empty)),
            (_, password) => password,
        };
        let id = id.unwrap_or_else(|| MemberId(new_uuid()));
        let member = (|| {
            Some(PutMember {
                id,
                name: name?,
                email: email?,
                role: role?,
                language: self.language,
                active: self.active,
            })
        })();
        check.done(member).map(|member| (member, password))
    }
}

impl KeyForm {
    pub fn check(self) -> Result<(Name, Role), Problem> {
        let mut check = Check::default();
        let name = check.field("name", Name::parse(&self.name));
        // Settings and staff are for people.
        let role = check.field(
            "role",
            role(&self.role)
                .and_then(|role| if role == Role::Owner { Err(Malformed::BadCharacters) } else { Ok(role) }),
        );
        let form = (|| Some((name?, role?)))();
        check.done(form)
    }
}
