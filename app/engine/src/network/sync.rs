//! The sync routes: hello, push, pull, segment.

use super::{bytes, read, refused_with_body};
use crate::problems::NetError;
use gloo_net::http::Method;
use shared::engine::codec::{SCHEMA, decode_segment};
use shared::sync::protocol::{Hello, HelloReply, PROTOCOL, Pull, PullReply, PushGap, PushReply};

/// What came of a push.
#[derive(Debug)]
pub(crate) enum Pushed {
    Answered(PushReply),
    /// The office expects another command than the first of these.
    Gap,
}

pub(crate) async fn hello(hello: &Hello) -> Result<HelloReply, NetError> {
    debug_assert_eq!(hello.protocol, PROTOCOL);
    super::tell(Method::POST, "/api/sync/hello", hello).await
}

/// `body` is the JSON of a `Push`, built from the stored texts of the commands.
pub(crate) async fn push(body: String) -> Result<Pushed, NetError> {
    match refused_with_body::<PushGap>(Method::POST, "/api/sync/push", body, 409).await? {
        Ok(text) => read(&text).map(Pushed::Answered),
        Err(PushGap { .. }) => Ok(Pushed::Gap),
    }
}

pub(crate) async fn pull(pull: &Pull) -> Result<PullReply, NetError> {
    debug_assert_eq!(pull.schema, SCHEMA);
    let body = serde_json::to_string(pull).map_err(|_| NetError::Garbage)?;
    let bytes = bytes(Method::POST, "/api/sync/pull", Some(body)).await?;
    postcard::from_bytes(&bytes).map_err(|_| NetError::Garbage)
}

/// The bytes of a segment, checked to be one.
pub(crate) async fn segment(hash: &str) -> Result<Vec<u8>, NetError> {
    let bytes = bytes(Method::GET, &format!("/api/sync/segment/{hash}"), None).await?;
    decode_segment(&bytes).map_err(|_| NetError::Garbage)?;
    Ok(bytes)
}
