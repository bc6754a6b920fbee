//! A letter as a mail: addresses, headers, text and HTML side by side.

use super::letter::Letter;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use shared::base::{Email, TenantId};

/// Why a mail could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error("address cannot be used in a mail")]
    Address(#[from] lettre::address::AddressError),
    #[error("mail could not be put together")]
    Message(#[from] lettre::error::Error),
    #[error("template: {0}")]
    Template(#[from] minijinja::Error),
}

/// A mail that is ready, with what the outbox page shows of it.
#[derive(Debug, Clone)]
pub struct Mail {
    pub message: Message,
    pub message_id: String,
    pub to: Email,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Who a mail comes from and goes to.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    /// The address that the mail server lets us send from.
    pub from: &'a Email,
    /// Where answers go; none: to `from`.
    pub reply_to: Option<&'a Email>,
    pub to: &'a Email,
    pub to_name: &'a str,
}

impl Mail {
    /// Addresses and names are typed and free of control characters, and lettre encodes them: nothing that a customer
    /// entered can become a header.
    pub fn write(letter: &Letter, addresses: Addresses<'_>, message_id: &str) -> Result<Mail, Unwritable> {
        let (text, html) = (letter.text()?, letter.html()?);
        let mailbox = |name: &str, address: &Email| -> Result<Mailbox, Unwritable> {
            Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address.as_str().parse()?))
        };
        let mut builder = Message::builder()
            .from(mailbox(&letter.shop, addresses.from)?)
            .to(mailbox(addresses.to_name, addresses.to)?)
            .subject(&letter.subject)
            .message_id(Some(format!("<{message_id}>")));
        if let Some(reply_to) = addresses.reply_to {
            builder = builder.reply_to(mailbox("", reply_to)?);
        }
        let mut message = builder.multipart(MultiPart::alternative_plain_html(text.clone(), html.clone()))?;
        // Holiday replies and mailing lists leave such mails alone (RFC 3834).
        message.headers_mut().insert_raw(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
        message
            .headers_mut()
            .insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), letter.lang.to_owned()));
        Ok(Mail {
            message,
            message_id: message_id.to_owned(),
            to: addresses.to.clone(),
            subject: letter.subject.clone(),
            text,
            html,
        })
    }
}

/// The same for every try of one round, so that a mail that did go out twice is one mail to the reader's program.
pub fn message_id(tenant: TenantId, notice: &str, round: u32, from: &Email) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("{tenant}|{notice}|{round}"));
    let name: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let host = from.as_str().rsplit_once('@').map_or("waybill.invalid", |(_, host)| host);
    format!("{name}@{host}")
}
