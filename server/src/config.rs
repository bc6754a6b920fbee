//! How this server is set up: command line over environment over defaults. Every setting has one name.
use ipnet::IpNet;
use shared::base::{Email, Malformed};
use shared::sync::office::archive::{WINDOWS, Windows};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Settings that every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    /// PostgreSQL 15 or newer to keep the books in. Without it, Waybill runs one of its own in the data directory.
    #[arg(long, global = true, env = "WAYBILL_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<String>,

    /// Where Waybill keeps what it keeps on this machine.
    #[arg(long = "data", global = true, env = "WAYBILL_DATA", default_value = "waybill-data", value_name = "DIR")]
    pub data: PathBuf,

    /// Key that parcel links are made with. Without it, one is made and kept in the data directory.
    #[arg(long, global = true, env = "WAYBILL_SECRET", hide = true, hide_env_values = true)]
    pub secret: Option<String>,
}

/// Settings of `serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct Serving {
    /// Address to listen on.
    #[arg(long, env = "WAYBILL_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,

    /// Address that customers reach this server at, for links in mails. Without it: the address it listens on.
    #[arg(long, env = "WAYBILL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,

    /// Mail server, such as smtp://user:password@mail.example.com:587 or smtps://…:465. Without it, mail is kept and shown in Settings.
    #[arg(long, env = "WAYBILL_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<String>,

    /// Sender of mails.
    #[arg(long, env = "WAYBILL_MAIL_FROM", default_value = "no-reply@localhost.localdomain", value_name = "ADDRESS")]
    pub mail_from: String,

    /// Certificate chain (PEM): serve https. Tablets need https to work without a connection.
    #[arg(long, env = "WAYBILL_TLS_CERT", requires = "tls_key", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,

    /// Private key (PEM) of the certificate.
    #[arg(long, env = "WAYBILL_TLS_KEY", requires = "tls_cert", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,

    /// Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    #[arg(long = "trusted-proxy", env = "WAYBILL_TRUSTED_PROXIES", value_delimiter = ',', value_name = "CIDR")]
    pub trusted_proxies: Vec<IpNet>,

    /// Days that orders which are over, and moves of stock, stay on devices; the server keeps them for ever. Without it: 90, and
    /// fewer (but 7) where devices would hold more than 100,000 orders or 200,000 moves.
    #[arg(long, env = "WAYBILL_DEVICE_DAYS", value_name = "DAYS")]
    pub device_days: Option<u32>,

    /// Token that /metrics asks for (`Authorization: Bearer …`). Without it, /metrics answers to this machine only.
    #[arg(long, env = "WAYBILL_METRICS_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub metrics_token: Option<String>,
}

impl Serving {
    pub fn tls(&self) -> bool {
        self.tls_cert.is_some()
    }

    /// The address for links, without a slash at its end.
    pub fn base_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("{}://{}", if self.tls() { "https" } else { "http" }, self.listen),
        }
    }

    /// The address in `Name <address>`, or what is there without a name: mails carry the name of the shop.
    pub fn mail_sender(&self) -> Result<Email, Malformed> {
        let text = self.mail_from.trim();
        let bare = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')).map_or(text, |(_, address)| address);
        Email::parse(bare)
    }

    /// How long what is over stays on devices.
    pub fn windows(&self) -> Windows {
        self.device_days.map_or(WINDOWS, Windows::of_days)
    }

    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|net| net.contains(&peer))
    }
}

/// Everything a running server is set up with.
#[derive(Debug, Clone)]
pub struct Config {
    pub place: Place,
    pub serving: Serving,
}

/// `postgres://user:***@host/db`: for people who look at their settings.
pub fn masked_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "***".to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let user = login.split_once(':').map_or(login, |(user, _)| user);
            format!("{scheme}://{user}:***@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        assert_eq!(masked_url("postgres://amy:s3:cr@et@db/waybill"), "postgres://amy:***@db/waybill");
        assert_eq!(masked_url("smtp://mail:25"), "smtp://mail:25");
        assert_eq!(masked_url("secret"), "***");
    }
}
