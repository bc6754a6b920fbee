//! Handing one mail to a mail server, and saying truthfully how that went.
//!
//! The conversation is led step by step instead of through lettre's pool, because one question decides everything: did
//! the connection break before the text was sent (try again) or after (nobody knows, never send again blindly)?

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailCommand, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use shared::base::Email;
use shared::notifications::AttemptResult;
use std::time::Duration;

/// Until the mail server has taken sender and recipient.
const GREETING_TIME: Duration = Duration::from_secs(30);
/// From the first byte of the text to the last word of the mail server.
const TEXT_TIME: Duration = Duration::from_secs(60);
/// The longest that one try can take; a lease must be longer.
pub const LONGEST_TRY: Duration = Duration::from_secs(90);

/// How one try went: the result, and what the mail server said (addresses masked, shortened).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub result: AttemptResult,
    pub detail: String,
}

/// A mail server and how to speak to it.
#[derive(Clone)]
pub struct MailServer {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<Credentials>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encryption {
    /// `smtps://`: encrypted from the first byte.
    Always,
    /// `smtp://…?tls=required`: STARTTLS or nothing.
    Required,
    /// `smtp://`: STARTTLS when offered; a password only travels encrypted or within this machine.
    WhenOffered,
}

/// A setting that names no mail server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("WAYBILL_SMTP_URL should look like smtp://user:password@host:587 or smtps://user:password@host:465")]
pub struct BadUrl;

impl MailServer {
    pub fn from_url(text: &str) -> Result<MailServer, BadUrl> {
        let url = url::Url::parse(text).map_err(|_| BadUrl)?;
        let required = url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        let (encryption, port) = match url.scheme() {
            "smtps" => (Encryption::Always, 465),
            "smtp" if required => (Encryption::Required, 587),
            "smtp" => (Encryption::WhenOffered, 25),
            _ => return Err(BadUrl),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadUrl)?;
        let plain = |text: &str| {
            percent_encoding::percent_decode_str(text).decode_utf8().map(|text| text.into_owned()).map_err(|_| BadUrl)
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(plain(url.username())?, plain(password)?)),
            None => None,
        };
        Ok(MailServer {
            // Brackets belong to the URL, not to the address.
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(port),
            encryption,
            credentials,
        })
    }

    fn is_this_machine(&self) -> bool {
        self.host == "localhost" || self.host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    }

    /// One try to send one mail.
    pub async fn send(&self, message: &Message) -> Tried {
        let text = message.formatted();
        let mut connection = match tokio::time::timeout(GREETING_TIME, self.open(message, &text)).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(failed)) => return failed,
            Err(_) => return Tried::transient("the mail server did not answer in time"),
        };
        let result = match tokio::time::timeout(TEXT_TIME, connection.message(&text)).await {
            Ok(Ok(response)) => Tried::new(AttemptResult::Accepted, &response.first_line().unwrap_or("accepted")),
            Ok(Err(error)) if error.is_transient() => Tried::new(AttemptResult::Transient, &error),
            Ok(Err(error)) if error.is_permanent() => Tried::new(AttemptResult::Recipient, &error),
            // The text is out; whether somebody took it is not known.
            Ok(Err(error)) => Tried::new(AttemptResult::Ambiguous, &error),
            Err(_) => Tried::new(AttemptResult::Ambiguous, &"the mail server took the text and did not answer in time"),
        };
        // Whether the goodbye is heard changes nothing.
        let _ = tokio::time::timeout(Duration::from_secs(2), connection.abort()).await;
        result
    }

    /// Everything before the text: up to here nothing can have been delivered.
    async fn open(&self, message: &Message, text: &[u8]) -> Result<AsyncSmtpConnection, Tried> {
        let not_now = |error: Error| Tried::new(AttemptResult::Transient, &error);
        let mut connection = self.connect().await?;
        let envelope = message.envelope();
        let mut parameters = Vec::new();
        if envelope.from().into_iter().chain(envelope.to()).any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Tried::new(
                    AttemptResult::Recipient,
                    &"the mail server cannot send to addresses with letters outside ASCII",
                ));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !text.is_ascii() {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        connection.command(MailCommand::new(envelope.from().cloned(), parameters)).await.map_err(not_now)?;
        for recipient in envelope.to() {
            connection.command(Rcpt::new(recipient.clone(), Vec::new())).await.map_err(about_the_recipient)?;
        }
        connection.command(Data).await.map_err(about_the_recipient)?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Tried> {
        let not_now = |error: Error| Tried::new(AttemptResult::Transient, &error);
        let us = ClientId::default();
        let tls = || TlsParameters::new(self.host.clone()).map_err(not_now);
        let from_start = if self.encryption == Encryption::Always { Some(tls()?) } else { None };
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (self.host.as_str(), self.port),
            Some(Duration::from_secs(10)),
            &us,
            from_start,
            None,
        )
        .await
        .map_err(not_now)?;
        let wants_encryption = match self.encryption {
            Encryption::Always => false,
            Encryption::Required => true,
            // A stand-in on this machine rarely has a certificate that anybody trusts.
            Encryption::WhenOffered => connection.can_starttls() && !self.is_this_machine(),
        };
        if wants_encryption {
            connection.starttls(tls()?, &us).await.map_err(not_now)?;
        }
        if let Some(credentials) = &self.credentials {
            if !connection.is_encrypted() && !self.is_this_machine() {
                return Err(Tried::transient(
                    "the mail server offers no encryption, so the password was not sent; use smtps:// or another server",
                ));
            }
            connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await.map_err(not_now)?;
        }
        Ok(connection)
    }
}

/// A refusal for good at the recipient's name is about the recipient; anything else may pass later.
fn about_the_recipient(error: Error) -> Tried {
    let result = if error.is_permanent() { AttemptResult::Recipient } else { AttemptResult::Transient };
    Tried::new(result, &error)
}

impl Tried {
    pub fn new(result: AttemptResult, said: &dyn std::fmt::Display) -> Tried {
        Tried { result, detail: masked(&said.to_string()) }
    }

    pub fn transient(said: &str) -> Tried {
        Tried::new(AttemptResult::Transient, &said)
    }
}

/// Mail servers repeat the address in their answers; logs and lists show it masked.
fn masked(said: &str) -> String {
    let words = said.split_whitespace().map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        match Email::parse(bare) {
            Ok(address) => word.replace(bare, &address.masked()),
            Err(_) if bare.contains('@') => "***".to_owned(),
            Err(_) => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_setting() {
        let server = MailServer::from_url("smtps://shop%40a.cn:p%3Aw@mail.a.cn").unwrap();
        assert_eq!((server.host.as_str(), server.port, server.encryption), ("mail.a.cn", 465, Encryption::Always));
        assert!(server.credentials.is_some());
        let plain = MailServer::from_url("smtp://127.0.0.1:2525").unwrap();
        assert_eq!((plain.port, plain.encryption, plain.is_this_machine()), (2525, Encryption::WhenOffered, true));
        assert!(MailServer::from_url("smtp://[::1]:25").unwrap().is_this_machine());
        for bad in ["", "mail.a.cn", "http://mail.a.cn", "smtp://"] {
            assert!(MailServer::from_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn answers_are_kept_without_addresses() {
        assert_eq!(masked("550 5.1.1 <maya@example.com>: user unknown"), "550 5.1.1 <m***@example.com>: user unknown");
        assert_eq!(masked(&"x ".repeat(500)).chars().count(), 200);
    }
}
