//! Deciding about a change that the office has refused.

use crate::counter;
use crate::device::clock;
use crate::problems::{NotDone, SaveProblem};
use crate::tab::here;
use crate::tabs::channel::{self, News};
use shared::engine::{Command, Refusal};
use shared::sync::ways::Way;

/// Goes the way that the person has chosen. The card stays when that is refused too.
pub(crate) async fn settle(seq: u64, way: &Way) -> Result<(), NotDone> {
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
    close(seq).await.map_err(NotDone::CannotSave)
}

async fn again(command: Command) -> Result<(), NotDone> {
    let answers = counter::hand_over(vec![command]).await?;
    match answers.into_iter().next() {
        Some(Err(refusal)) => Err(NotDone::Refused(refusal)),
        _ => Ok(()),
    }
}

async fn close(seq: u64) -> Result<(), SaveProblem> {
    let (person, outbox) = here(|tab| (tab.person.borrow().clone(), tab.outbox.clone()));
    let client = person.ok_or(SaveProblem::NobodySignedIn)?.client;
    outbox.settle(client, seq, clock::now()).await?;
    here(|tab| {
        tab.ledger.borrow_mut().remove(seq);
        tab.ledger_changed();
    });
    channel::tell(&News::Settled(client, seq));
    Ok(())
}
