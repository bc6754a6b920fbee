//! E-mail addresses, checked as far as is useful before a mail is tried.

use super::Malformed;
use serde::{Deserialize, Serialize};

/// An address with one `@`, a host with a dot, no spaces or control characters; at most 254 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Malformed::Empty);
        }
        if text.len() > 254 {
            return Err(Malformed::TooLong);
        }
        let (local, host) = text.rsplit_once('@').ok_or(Malformed::NotAnEmail)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        if local_ok && host_ok {
            Ok(Email(format!("{local}@{}", host.to_lowercase())))
        } else {
            Err(Malformed::NotAnEmail)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `m***@example.com`: for logs and pages that strangers may see.
    pub fn masked(&self) -> String {
        match self.0.split_once('@') {
            Some((local, host)) => format!("{}***@{host}", local.chars().next().unwrap_or('*')),
            None => "***".to_owned(),
        }
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.masked())
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = Malformed;
    fn try_from(text: String) -> Result<Self, Malformed> {
        Email::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_real_addresses_and_refuses_the_rest() {
        for good in ["a@b.cn", "maya.okafor+shop@Example.COM", "王@例子.中国"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "a@b", "a@@b.cn", "a b@c.cn", "a@b..cn", "a@-b.cn", "a\r\nBcc: x@y.cn", ".a@b.cn"] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{:?}", Email::parse("maya@b.cn").unwrap()), "m***@b.cn");
    }
}
