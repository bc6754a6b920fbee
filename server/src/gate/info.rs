//! What the server tells everybody who asks: its version, and how to try the demo where there is one.
use crate::office::Office;
use serde::Serialize;
use shared::base::TenantId;
use shared::people::{Merchant, Role};
use std::sync::{Arc, PoisonError, RwLock};

/// How to sign in to the demo shop.
#[derive(Debug, Clone, Serialize)]
pub struct DemoHint {
    /// Whose books they are in: another server may remove the demo.
    #[serde(skip)]
    pub tenant: TenantId,
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

    /// The demo, if the books still say that there is one. Books that do not answer are no reason to hide it.
    pub async fn demo(&self, office: &Office) -> Option<DemoHint> {
        let hint = self.0.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        match office.find::<Merchant>(hint.tenant, Merchant::ID).await {
            Ok(merchant) if !merchant.as_ref().is_some_and(|merchant| merchant.demo) => {
                self.set(None);
                None
            }
            _ => Some(hint),
        }
    }
}
