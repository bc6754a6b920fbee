//! What the server tells everybody who asks: its version, and how to try the demo where there is one.
use serde::Serialize;
use shared::people::Role;
use std::sync::{Arc, PoisonError, RwLock};

/// How to sign in to the demo shop.
#[derive(Debug, Clone, Serialize)]
pub struct DemoHint {
    pub password: String,
    pub people: Vec<DemoPerson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DemoPerson {
    pub role: Role,
    pub email: String,
}

/// Shared by all workers; the demo can be removed while the server runs.
#[derive(Debug, Clone, Default)]
pub struct Announced(Arc<RwLock<Option<DemoHint>>>);

impl Announced {
    pub fn set(&self, demo: Option<DemoHint>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = demo;
    }

    pub fn demo(&self) -> Option<DemoHint> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
