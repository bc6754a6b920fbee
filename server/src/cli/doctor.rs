//! `waybill doctor`: what is in effect, and what is wrong with it.
use super::house::{self, Tenancy};
use crate::cli::say;
use crate::config::{Place, Serving, masked_url};
use crate::store::schema;
use sqlx::{Connection, PgConnection};
use std::path::Path;
use tokio::net::TcpStream;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    serving: Serving,
}

/// Oldest PostgreSQL that has everything the books need.
const OLDEST_POSTGRES: i32 = 150_000;

/// Below this, the disk is nearly full.
const LEAST_FREE_MIB: u64 = 512;

struct Report {
    failed: bool,
}

impl Report {
    fn setting(&self, name: &str, value: &str) {
        say!("  {name:<16} {value}");
    }

    fn check(&mut self, what: &str, result: anyhow::Result<String>) {
        match result {
            Ok(good) => say!("  ok    {what}: {good}"),
            Err(error) => {
                self.failed = true;
                say!("  WRONG {what}: {error:#}");
            }
        }
    }
}

pub async fn run(args: Args) -> anyhow::Result<()> {
    let mut report = Report { failed: false };
    say!("Settings");
    settings(&report, &args);
    say!("Checks");
    report.check("data directory", writable(&args.place.data));
    report.check("disk", free_space(&args.place.data));
    match house::database(&args.place, Tenancy::Guest).await {
        Ok((url, postgres)) => {
            report.check("database", version(&url).await);
            report.check("schema", up_to_date(&url).await);
            house::stop(postgres).await?;
        }
        Err(error) => report.check("database", Err(error)),
    }
    report.check("mail", mail(&args.serving).await);
    report.check("https", https(&args.serving));
    if report.failed {
        anyhow::bail!("something above needs your attention");
    }
    Ok(())
}

fn settings(report: &Report, args: &Args) {
    let (place, serving) = (&args.place, &args.serving);
    let database =
        place.database_url.as_deref().map_or("private PostgreSQL in the data directory".to_owned(), masked_url);
    report.setting("version", env!("CARGO_PKG_VERSION"));
    report.setting("data", &place.data.display().to_string());
    report.setting("database", &database);
    report.setting("secret", if place.secret.is_some() { "from WAYBILL_SECRET" } else { "kept in the data directory" });
    report.setting("listen", &serving.listen.to_string());
    report.setting("links begin with", &serving.base_url());
    report.setting(
        "mail server",
        &serving.smtp_url.as_deref().map_or("none: mail is kept and shown in Settings".to_owned(), masked_url),
    );
    report.setting("mail from", &serving.mail_from);
    let proxies: Vec<String> = serving.trusted_proxies.iter().map(ToString::to_string).collect();
    report.setting("trusted proxies", &if proxies.is_empty() { "none".to_owned() } else { proxies.join(", ") });
    report.setting("metrics", if serving.metrics_token.is_some() { "with a token" } else { "for this machine only" });
}

fn writable(data: &Path) -> anyhow::Result<String> {
    std::fs::create_dir_all(data)?;
    let probe = data.join(".doctor");
    std::fs::write(&probe, b"ok")?;
    std::fs::remove_file(&probe)?;
    Ok("can be written".to_owned())
}

fn free_space(data: &Path) -> anyhow::Result<String> {
    let disk = rustix::fs::statvfs(data)?;
    let free = (disk.f_bavail * disk.f_frsize) >> 20;
    anyhow::ensure!(free >= LEAST_FREE_MIB, "only {free} MiB are free; make room before the disk is full");
    Ok(format!("{free} MiB free"))
}

async fn version(url: &str) -> anyhow::Result<String> {
    let mut connection = PgConnection::connect(url).await?;
    let number: i32 =
        sqlx::query_scalar("select current_setting('server_version_num')::integer").fetch_one(&mut connection).await?;
    connection.close().await?;
    anyhow::ensure!(number >= OLDEST_POSTGRES, "PostgreSQL {} is too old; Waybill needs 15 or newer", number / 10_000);
    Ok(format!("PostgreSQL {}.{}", number / 10_000, number % 10_000))
}

async fn up_to_date(url: &str) -> anyhow::Result<String> {
    let (known, done) = schema::state(url).await?;
    match done.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(format!("{done} migrations")),
        std::cmp::Ordering::Less => Ok(format!("{done} of {known} migrations; the next start does the rest")),
        std::cmp::Ordering::Greater => anyhow::bail!("the database is of a newer Waybill; install that one"),
    }
}

/// Whether the mail server answers at all. Nothing is sent.
async fn mail(serving: &Serving) -> anyhow::Result<String> {
    let Some(url) = &serving.smtp_url else { return Ok("no mail server is set".to_owned()) };
    let (scheme, rest) =
        url.split_once("://").ok_or_else(|| anyhow::anyhow!("the address must begin with smtp:// or smtps://"))?;
    let port = match scheme {
        "smtp" => 25,
        "smtps" => 465,
        _ => anyhow::bail!("the address must begin with smtp:// or smtps://"),
    };
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host).split(['/', '?']).next().unwrap_or("");
    let address = if host.rsplit(':').next().is_some_and(|port| port.parse::<u16>().is_ok()) && host.contains(':') {
        host.to_owned()
    } else {
        format!("{host}:{port}")
    };
    TcpStream::connect(&address).await.map_err(|error| anyhow::anyhow!("{address} does not answer: {error}"))?;
    Ok(format!("{address} answers"))
}

fn https(serving: &Serving) -> anyhow::Result<String> {
    let behind_proxy = !serving.trusted_proxies.is_empty();
    let local = serving.listen.ip().is_loopback();
    anyhow::ensure!(
        serving.tls() || behind_proxy || local,
        "other machines reach this server over plain http and cannot sign in. Give it --tls-cert and --tls-key, or a proxy named with --trusted-proxy"
    );
    Ok(if serving.tls() {
        "by this server".to_owned()
    } else if behind_proxy {
        "by the proxy".to_owned()
    } else {
        "not needed on this machine".to_owned()
    })
}
