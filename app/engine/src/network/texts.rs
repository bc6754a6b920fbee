//! The texts of one language: a file of the app itself, named by the page so that page and texts are of one make.

use super::{NetError, Patience};
use gloo_net::http::RequestBuilder;
use shared::people::Language;

/// Fluent text of all parts.
pub async fn load(language: Language) -> Result<String, NetError> {
    let address = address(language).ok_or(NetError::Garbage)?;
    let patience = Patience::new()?;
    let request = RequestBuilder::new(&address)
        .credentials(web_sys::RequestCredentials::SameOrigin)
        .redirect(web_sys::RequestRedirect::Error)
        .abort_signal(Some(&patience.controller.signal()))
        .build()
        .map_err(|_| NetError::Garbage)?;
    let response = request.send().await.map_err(|_| NetError::Offline)?;
    // A hotel network answers every address with a page of its own.
    let is_text = response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/plain"));
    if !response.ok() || !is_text {
        return Err(NetError::Offline);
    }
    response.text().await.map_err(|_| NetError::Offline)
}

/// Where the page says that they are.
fn address(language: Language) -> Option<String> {
    let named = format!("meta[name=\"texts-{}\"]", language.tag());
    web_sys::window()?.document()?.query_selector(&named).ok()??.get_attribute("content")
}
