//! Screens behind the door: nobody sees them who is not signed in, and some are only for those who may do the work.

use super::{may, sees_whole, use_desk};
use crate::{routes, t};
use engine::Session;
use kit::{EmptyState, Glyph};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use shared::base::OrderId;
use shared::people::Right;

/// Shows its children to somebody who is signed in, also offline, and sends everybody else to the door.
#[component]
pub fn SignedIn(children: ChildrenFn) -> impl IntoView {
    let session = use_desk().session();
    let signed_in = Memo::new(move |_| matches!(*session.read(), Session::SignedIn { .. }));
    let children = StoredValue::new(children);
    view! {
        <Show when=move || signed_in.get() fallback=ToTheDoor>
            {children.with_value(|children| children())}
        </Show>
    }
}

/// Shows its children to those who may do something, and says so to everybody else. The rules would refuse it anyway,
/// but nobody shall fill in a form first.
#[component]
pub fn ForThose(right: Right, children: ChildrenFn) -> impl IntoView {
    let may = may(right);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || may.get() fallback=|| view! {
            <h1 class="visually-hidden">{move || t!("not-yours-title")}</h1>
            <EmptyState title=move || t!("not-yours-title") note=move || t!("not-yours-note") icon=Glyph::Lock/>
        }>
            {children.with_value(|children| children())}
        </Show>
    }
}

/// Places that need more than devices of the floor hold.
pub const OF_THE_DESK: &[&str] = &[routes::HOME, routes::ORDERS, routes::MESSAGES];

/// Shows its children, but whoever sees only the work of the floor is led there from places of the desk.
#[component]
pub fn AtTheDesk(children: ChildrenFn) -> impl IntoView {
    let (sees_whole, path) = (sees_whole(), use_location().pathname);
    let elsewhere = Memo::new(move |_| {
        if sees_whole.get() || !is_of_the_desk(&path.read()) {
            return None;
        }
        Some(order_of(&path.read()).map_or_else(|| routes::FLOOR.to_owned(), routes::pick))
    });
    move || match elsewhere.get() {
        Some(path) => {
            view! { <Redirect path=path options=NavigateOptions { replace: true, ..Default::default() }/> }.into_any()
        }
        None => children().into_any(),
    }
}

fn is_of_the_desk(path: &str) -> bool {
    OF_THE_DESK.iter().any(|place| is_inside(path, place))
}

/// The order whose page this is: on the floor it is a job.
fn order_of(path: &str) -> Option<OrderId> {
    path.rsplit('/').next()?.parse().ok()
}

/// Whether an address is a place or below it.
pub fn is_inside(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// To the sign-in screen, which leads back to where somebody wanted to go.
#[component]
fn ToTheDoor() -> impl IntoView {
    let location = use_location();
    let wanted = format!(
        "{}{}",
        location.pathname.get_untracked(),
        match location.search.get_untracked().as_str() {
            "" => String::new(),
            search => format!("?{}", search.trim_start_matches('?')),
        }
    );
    let next = String::from(js_sys::encode_uri_component(&wanted));
    view! { <Redirect path=format!("{}?next={next}", routes::SIGN_IN)/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_current_on_its_own_pages_only() {
        assert!(is_inside("/orders", "/orders"));
        assert!(is_inside("/orders/new", "/orders"));
        assert!(!is_inside("/orders-old", "/orders"));
        assert!(!is_inside("/home", "/orders"));
    }

    #[test]
    fn the_floor_has_a_job_where_the_desk_has_an_order() {
        let id = "0190f7a2-0000-7000-8000-000000000001";
        assert_eq!(order_of(&format!("/orders/{id}")).map(|order| order.to_string()).as_deref(), Some(id));
        assert_eq!(order_of("/orders/older"), None);
        assert!(is_of_the_desk("/orders/older") && is_of_the_desk("/home"));
        assert!(!is_of_the_desk("/receiving") && !is_of_the_desk("/sync"));
    }
}
