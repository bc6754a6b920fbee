//! Deciding about a change that the office has refused.

use crate::counter;
use crate::device::clock;
use crate::follower;
use crate::problems::{NotDone, SaveProblem};
use crate::tab::here;
use crate::tabs::channel::{self, News};
use shared::base::ClientId;
use shared::engine::{Command, Refusal};
use shared::sync::ways::Way;

/// Goes the way that the person has chosen. The card stays when that is refused too.
pub(crate) async fn settle(seq: u64, way: &Way) -> Result<(), NotDone> {
    let client = here(|tab| tab.person.borrow().as_ref().map(|person| person.client));
    let client = client.ok_or(NotDone::CannotSave(SaveProblem::NobodySignedIn))?;
    let again = match way {
        Way::LetGo => None,
        Way::Instead { command, .. } => Some(Command::clone(command)),
        Way::TryAgain => {
            let command = here(|tab| tab.ledger.borrow().get(seq).and_then(|slip| slip.command.clone()));
            // A command that this app cannot read can only be let go.
            Some(Command::clone(&*command.ok_or(NotDone::Refused(Refusal::NothingToDo))?))
        }
    };
    let is_closed = match again {
        Some(command) => counter::hand_over_instead(command, (client, seq)).await.map(|()| true)?,
        None => close(client, seq).await?,
    };
    if is_closed {
        follower::settled(client, seq);
        channel::tell(&News::Settled(client, seq));
    }
    Ok(())
}

/// The number names a change of the client under which the card was shown. Meanwhile everything may have got other numbers.
async fn close(client: ClientId, seq: u64) -> Result<bool, SaveProblem> {
    let outbox = here(|tab| tab.outbox.clone());
    Ok(outbox.settle(client, seq, clock::now()).await?)
}
