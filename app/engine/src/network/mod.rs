//! Questions to the office over HTTP: the only place that names it. Every failure is typed, and an answer that does not
//! come from Waybill (a hotel's login page) counts as no connection.

pub(crate) mod gate;
pub(crate) mod live;
pub(crate) mod sync;
pub(crate) mod texts;

use crate::device::preferences;
use crate::problems::{NetError, Problem};
use futures::FutureExt;
use gloo_net::http::{Method, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// Says that an answer is Waybill's own, and that a request was made by this app and not by a form on another site.
const MARK: &str = "x-waybill";

/// After this long a connection that says nothing counts as none.
const PATIENCE_MS: i32 = 30_000;

/// How long to leave a busy office alone when it does not say.
const BUSY_SECONDS: u32 = 5;

/// Gives up when the time is over; dropping it takes the alarm back.
struct Patience {
    controller: web_sys::AbortController,
    alarm: Option<i32>,
    _ring: Closure<dyn Fn()>,
}

impl Patience {
    fn new() -> Result<Patience, NetError> {
        let controller = web_sys::AbortController::new().map_err(|_| NetError::Offline)?;
        let aborted = controller.clone();
        let ring = Closure::<dyn Fn()>::new(move || aborted.abort());
        let alarm = web_sys::window().and_then(|window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(ring.as_ref().unchecked_ref(), PATIENCE_MS)
                .ok()
        });
        Ok(Patience { controller, alarm, _ring: ring })
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        if let (Some(window), Some(alarm)) = (web_sys::window(), self.alarm) {
            window.clear_timeout_with_handle(alarm);
        }
    }
}

/// What an answer has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Bytes,
}

impl Kind {
    fn fits(self, content_type: &str) -> bool {
        match self {
            Kind::Json => content_type.starts_with("application/json"),
            Kind::Bytes => content_type.starts_with("application/octet-stream"),
        }
    }
}

// Both ways to ask are boxed inside: the app carries the way of a request once, and only the reading for each type.

/// Asks for something; JSON both ways.
pub(crate) async fn ask<T: DeserializeOwned>(path: &str) -> Result<T, NetError> {
    read(&json(Method::GET, path, None).boxed_local().await?)
}

/// Tells something; JSON both ways.
pub(crate) async fn tell<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: &B,
) -> Result<T, NetError> {
    tell_text(method, path, serde_json::to_string(body).map_err(|_| NetError::Garbage)?).await
}

/// Tells a text that is JSON, or was meant to be.
async fn tell_text<T: DeserializeOwned>(method: Method, path: &str, text: String) -> Result<T, NetError> {
    read(&json(method, path, Some(text)).boxed_local().await?)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, NetError> {
    // An answer without content reads as nothing.
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| NetError::Garbage)
}

async fn json(method: Method, path: &str, body: Option<String>) -> Result<String, NetError> {
    let patience = Patience::new()?;
    let response = send(method, path, body, &patience).await?;
    let empty = response.status() == 204;
    expect(&response, Kind::Json, empty)?;
    response.text().await.map_err(|_| NetError::Offline)
}

async fn bytes(method: Method, path: &str, body: Option<String>) -> Result<Vec<u8>, NetError> {
    let patience = Patience::new()?;
    let response = send(method, path, body, &patience).await?;
    expect(&response, Kind::Bytes, false)?;
    response.binary().await.map_err(|_| NetError::Offline)
}

fn expect(response: &Response, kind: Kind, may_be_empty: bool) -> Result<(), NetError> {
    let fits = response.headers().get("content-type").is_some_and(|content_type| kind.fits(&content_type));
    if fits || may_be_empty { Ok(()) } else { Err(NetError::Garbage) }
}

/// Sends and sorts out everything but good answers of Waybill.
async fn send(method: Method, path: &str, body: Option<String>, patience: &Patience) -> Result<Response, NetError> {
    let request = request(method, path, body, patience)?;
    let response = request.send().await.map_err(|_| NetError::Offline)?;
    if response.headers().get(MARK).as_deref() != Some("1") {
        return Err(NetError::Offline);
    }
    if response.ok() { Ok(response) } else { Err(refused(response).await) }
}

fn request(method: Method, path: &str, body: Option<String>, patience: &Patience) -> Result<Request, NetError> {
    let builder = gloo_net::http::RequestBuilder::new(path)
        .method(method)
        .header(MARK, "1")
        .header("accept-language", preferences::language().tag())
        .credentials(web_sys::RequestCredentials::SameOrigin)
        .cache(web_sys::RequestCache::NoStore)
        .redirect(web_sys::RequestRedirect::Error)
        .abort_signal(Some(&patience.controller.signal()));
    let request = match body {
        Some(body) => builder.header("content-type", "application/json").body(body),
        None => builder.build(),
    };
    request.map_err(|_| NetError::Garbage)
}

async fn refused(response: Response) -> NetError {
    let retry_after_seconds =
        || response.headers().get("retry-after").and_then(|seconds| seconds.parse().ok()).unwrap_or(BUSY_SECONDS);
    match response.status() {
        401 => NetError::SignedOut,
        426 => NetError::TooOld,
        429 | 502..=504 => NetError::Busy { retry_after_seconds: retry_after_seconds() },
        status => {
            let text = response.text().await.unwrap_or_default();
            let problem: Problem = serde_json::from_str(&text).unwrap_or_default();
            NetError::Problem(Problem { status, ..problem })
        }
    }
}

/// The body of a refused request, where the office says more than a problem.
async fn refused_with_body<T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: String,
    status: u16,
) -> Result<Result<String, T>, NetError> {
    let patience = Patience::new()?;
    let request = request(method, path, Some(body), &patience)?;
    let response = request.send().await.map_err(|_| NetError::Offline)?;
    if response.headers().get(MARK).as_deref() != Some("1") {
        return Err(NetError::Offline);
    }
    if response.status() == status {
        let text = response.text().await.map_err(|_| NetError::Offline)?;
        return read(&text).map(Err);
    }
    if !response.ok() {
        return Err(refused(response).await);
    }
    expect(&response, Kind::Json, false)?;
    response.text().await.map(Ok).map_err(|_| NetError::Offline)
}
