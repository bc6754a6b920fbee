//! How slowly the body of a request may come. Somebody who sends a byte now and then would otherwise keep a connection, and
//! the memory of what has come so far, for as long as they like; a thousand of them are a server that answers nobody.
use super::Problem;
use super::limits::Limits;
use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use futures::Stream;
use std::cell::Cell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// The slowest that is still waited for.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Every body has so much time, also an empty one that never ends.
    pub at_least: Duration,
    /// What has come buys more time: so many bytes a second of it.
    pub bytes_a_second: u32,
}

impl Pace {
    fn time_for(self, received: u64) -> Duration {
        // A body is bounded long before this wraps or a day is over.
        self.at_least + Duration::from_millis(received.saturating_mul(1_000) / u64::from(self.bytes_a_second.max(1)))
    }
}

/// A body that ends with an error when it comes too slowly.
struct Paced {
    body: Payload,
    pace: Pace,
    begun: Instant,
    received: u64,
    /// Made when somebody has to wait: most bodies are there with their head.
    alarm: Option<Pin<Box<Sleep>>>,
    /// Heard by whoever answers: what reads a body calls every error of it unreadable.
    was_too_slow: Rc<Cell<bool>>,
}

impl Stream for Paced {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let paced = self.get_mut();
        if let Poll::Ready(part) = Pin::new(&mut paced.body).poll_next(context) {
            if let Some(Ok(bytes)) = &part {
                paced.received = paced.received.saturating_add(bytes.len() as u64);
            }
            return Poll::Ready(part);
        }
        let until = paced.begun + paced.pace.time_for(paced.received);
        let alarm = paced.alarm.get_or_insert_with(|| Box::pin(sleep_until(until)));
        if alarm.deadline() != until {
            alarm.as_mut().reset(until);
        }
        match alarm.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                paced.was_too_slow.set(true);
                Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
        }
    }
}

/// Bodies keep the pace, or are answered with why not.
pub async fn keep_pace(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let body = request.take_payload();
    let Some(pace) = request.app_data::<Data<Limits>>().map(|limits| limits.pace) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    if matches!(body, Payload::None) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let was_too_slow = Rc::new(Cell::new(false));
    let begun = Instant::now();
    let paced = Paced { body, pace, begun, received: 0, alarm: None, was_too_slow: was_too_slow.clone() };
    request.set_payload(Payload::Stream { payload: Box::pin(paced) });
    let response = next.call(request).await?;
    if !was_too_slow.get() {
        return Ok(response.map_into_left_body());
    }
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::from_err(Problem::too_slow(), request).map_into_right_body())
}
