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
    match way {
        Way::LetGo => {}
        Way::Instead { command, .. } => again(Command::clone(command)).await?,
        Way::TryAgain => {
            let command = here(|tab| tab.ledger.borrow().get(seq).and_then(|slip| slip.command.clone()));
            // A command that this app cannot read can only be let go.
            let command = command.ok_or(NotDone::Refused(Refusal::NothingToDo))?;
            again(Command::clone(&command)).await?;
        }
    }
    close(client, seq).await.map_err(NotDone::CannotSave)
}

async fn again(command: Command) -> Result<(), NotDone> {
    let answers = counter::hand_over(vec![command]).await?;
    match answers.into_iter().next() {
        Some(Err(refusal)) => Err(NotDone::Refused(refusal)),
        _ => Ok(()),
    }
}

/// The number names a change of the client under which the card was shown. Meanwhile everything may have got other numbers.
async fn close(client: ClientId, seq: u64) -> Result<(), SaveProblem> {
    let outbox = here(|tab| tab.outbox.clone());
    if outbox.settle(client, seq, clock::now()).await? {
        follower::settled(client, seq);
        channel::tell(&News::Settled(client, seq));
    }
    Ok(())
}
