//! What went wrong, as `application/problem+json`, in the language of the reader. The one place where errors become answers.
use super::language::language_of;
use super::routes::LARGEST_BODY;
use crate::office::{OfficeError, PushError};
use crate::store::StoreError;
use crate::sync::LARGEST_PUSH;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use serde_json::{Value, json};
use shared::base::Malformed;
use shared::engine::Refusal;
use shared::people::Language;
use shared::sync::office::BadPush;
use shared::text::{Arg, refusals, say, t};

pub const PROBLEM_JSON: &str = "application/problem+json";

/// An answer that is not what was asked for. Carries no text: words are made when the reader's language is known.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    what: Box<What>,
    fields: Vec<FieldProblem>,
    retry_after: Option<u64>,
    extra: Vec<(&'static str, Value)>,
}

#[derive(Debug, Clone)]
enum What {
    /// `problem-<code>` in the catalogue.
    Code(&'static str, Vec<(&'static str, Arg)>),
    Refused(Refusal),
    Field(Malformed),
}

/// One value of a request that is not usable.
#[derive(Debug, Clone)]
pub struct FieldProblem {
    /// Name of a form's field, or a JSON pointer (`/lines/0/sku`) into a body.
    pub field: String,
    pub why: Malformed,
}

impl Problem {
    /// `code` names the text `problem-<code>` in the catalogue, in both languages.
    pub fn new(status: StatusCode, code: &'static str) -> Problem {
        Problem {
            status,
            what: Box::new(What::Code(code, Vec::new())),
            fields: Vec::new(),
            retry_after: None,
            extra: Vec::new(),
        }
    }

    /// A variable of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Problem {
        if let What::Code(_, args) = &mut *self.what {
            args.push((name, value.into()));
        }
        self
    }

    /// The field that the whole problem is about.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Problem {
        self.extra.push(("field", json!(field)));
        self
    }

    /// A member that programs read.
    #[must_use]
    pub fn telling(mut self, name: &'static str, value: Value) -> Problem {
        self.extra.push((name, value));
        self
    }

    #[must_use]
    pub fn after(mut self, seconds: u64) -> Problem {
        self.retry_after = Some(seconds);
        self
    }

    /// Values that are not usable; the first one speaks for all. None if there are none.
    pub fn fields(fields: Vec<FieldProblem>) -> Option<Problem> {
        let first = fields.first()?;
        Some(Problem {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            what: Box::new(What::Field(first.why)),
            extra: vec![("field", json!(first.field))],
            fields,
            retry_after: None,
        })
    }

    pub fn field(field: impl Into<String>, why: Malformed) -> Problem {
        let field = field.into();
        Problem {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            what: Box::new(What::Field(why)),
            extra: vec![("field", json!(field))],
            fields: vec![FieldProblem { field, why }],
            retry_after: None,
        }
    }

    pub fn refused(refusal: Refusal) -> Problem {
        let status = match &refusal {
            Refusal::NotAllowed { .. } | Refusal::OfficeOnly => StatusCode::FORBIDDEN,
            Refusal::Invalid { .. } | Refusal::TooMany { .. } | Refusal::OtherCurrency => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Refusal::NotFound { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::CONFLICT,
        };
        Problem {
            status,
            what: Box::new(What::Refused(refusal)),
            fields: Vec::new(),
            retry_after: None,
            extra: Vec::new(),
        }
    }

    pub fn sign_in_needed() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "sign-in-needed")
    }

    pub fn key_needed() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "key-needed")
    }

    pub fn not_allowed() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "not-allowed")
    }

    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found")
    }

    pub fn not_readable() -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "not-readable")
    }

    pub fn too_large(limit: usize) -> Problem {
        let text = if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{} KiB", limit >> 10) };
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").with("limit", text)
    }

    pub fn too_slow() -> Problem {
        Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")
    }

    pub fn too_many(seconds: u64) -> Problem {
        let seconds = seconds.max(1);
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many")
            .with("seconds", i64::try_from(seconds).unwrap_or(i64::MAX))
            .after(seconds)
    }

    pub fn unavailable() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").after(2)
    }

    pub fn broken() -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "broken")
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The name that programs go by; frozen.
    pub fn code(&self) -> String {
        match &*self.what {
            What::Code(code, _) => (*code).to_owned(),
            What::Field(_) => "invalid".to_owned(),
            What::Refused(refusal) => match serde_json::to_value(refusal) {
                Ok(Value::String(name)) => name.replace('_', "-"),
                Ok(Value::Object(fields)) => {
                    fields.keys().next().map(|name| name.replace('_', "-")).unwrap_or_default()
                }
                _ => String::new(),
            },
        }
    }

    fn detail(&self, language: Language) -> String {
        match &*self.what {
            What::Code(code, args) => say(language, &format!("problem-{code}"), args),
            What::Refused(refusal) => refusals::refusal(language, refusal),
            What::Field(why) => refusals::malformed(language, *why),
        }
    }

    fn title(&self, language: Language) -> String {
        let title = match self.status.as_u16() {
            401 => "sign-in",
            403 => "not-allowed",
            404 | 405 => "not-found",
            409 => "conflict",
            408 => "too-slow",
            413 | 429 => "too-much",
            426 => "update",
            500.. => "unavailable",
            _ => "input",
        };
        t(language, &format!("problem-title-{title}"))
    }

    pub fn body(&self, language: Language) -> Value {
        let code = self.code();
        let mut body = json!({
            "type": format!("/problems/{code}"),
            "title": self.title(language),
            "status": self.status.as_u16(),
            "code": code,
            "detail": self.detail(language),
        });
        if let Some(body) = body.as_object_mut() {
            if !self.fields.is_empty() {
                let errors: Vec<Value> = self
                    .fields
                    .iter()
                    .map(|field| json!({ "pointer": field.field, "detail": refusals::malformed(language, field.why) }))
                    .collect();
                body.insert("errors".to_owned(), Value::Array(errors));
            }
            for (name, value) in &self.extra {
                body.insert((*name).to_owned(), value.clone());
            }
        }
        body
    }

    pub fn response(&self, language: Language) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response.insert_header((CONTENT_TYPE, PROBLEM_JSON)).insert_header(("content-language", language.tag()));
        response.insert_header(("cache-control", "no-store"));
        if self.status == StatusCode::REQUEST_TIMEOUT {
            // What still comes of the body is not the next request.
            response.force_close();
        }
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        response.body(self.body(language).to_string())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        self.response(Language::English)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem::refused(refusal)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        if error.is_about_the_data() {
            tracing::error!(%error, "the books refused a statement");
            return Problem::broken();
        }
        tracing::warn!(%error, "the books cannot be reached");
        Problem::unavailable()
    }
}

impl From<OfficeError> for Problem {
    fn from(error: OfficeError) -> Problem {
        match error {
            OfficeError::Store(error) if error.is_about_the_data() => Problem::broken(),
            OfficeError::Store(_) | OfficeError::Closing => Problem::unavailable(),
            OfficeError::Broken => Problem::broken(),
        }
    }
}

impl From<PushError> for Problem {
    fn from(error: PushError) -> Problem {
        match error {
            PushError::Gap(gap) => Problem::new(StatusCode::CONFLICT, "push-gap")
                .with("expected", i64::try_from(gap.expected).unwrap_or(i64::MAX))
                .telling("expected", json!(gap.expected)),
            PushError::Bad(bad) => bad.into(),
            PushError::Office(error) => error.into(),
        }
    }
}

impl From<BadPush> for Problem {
    fn from(bad: BadPush) -> Problem {
        match bad {
            BadPush::TooOld => Problem::app_too_old(),
            BadPush::NotAPush => Problem::not_readable(),
        }
    }
}

impl Problem {
    pub fn app_too_old() -> Problem {
        Problem::new(StatusCode::UPGRADE_REQUIRED, "app-too-old")
    }
}

/// Errors leave in the reader's language, and those that the web framework made itself leave in the same form.
pub async fn speak(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let language = language_of(request.headers());
    let for_programs = request.path().starts_with("/api/");
    let limit = if request.path() == "/api/sync/push" { LARGEST_PUSH } else { LARGEST_BODY };
    let response = next.call(request).await?;
    let told = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let status = response.status();
    let problem = match told {
        Some(problem) => problem,
        None if for_programs && is_unexplained(&response) => of_status(status, limit),
        None => return Ok(response.map_into_boxed_body()),
    };
    let allow = response.headers().get(ALLOW).cloned();
    let (request, _) = response.into_parts();
    let mut answer = problem.response(language);
    if let Some(allow) = allow {
        answer.headers_mut().insert(ALLOW, allow);
    }
    Ok(ServiceResponse::new(request, answer))
}

fn is_unexplained<B>(response: &ServiceResponse<B>) -> bool {
    let status = response.status();
    let explained =
        response.headers().get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(PROBLEM_JSON.as_bytes()));
    (status.is_client_error() || status.is_server_error()) && !explained
}

fn of_status(status: StatusCode, limit: usize) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(limit),
        StatusCode::NOT_FOUND => Problem::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(status, "wrong-method"),
        status if status.is_server_error() => Problem::broken(),
        status => Problem::new(status, "not-readable"),
    }
}
