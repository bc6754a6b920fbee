//! Letters that the browser can read without our carrying tables for them.

/// The text of GB18030 (and so of GBK and GB2312) bytes; what cannot be read becomes U+FFFD.
pub fn gb18030(bytes: &[u8]) -> String {
    let decoder = web_sys::TextDecoder::new_with_label("gb18030");
    // Every browser knows this label; a decoder that is not strict refuses nothing.
    let text = decoder.and_then(|decoder| decoder.decode_with_js_u8_array(&js_sys::Uint8Array::from(bytes)));
    text.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}
