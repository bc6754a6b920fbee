//! Commands: the one list of verbs. Names and versions are frozen; an old one is never given another meaning.

use super::clerk::Ctx;
use super::refusal::{Outcome, Stop};
use super::tx::Tx;
use crate::base::{Moment, OpId};
use crate::people::Right;
use serde::{Deserialize, Serialize};

/// Whether the books may say no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Somebody wants it; may be refused, the office's order decides.
    Decision,
    /// It happened; is never refused for what the books say. If they disagree, an exception is opened.
    Fact,
}

/// A verb: pure and synchronous.
pub trait Verb {
    const NATURE: Nature;
    const RIGHT: Right;

    fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop>;
}

macro_rules! commands {
    ($($(#[$only:meta])* $name:literal $verb:ident($type:ty);)*) => {
        /// What somebody wants, or what happened, with everything it needs.
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "name", content = "args")]
        pub enum Command {
            $($(#[$only])* #[serde(rename = $name)] $verb($type),)*
        }

        // The derived one is compiled into every crate that clones a command; the app would have to load it twice.
        impl Clone for Command {
            #[inline(never)]
            fn clone(&self) -> Command {
                match self { $($(#[$only])* Command::$verb(verb) => Command::$verb(verb.clone()),)* }
            }
        }

        impl Command {
            /// Every name that was ever given out.
            pub const NAMES: &'static [&'static str] = &[$($(#[$only])* $name,)*];

            pub fn name(&self) -> &'static str {
                match self { $($(#[$only])* Command::$verb(_) => $name,)* }
            }

            /// Reads a command that was kept as its name and its arguments, in JSON. One reader per verb: the derived one
            /// takes the two in any order and therefore carries every verb twice, which the app would have to load.
            pub fn read(name: &str, args: &str) -> Result<Command, serde_json::Error> {
                match name {
                    $($(#[$only])* $name => serde_json::from_str(args).map(Command::$verb),)*
                    other => Err(serde::de::Error::unknown_variant(other, Command::NAMES)),
                }
            }

            /// The arguments alone, in JSON, as `read` takes them.
            pub fn args(&self) -> Result<String, serde_json::Error> {
                match self { $($(#[$only])* Command::$verb(verb) => serde_json::to_string(verb),)* }
            }

            pub fn nature(&self) -> Nature {
                match self { $($(#[$only])* Command::$verb(_) => <$type as Verb>::NATURE,)* }
            }

            pub fn right(&self) -> Right {
                match self { $($(#[$only])* Command::$verb(_) => <$type as Verb>::RIGHT,)* }
            }

            pub(super) fn run(&self, ctx: &Ctx, tx: &mut Tx<'_>) -> Result<Outcome, Stop> {
                match self { $($(#[$only])* Command::$verb(verb) => verb.run(ctx, tx),)* }
            }
        }

        $($(#[$only])* impl From<$type> for Command {
            fn from(verb: $type) -> Command { Command::$verb(verb) }
        })*
    };
}

commands! {
    "people.set_up_merchant.1" SetUpMerchant(crate::people::set_up_merchant::SetUpMerchant);
    "people.change_settings.1" ChangeSettings(crate::people::change_settings::ChangeSettings);
    "people.put_member.1" PutMember(crate::people::put_member::PutMember);
    "catalog.put_product.1" PutProduct(crate::catalog::put_product::PutProduct);
    "inventory.put_warehouse.1" PutWarehouse(crate::inventory::put_warehouse::PutWarehouse);
    "inventory.put_location.1" PutLocation(crate::inventory::put_location::PutLocation);
    "inventory.announce_receipt.1" AnnounceReceipt(crate::inventory::announce_receipt::AnnounceReceipt);
    "inventory.receive.1" Receive(crate::inventory::receive::Receive);
    "inventory.close_receipt.1" CloseReceipt(crate::inventory::close_receipt::CloseReceipt);
    "inventory.adjust.1" Adjust(crate::inventory::adjust::Adjust);
    "inventory.count.1" Count(crate::inventory::count::Count);
    "inventory.transfer.1" Transfer(crate::inventory::transfer::Transfer);
    "inventory.resolve_exception.1" ResolveException(crate::inventory::resolve_exception::ResolveException);
    "orders.place.1" Place(crate::orders::place::Place);
    "orders.amend.1" Amend(crate::orders::amend::Amend);
    "orders.cancel.1" Cancel(crate::orders::cancel::Cancel);
    "orders.hold.1" Hold(crate::orders::hold::PutOnHold);
    "orders.release.1" Release(crate::orders::release::Release);
    "orders.record_payment.1" RecordPayment(crate::orders::record_payment::RecordPayment);
    "orders.reserve.1" Reserve(crate::orders::reserve::Reserve);
    "orders.unreserve.1" Unreserve(crate::orders::unreserve::Unreserve);
    "orders.open_import.1" OpenImport(crate::orders::import::OpenImport);
    "orders.close_import.1" CloseImport(crate::orders::import::CloseImport);
    "orders.undo_import.1" UndoImport(crate::orders::undo_import::UndoImport);
    "fulfilment.pick.1" Pick(crate::fulfilment::pick::Pick);
    "fulfilment.unpick.1" Unpick(crate::fulfilment::unpick::Unpick);
    "fulfilment.report_short.1" ReportShort(crate::fulfilment::report_short::ReportShort);
    "fulfilment.pack.1" Pack(crate::fulfilment::pack::Pack);
    "fulfilment.unpack.1" Unpack(crate::fulfilment::unpack::Unpack);
    "shipping.ship.1" Ship(crate::shipping::ship::Ship);
    "shipping.correct_tracking.1" CorrectTracking(crate::shipping::correct_tracking::CorrectTracking);
    "shipping.track.1" Track(crate::shipping::track::Track);
    "notifications.record_attempt.1" RecordAttempt(crate::notifications::record_attempt::RecordAttempt);
    "notifications.resend.1" Resend(crate::notifications::resend::Resend);
    "notifications.close_ticket.1" CloseTicket(crate::notifications::close_ticket::CloseTicket);
    #[cfg(feature = "bench")]
    "bench.set_stage.1" SetStage(crate::orders::set_stage::SetStage);
}

/// A command on its way: stamped once on the device, the same ever after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    pub op: OpId,
    pub occurred_at: Moment,
    #[serde(flatten)]
    pub command: Command,
}
