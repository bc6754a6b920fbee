//! The hint that there is a demo shop to try, when the server says so.

use crate::t;
use kit::Button;
use leptos::prelude::*;
use serde::Deserialize;
use shared::people::Role;

/// What the server tells everybody about itself.
#[derive(Clone, Debug, Default, Deserialize)]
struct Info {
    #[serde(default)]
    demo: Option<Demo>,
}

#[derive(Clone, Debug, Deserialize)]
struct Demo {
    password: String,
    people: Vec<Person>,
}

#[derive(Clone, Debug, Deserialize)]
struct Person {
    role: Role,
    email: String,
}

/// Offers to fill in the sign-in of the demo. Says nothing when there is none, or the server cannot be reached.
#[component]
pub fn DemoHint(
    /// Told e-mail and password.
    #[prop(into)]
    choose: Callback<(String, String)>,
) -> impl IntoView {
    let desk = expect_context::<engine::Desk>();
    let demo = RwSignal::new(None::<Demo>);
    leptos::task::spawn_local(async move {
        if let Ok(Info { demo: Some(found) }) = desk.ask::<Info>("/api/gate/info").await {
            demo.try_set(Some(found));
        }
    });
    let buttons = move |demo: Demo| {
        let password = demo.password;
        demo.people
            .into_iter()
            .map(|person| {
                let filled = (person.email, password.clone());
                let role = person.role.name();
                let label = move || t!(&format!("role-{role}"));
                view! { <Button label on_press=move || choose.run(filled.clone())/> }
            })
            .collect_view()
    };
    move || {
        demo.get().map(|demo| {
            view! {
                <section class="auth-demo">
                    <h2>{move || t!("gate-demo-title")}</h2>
                    <p class="t2">{move || t!("gate-demo-note")}</p>
                    <p>{move || t!("gate-demo-as")}</p>
                    <div class="line">{buttons(demo)}</div>
                </section>
            }
        })
    }
}
