//! Who works here: signing in and out, with the work of each person kept apart and never lost.

use crate::courier;
use crate::device::ids;
use crate::kept;
use crate::network::gate::{self, SignUp, Who};
use crate::opening;
use crate::person::Person;
use crate::problems::{GateError, SaveProblem, Unsent};
use crate::tab::{Tab, here};
use crate::tabs::channel::{self, News};
use shared::sync::outbox::Standing;

impl Tab {
    /// The books are open and somebody works here, or the office has to be told that nobody does.
    pub fn is_open(&self) -> bool {
        self.ready.get()
    }

    /// The office no longer knows this session. With unsent work the screens stay and say "sign in again to send".
    pub fn expire(&self) {
        if self.ledger.borrow().waiting() == 0 {
            self.session.set(crate::person::Session::SignedOut);
        }
    }
}

pub(crate) async fn sign_in(email: &str, password: &str) -> Result<(), GateError> {
    let who = gate::sign_in(email, password).await?;
    enter(&who).await
}

pub(crate) async fn sign_up(form: &SignUp) -> Result<(), GateError> {
    let who = gate::sign_up(form).await?;
    enter(&who).await
}

async fn enter(who: &Who) -> Result<(), GateError> {
    let outbox = here(|tab| tab.outbox.clone());
    // A sign-out that is still owed would close the gate again. If this cannot be written, neither can the rest.
    let _ = outbox.owe_sign_out(false).await;
    become_person(who).await.map_err(GateError::CannotSave)
}

/// From now on this is who works here. The client they had on this device is taken up again.
pub(crate) async fn become_person(who: &Who) -> Result<(), SaveProblem> {
    let outbox = here(|tab| tab.outbox.clone());
    let people = outbox.remembered().await.map(|remembered| remembered.people).unwrap_or_default();
    let known = people.into_iter().find(|person| person.is(who.tenant, who.member)).map(|person| person.client);
    let person = Person {
        tenant: who.tenant,
        member: who.member,
        name: who.name.clone(),
        role: who.role,
        client: known.unwrap_or_else(ids::client_id),
    };
    let remembered = outbox.remember(Some(&person)).await;
    if here(|tab| tab.missed.get()).is_some() {
        kept::begin_anew();
        here(|tab| tab.missed.set(None));
    }
    let is_here = here(|tab| tab.person.borrow().as_ref().is_some_and(|other| other.bearer() == person.bearer()));
    if is_here {
        here(|tab| {
            tab.session.set(person.session(false));
            *tab.person.borrow_mut() = Some(person);
        });
    } else {
        opening::open_books(Some(person)).await;
    }
    here(|tab| {
        tab.contact(true);
        tab.facts.change(|facts| facts.expired = false);
    });
    channel::tell(&News::PersonChanged);
    courier::greet_again();
    Ok(remembered?)
}

/// Leaves, unless something is not sent. Works without a connection too; the office is told as soon as possible.
pub(crate) async fn sign_out() -> Result<(), Unsent> {
    let unsent = here(|tab| tab.ledger.borrow().waiting());
    if unsent > 0 {
        return Err(Unsent(unsent));
    }
    leave().await;
    Ok(())
}

/// Leaves and throws away what is not sent.
pub(crate) async fn sign_out_and_delete() -> Result<(), SaveProblem> {
    let (person, outbox) = here(|tab| (tab.person.borrow().clone(), tab.outbox.clone()));
    if let Some(person) = person {
        outbox.delete_unsent(&person).await?;
        kept::forget(person.client);
    }
    leave().await;
    Ok(())
}

async fn leave() {
    let (outbox, cache) = here(|tab| (tab.outbox.clone(), tab.cache.clone()));
    let told = gate::sign_out().await.is_ok();
    // If these cannot be written, the books stay closed on the screen and the next start asks again.
    let _ = outbox.owe_sign_out(!told).await;
    let _ = outbox.remember(None).await;
    let _ = cache.clear(None).await;
    opening::open_books(None).await;
    channel::tell(&News::PersonChanged);
    courier::greet_again();
}

/// Work of other people who used this browser, which waits until they sign in: name and number.
pub(crate) async fn others_waiting() -> Vec<(String, usize)> {
    let (outbox, me) = here(|tab| (tab.outbox.clone(), tab.person.borrow().as_ref().map(|person| person.client)));
    let people = outbox.remembered().await.map(|remembered| remembered.people).unwrap_or_default();
    let mut waiting = Vec::new();
    for person in people.into_iter().filter(|person| Some(person.client) != me) {
        let count = outbox.count(person.client, Standing::Waiting).await.unwrap_or_default();
        if count > 0 {
            waiting.push((person.name, count));
        }
    }
    waiting
}
