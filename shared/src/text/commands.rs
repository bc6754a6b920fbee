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
        Command::SetUpMerchant(c) => say("command-set-up-merchant", &[("name", c.name.as_str().into())]),
        Command::ChangeSettings(_) => say("command-change-settings", &[]),
        Command::PutMember(c) => say("command-put-member", &[("name", c.name.as_str().into())]),
        Command::PutProduct(c) => say("command-put-product", &[("sku", c.sku.as_str().into())]),
        Command::PutWarehouse(c) => say("command-put-warehouse", &[("warehouse", c.code.as_str().into())]),
        Command::PutLocation(c) => say("command-put-location", &[("bin", c.bin.as_str().into())]),
        Command::AnnounceReceipt(c) => say("command-announce-receipt", &[("warehouse", c.warehouse.as_str().into())]),
        Command::Receive(c) => goods("command-receive", &c.sku, c.quantity, c.bin.as_str()),
        Command::CloseReceipt(_) => say("command-close-receipt", &[]),
        Command::Adjust(c) => say("command-adjust", &[("sku", c.sku.as_str().into()), ("bin", c.bin.as_str().into()), ("n", c.by.into())]),
        Command::Count(c) => goods("command-count", &c.sku, c.counted, c.bin.as_str()),
        Command::Transfer(c) => say(
            "command-transfer",
            &[("sku", c.sku.as_str().into()), ("n", c.quantity.into()), ("from", c.from_bin.as_str().into()), ("to", c.to_bin.as_str().into())],
        ),
        Command::ResolveException(_) => say("command-resolve-exception", &[]),
        Command::Place(c) => say("command-place", &[("customer", c.customer.name.as_str().into())]),
        Command::Amend(_) => say("command-amend", &[]),
        Command::Cancel(_) => say("command-cancel", &[]),
        Command::Hold(_) => say("command-hold", &[]),
        Command::Release(_) => say("command-release", &[]),
        Command::RecordPayment(c) => say("command-record-payment", &[("amount", money(c.amount).into())]),
        Command::Reserve(c) => say("command-reserve", &[("warehouse", c.warehouse.as_str().into())]),
        Command::Unreserve(_) => say("command-unreserve", &[]),
        Command::OpenImport(c) => say("command-open-import", &[("file", c.file.as_str().into())]),
        Command::CloseImport(_) => say("command-close-import", &[]),
        Command::UndoImport(_) => say("command-undo-import", &[]),
        Command::Pick(c) => goods("command-pick", &c.sku, c.quantity, c.bin.as_str()),
        Command::Unpick(c) => goods("command-unpick", &c.sku, c.quantity, c.bin.as_str()),
        Command::ReportShort(c) => goods("command-report-short", &c.sku, c.missing, c.bin.as_str()),
        Command::Pack(c) => goods("command-pack", &c.sku, c.quantity, ""),
        Command::Unpack(c) => goods("command-unpack", &c.sku, c.quantity, ""),
        Command::Ship(_) => say("command-ship", &[]),
        Command::CorrectTracking(c) => say("command-correct-tracking", &[("number", c.tracking_number.as_str().into())]),
        Command::Track(c) => say("command-track", &[("status", track_status(language, c.status).into())]),
        Command::RecordAttempt(_) => say("command-record-attempt", &[]),
        Command::Resend(_) => say("command-resend", &[]),
        Command::CloseTicket(_) => say("command-close-ticket", &[]),
    }
}
