//! The sync routes: hello, push, pull, segment.

use super::{bytes, read, refused_with_body, tell_text};
use crate::problems::NetError;
use gloo_net::http::Method;
use shared::engine::codec::SCHEMA;
use shared::sync::hand_in::HandedIn;
use shared::sync::protocol::{Hello, HelloReply, PROTOCOL, Pull, PullReply, PushGap, PushReply};

pub(crate) async fn hello(hello: &Hello) -> Result<HelloReply, NetError> {
    debug_assert_eq!(hello.protocol, PROTOCOL);
    super::tell(Method::POST, "/api/sync/hello", hello).await
}

/// `body` is the JSON of a `Push`, built from the stored texts of the commands.
pub(crate) async fn push(body: String) -> Result<Result<PushReply, PushGap>, NetError> {
    match refused_with_body::<PushGap>(Method::POST, "/api/sync/push", body, 409).await? {
        Ok(text) => read(&text).map(Ok),
        Err(gap) => Ok(Err(gap)),
    }
}

pub(crate) async fn pull(pull: &Pull) -> Result<PullReply, NetError> {
    debug_assert_eq!(pull.schema, SCHEMA);
    let body = serde_json::to_string(pull).map_err(|_| NetError::Garbage)?;
    let bytes = bytes(Method::POST, "/api/sync/pull", Some(body)).await?;
    postcard::from_bytes(&bytes).map_err(|_| NetError::Garbage)
}

/// The bytes of a segment, as they came.
pub(crate) async fn segment(hash: &str) -> Result<Vec<u8>, NetError> {
    bytes(Method::GET, &format!("/api/sync/segment/{hash}"), None).await
}

/// What the archive answers to the rest of an address.
pub(crate) async fn archive(rest: &str) -> Result<Vec<u8>, NetError> {
    bytes(Method::GET, &format!("/api/sync/archive{rest}"), None).await
}

/// A file from another device, as it was saved.
pub(crate) async fn hand_in_file(file: String) -> Result<HandedIn, NetError> {
    tell_text(Method::POST, "/api/app/hand-in", file).await
}

/// What this device cannot send itself; no session is needed.
pub(crate) async fn hand_in_part(part: String) -> Result<HandedIn, NetError> {
    tell_text(Method::POST, "/api/sync/hand-in", part).await
}
