//! The API for readers: the OpenAPI document, and a page made from it that needs no script and nothing from elsewhere.

use super::openapi;
use crate::tracking::serve::PAGE_CSP;
use crate::web::Problem;
use crate::web::language::language_of;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use minijinja::{Environment, Value, context};
use serde::Deserialize;
use serde_json::Value as Json;
use shared::people::Language;
use shared::text::t;
use std::sync::OnceLock;

/// The OpenAPI document.
pub async fn document() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        // Tools on other sites may read what the API looks like; there is nothing secret in it.
        .insert_header(("access-control-allow-origin", "*"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .json(openapi::document())
}

#[derive(Deserialize)]
pub struct Chosen {
    lang: Option<String>,
}

/// The same for people.
pub async fn page(request: HttpRequest, chosen: web::Query<Chosen>) -> Result<HttpResponse, Problem> {
    let language =
        chosen.lang.as_deref().and_then(Language::from_tag).unwrap_or_else(|| language_of(request.headers()));
    let document = serde_json::to_value(openapi::document()).map_err(|_| Problem::broken())?;
    let page = render(&document, language).map_err(|error| {
        tracing::error!(%error, "the API page could not be made");
        Problem::broken()
    })?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("content-security-policy", PAGE_CSP))
        .body(page))
}

pub async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(include_str!("docs.css"))
}

/// The page from the document.
pub fn render(document: &Json, language: Language) -> Result<String, minijinja::Error> {
    let words = |keys: &[(&str, &str)]| -> Value {
        keys.iter()
            .map(|(name, key)| ((*name).to_owned(), Value::from(t(language, key))))
            .collect::<std::collections::BTreeMap<_, _>>()
            .into()
    };
    let words = words(&[
        ("title", "office-api-docs-title"),
        ("intro", "office-api-docs-intro"),
        ("machine", "office-api-docs-machine"),
        ("parameters", "office-api-docs-parameters"),
        ("body", "office-api-docs-body"),
        ("answers", "office-api-docs-answers"),
        ("required", "office-api-docs-required"),
        ("shapes", "office-api-docs-schemas"),
    ]);
    templates().get_template("docs.html")?.render(context! {
        lang => language.tag(),
        w => words,
        operations => operations(document),
        shapes => shapes(document),
    })
}

fn templates() -> &'static Environment<'static> {
    static TEMPLATES: OnceLock<Environment<'static>> = OnceLock::new();
    TEMPLATES.get_or_init(|| {
        let mut templates = Environment::new();
        templates.add_filter("ticks", ticks);
        if let Err(error) = templates.add_template("docs.html", include_str!("docs.html")) {
            tracing::error!(%error, "template is broken");
        }
        templates
    })
}

/// Words between backticks are code, as in the source that the document is made from. Everything else stays text.
fn ticks(text: &str) -> Value {
    let parts = text.split('`').enumerate().map(|(at, part)| {
        let escaped = minijinja::HtmlEscape(part);
        if at % 2 == 1 { format!("<code>{escaped}</code>") } else { escaped.to_string() }
    });
    Value::from_safe_string(parts.collect())
}

/// Text behind a JSON pointer.
fn text<'a>(value: &'a Json, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Json::as_str).unwrap_or_default()
}

fn operations(document: &Json) -> Vec<Value> {
    let paths = document.get("paths").and_then(Json::as_object).into_iter().flatten();
    let all = paths.flat_map(|(path, methods)| {
        methods.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    all.map(|(path, method, operation)| {
        let list = |pointer: &str| operation.pointer(pointer).and_then(Json::as_array).into_iter().flatten();
        let parameters: Vec<Value> = list("/parameters")
            .map(|parameter| {
                context! {
                    name => text(parameter, "/name"),
                    place => text(parameter, "/in"),
                    about => text(parameter, "/description"),
                    required => parameter.get("required").and_then(Json::as_bool).unwrap_or(false),
                }
            })
            .collect();
        let answers: Vec<Value> = operation
            .get("responses")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
            .map(|(status, answer)| context! { status, about => text(answer, "/description"), shape => shape_name(answer) })
            .collect();
        context! {
            method => method.to_uppercase(),
            path,
            id => text(operation, "/operationId"),
            summary => text(operation, "/summary"),
            about => text(operation, "/description"),
            parameters,
            body => operation.get("requestBody").map(shape_name),
            answers,
        }
    })
    .collect()
}

/// The shape that a body has.
fn shape_name(of: &Json) -> String {
    let content = of.get("content").and_then(Json::as_object).and_then(|content| content.values().next());
    content.map(|content| kind(content.get("schema").unwrap_or(&Json::Null))).unwrap_or_default()
}

fn shapes(document: &Json) -> Vec<Value> {
    let schemas = document.pointer("/components/schemas").and_then(Json::as_object).into_iter().flatten();
    schemas
        .map(|(name, schema)| {
            let required: Vec<&str> = schema
                .get("required")
                .and_then(Json::as_array)
                .into_iter()
                .flatten()
                .filter_map(Json::as_str)
                .collect();
            let fields: Vec<Value> = schema
                .get("properties")
                .and_then(Json::as_object)
                .into_iter()
                .flatten()
                .map(|(field, of)| {
                    context! {
                        name => field,
                        kind => kind(of),
                        about => text(of, "/description"),
                        example => of.get("example").map(ToString::to_string),
                        required => required.contains(&field.as_str()),
                    }
                })
                .collect();
            let values: Vec<&str> =
                schema.get("enum").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect();
            context! { name, about => text(schema, "/description"), fields, values }
        })
        .collect()
}

/// `text`, `NewLine[]`, `integer`…: what a value is, in a word.
fn kind(schema: &Json) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema.get("oneOf").or_else(|| schema.get("allOf")).and_then(Json::as_array) {
        let kinds: Vec<String> = choices.iter().map(kind).filter(|kind| kind != "null").collect();
        return kinds.join(" | ");
    }
    let name = match schema.get("type") {
        Some(Json::String(name)) => name.clone(),
        Some(Json::Array(names)) => {
            names.iter().filter_map(Json::as_str).filter(|name| *name != "null").collect::<Vec<_>>().join(" | ")
        }
        _ => String::new(),
    };
    match schema.get("items") {
        Some(items) => format!("{}[]", kind(items)),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_become_code_and_nothing_becomes_markup() {
        assert_eq!(ticks("`a` or <b>").to_string(), "<code>a</code> or &lt;b&gt;");
    }

    #[test]
    fn every_shape_is_shown_with_its_fields() {
        let document = serde_json::to_value(openapi::document()).unwrap();
        let page = render(&document, Language::English).unwrap();
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
        }
        assert!(
            page.contains("NewLine[]") && page.contains("<code>next_cursor</code>"),
            "kinds and descriptions are readable"
        );
    }
}
