//! Watching the size of an element.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// What has to live as long as the watching.
type Watching = Option<(ResizeObserver, Closure<dyn Fn()>)>;

/// Runs `changed` when the element has got its size and whenever that changes, until the part is gone. Never before the
/// browser has laid the page out by itself: whoever asks for a size earlier makes it do so, once more.
pub(crate) fn on_resize<E>(node: NodeRef<E>, changed: impl Fn() + Copy + 'static)
where
    E: leptos::html::ElementType,
    E::Output: JsCast + AsRef<web_sys::Element> + Clone + 'static,
{
    let watching: StoredValue<Watching, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let closure = Closure::<dyn Fn()>::new(changed);
        let Ok(observer) = ResizeObserver::new(closure.as_ref().unchecked_ref()) else { return };
        observer.observe(element.as_ref());
        watching.update_value(|old| {
            if let Some((old, _)) = old.replace((observer, closure)) {
                old.disconnect();
            }
        });
    });
    on_cleanup(move || {
        watching.try_update_value(|watching| {
            if let Some((observer, _)) = watching.take() {
                observer.disconnect();
            }
        });
    });
}
