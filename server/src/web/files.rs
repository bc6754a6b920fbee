//! The app's files, from inside the binary: compressed where the build made a compressed twin, kept for ever where the
//! name carries a hash, and the shell for every place in the app.
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist"]
struct Files;

const SHELL: &str = "index.html";

/// Everything that no route took.
pub async fn file(request: HttpRequest) -> HttpResponse {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return HttpResponse::build(StatusCode::METHOD_NOT_ALLOWED).insert_header(("allow", "GET, HEAD")).finish();
    }
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return HttpResponse::NotFound().finish();
    }
    let name = if is_place(path) { SHELL } else { path };
    match find(name, &request) {
        Some((file, encoding)) => answer(&request, name, file, encoding),
        None if name == SHELL => HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("This server was built without the app. Build it with: cargo xtask build\n"),
        None => HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("Not found\n"),
    }
}

/// Places in the app have no ending; files have one.
fn is_place(path: &str) -> bool {
    path.is_empty() || !path.rsplit('/').next().unwrap_or("").contains('.')
}

/// The best twin of a file that the browser can read.
fn find(name: &str, request: &HttpRequest) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let takes = |encoding: &str| {
        accepted.split(',').map(str::trim).any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim().eq_ignore_ascii_case(encoding) && weight.trim() != "q=0"
        })
    };
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if takes(encoding)
            && let Some(file) = Files::get(&format!("{name}.{ending}"))
        {
            return Some((file, Some(encoding)));
        }
    }
    Files::get(name).map(|file| (file, None))
}

fn answer(request: &HttpRequest, name: &str, file: EmbeddedFile, encoding: Option<&'static str>) -> HttpResponse {
    let hash: String = file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let etag = format!("\"{hash}\"");
    let unchanged = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|known| known.contains(&etag));
    let mut response = HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    response.insert_header((ETAG, etag)).insert_header((VARY, "accept-encoding")).insert_header((
        CACHE_CONTROL,
        if has_hash(name) { "public, max-age=31536000, immutable" } else { "no-cache" },
    ));
    if unchanged {
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, content_type(name)));
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    response.body(file.data.into_owned())
}

/// `app-0123456789abcdef_bg.wasm`: another content has another name.
fn has_hash(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or("").split('.').next().unwrap_or("");
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_kept_for_ever() {
        assert!(has_hash("app-0123456789abcdef_bg.wasm"));
        assert!(has_hash("app-0123456789abcdef.js"));
        assert!(!has_hash("index.html"));
        assert!(!has_hash("icons/apple-touch-icon.png"));
        assert!(!has_hash("sw.js"));
    }

    #[test]
    fn places_are_not_files() {
        assert!(is_place(""));
        assert!(is_place("orders/0190-77"));
        assert!(!is_place("demo/01.svg"));
    }
}
