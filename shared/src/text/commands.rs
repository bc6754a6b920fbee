//! What a command is called where people see their changes travel: the Sync page and its decision cards.

use super::refusals::money;
use super::words::track_status;
use super::{Arg, say};
use crate::base::{Quantity, Sku};
use crate::engine::Command;
use crate::people::Language;

/// `Pick 2 × MUG-01 from A-03-12`.
pub fn command(language: Language, command: &Command) -> String {
    let say = |key: &str, args: &[(&str, Arg)]| say(language, key, args);
    let goods = |key: &str, sku: &Sku, quantity: Quantity, bin: &str| {
        say(key, &[("sku", sku.as_str().into()), ("n", quantity.into()), ("bin", bin.into())])
    };
    match command {
        Command::SetUpMerchant(c) => say("doing-set-up-merchant", &[("name", c.name.as_str().into())]),
        Command::ChangeSettings(_) => say("doing-change-settings", &[]),
        Command::PutMember(c) => say("doing-put-member", &[("name", c.name.as_str().into())]),
        Command::PutProduct(c) => say("doing-put-product", &[("sku", c.sku.as_str().into())]),
        Command::PutWarehouse(c) => say("doing-put-warehouse", &[("warehouse", c.code.as_str().into())]),
        Command::PutLocation(c) => say("doing-put-location", &[("bin", c.bin.as_str().into())]),
        Command::AnnounceReceipt(c) => say("doing-announce-receipt", &[("warehouse", c.warehouse.as_str().into())]),
        Command::Receive(c) => goods("doing-receive", &c.sku, c.quantity, c.bin.as_str()),
        Command::CloseReceipt(_) => say("doing-close-receipt", &[]),
        Command::Adjust(c) => {
            say("doing-adjust", &[("sku", c.sku.as_str().into()), ("bin", c.bin.as_str().into()), ("n", c.by.into())])
        }
        Command::Count(c) => goods("doing-count", &c.sku, c.counted, c.bin.as_str()),
        Command::Transfer(c) => say(
            "doing-transfer",
            &[
                ("sku", c.sku.as_str().into()),
                ("n", c.quantity.into()),
                ("from", c.from_bin.as_str().into()),
                ("to", c.to_bin.as_str().into()),
            ],
        ),
        Command::ResolveException(_) => say("doing-resolve-exception", &[]),
        Command::Place(c) => say("doing-place", &[("customer", c.customer.name.as_str().into())]),
        Command::Amend(_) => say("doing-amend", &[]),
        Command::Cancel(_) => say("doing-cancel", &[]),
        Command::Hold(_) => say("doing-hold", &[]),
        Command::Release(_) => say("doing-release", &[]),
        Command::RecordPayment(c) => say("doing-record-payment", &[("amount", money(c.amount).into())]),
        Command::Reserve(c) => say("doing-reserve", &[("warehouse", c.warehouse.as_str().into())]),
        Command::Unreserve(_) => say("doing-unreserve", &[]),
        Command::OpenImport(c) => say("doing-open-import", &[("file", c.file.as_str().into())]),
        Command::CloseImport(_) => say("doing-close-import", &[]),
        Command::UndoImport(_) => say("doing-undo-import", &[]),
        Command::Pick(c) => goods("doing-pick", &c.sku, c.quantity, c.bin.as_str()),
        Command::Unpick(c) => goods("doing-unpick", &c.sku, c.quantity, c.bin.as_str()),
        Command::ReportShort(c) => goods("doing-report-short", &c.sku, c.missing, c.bin.as_str()),
        Command::Pack(c) => goods("doing-pack", &c.sku, c.quantity, ""),
        Command::Unpack(c) => goods("doing-unpack", &c.sku, c.quantity, ""),
        Command::Ship(_) => say("doing-ship", &[]),
        Command::CorrectTracking(c) => say("doing-correct-tracking", &[("number", c.tracking_number.as_str().into())]),
        Command::Track(c) => say("doing-track", &[("status", track_status(language, c.status).into())]),
        Command::RecordAttempt(_) => say("doing-record-attempt", &[]),
        Command::Resend(_) => say("doing-resend", &[]),
        Command::CloseTicket(_) => say("doing-close-ticket", &[]),
        #[cfg(feature = "bench")]
        Command::SetStage(verb) => verb.order.to_string(),
    }
}
