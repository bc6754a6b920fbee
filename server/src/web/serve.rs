//! Listens, answers, and stops in order: no new requests, streams closed, what was taken is written.
use super::limits::Limits;
use super::{edge, pace, problem, routes};
use crate::config::{Config, Serving};
use crate::gate::{Announced, Door};
use crate::office::Office;
use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use anyhow::Context;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// What the parts of a running server share.
#[derive(Clone)]
pub struct Shared {
    pub office: Office,
    pub door: Door,
    pub config: Arc<Config>,
    pub limits: Arc<Limits>,
    pub announced: Announced,
}

impl Shared {
    pub fn new(office: Office, config: Config) -> Shared {
        Shared {
            door: Door::open(office.store()),
            office,
            config: Arc::new(config),
            limits: Arc::new(Limits::default()),
            announced: Announced::default(),
        }
    }
}

/// A server that listens.
pub struct Listening {
    /// To be awaited.
    pub server: Server,
    pub handle: ServerHandle,
    pub address: SocketAddr,
}

/// Requests that are not done after this are cut when the server stops.
const LAST_REQUESTS_SECONDS: u64 = 10;

pub fn listen(shared: Shared) -> anyhow::Result<Listening> {
    let serving = shared.config.serving.clone();
    let address = serving.listen;
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(shared.office.clone()))
            .app_data(web::Data::new(shared.door.clone()))
            .app_data(web::Data::from(shared.config.clone()))
            .app_data(web::Data::from(shared.limits.clone()))
            .app_data(web::Data::new(shared.announced.clone()))
            // The last one is the outermost.
            .wrap(from_fn(pace::keep_pace))
            .wrap(from_fn(problem::speak))
            .wrap(from_fn(edge::only_our_pages))
            .wrap(Compress::default())
            .wrap(from_fn(edge::headers_and_log))
            .configure(routes::routes)
    })
    .workers(workers())
    // A tablet sends one scan after the other; a new connection for each would cost more than the request.
    .keep_alive(Duration::from_secs(60))
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(LAST_REQUESTS_SECONDS)
    .disable_signals();
    let unusable =
        || format!("cannot listen on {address}: is something else running there? Choose another address with --listen");
    let server = match tls(&serving)? {
        Some(tls) => server.bind_rustls_0_23(address, tls).with_context(unusable)?,
        None => server.bind(address).with_context(unusable)?,
    };
    let address = server.addrs().first().copied().unwrap_or(address);
    let server = server.run();
    Ok(Listening { handle: server.handle(), server, address })
}

/// One thread per processor, but few: they mostly wait for the books.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8)
}

fn tls(serving: &Serving) -> anyhow::Result<Option<rustls::ServerConfig>> {
    let (Some(cert), Some(key)) = (&serving.tls_cert, &serving.tls_key) else { return Ok(None) };
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| format!("cannot read the certificate {}", cert.display()))?;
    let key_der =
        PrivateKeyDer::from_pem_file(key).with_context(|| format!("cannot read the private key {}", key.display()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .context("TLS cannot be set up")?
        .with_no_client_auth()
        .with_single_cert(chain, key_der)
        .context("the certificate and the private key do not fit together")?;
    Ok(Some(config))
}
