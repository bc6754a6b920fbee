//! The live channel: the office says that there is something new, nothing else. When it breaks, the courier asks from
//! time to time and opens it again.

use wasm_bindgen::prelude::*;

/// An open channel; closed when dropped.
pub(crate) struct Live {
    source: web_sys::EventSource,
    _news: Closure<dyn Fn()>,
}

impl Live {
    pub fn open(news: impl Fn() + Clone + 'static) -> Option<Live> {
        let source = web_sys::EventSource::new("/api/sync/live").ok()?;
        let news = Closure::<dyn Fn()>::new(news);
        let callback = news.as_ref().unchecked_ref();
        source.set_onmessage(Some(callback));
        // Opened, again too: something may have been missed in between.
        source.set_onopen(Some(callback));
        Some(Live { source, _news: news })
    }

    /// Whether the browser has given up on it.
    pub fn is_closed(&self) -> bool {
        self.source.ready_state() == web_sys::EventSource::CLOSED
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onopen(None);
        self.source.close();
    }
}
