//! Things that only the server knows: asked for when a screen opens, with words for waiting and for no connection.

use crate::gate;
use crate::t;
use kit::{Button, EmptyState, Glyph, Skeleton};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

/// An answer on its way.
#[derive(Clone, Debug)]
enum Answer<T> {
    Waiting,
    Here(T),
    /// What went wrong, in words.
    Failed(String),
}

/// One question to the server. Copies are the same question.
pub struct Online<T: 'static> {
    desk: engine::Desk,
    path: StoredValue<String>,
    answer: RwSignal<Answer<T>>,
}

impl<T> Clone for Online<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Online<T> {}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Online<T> {
    /// Asks at once. To be called while a component is made.
    pub fn ask(path: impl Into<String>) -> Online<T> {
        let online = Online {
            desk: expect_context::<engine::Desk>(),
            path: StoredValue::new(path.into()),
            answer: RwSignal::new(Answer::Waiting),
        };
        online.again();
        online
    }

    /// Asks again; what was answered before stays until then.
    pub fn again(self) {
        let path = self.path.get_value();
        leptos::task::spawn_local(async move {
            let answer = match self.desk.ask::<T>(&path).await {
                Ok(value) => Answer::Here(value),
                Err(problem) => Answer::Failed(gate::net(&problem)),
            };
            // The screen may be gone by now.
            self.answer.try_set(answer);
        });
    }

    /// The answer as `show` draws it, or what stands in its place.
    pub fn view<V: IntoView + 'static>(
        self,
        lines: usize,
        show: impl Fn(T) -> V + Send + Sync + 'static,
    ) -> impl IntoView {
        move || match self.answer.get() {
            Answer::Waiting => view! { <Skeleton lines=lines label=move || t!("loading")/> }.into_any(),
            Answer::Here(value) => show(value).into_any(),
            Answer::Failed(why) => view! {
                <EmptyState title=t!("settings-needs-server") note=why icon=Glyph::CloudOff>
                    <Button label=move || t!("retry") icon=Glyph::Retry on_press=move || self.again()/>
                </EmptyState>
            }
            .into_any(),
        }
    }
}
