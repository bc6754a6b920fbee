//! Decision cards: something that only a person can settle. What happened, what we did meanwhile, at most two ways on.

use crate::{Glyph, Icon, Text};
use leptos::prelude::*;

/// One thing to decide. It never blocks other work.
#[component]
pub fn DecisionCard(
    /// The question.
    #[prop(into)]
    title: Text,
    /// What happened.
    #[prop(into)]
    what: Text,
    /// What was done meanwhile.
    #[prop(into, optional)]
    meanwhile: Text,
    /// Who, when, on which device.
    #[prop(into, optional)]
    who: Text,
    /// It is settled already; the card only tells and offers Undo.
    #[prop(optional)]
    settled: bool,
    /// The ways on, at most two, the recommended one primary.
    children: Children,
) -> impl IntoView {
    let id = crate::fresh_id("decision");
    let heading = id.clone();
    let glyph = if settled { Glyph::Info } else { Glyph::Attention };
    view! {
        <article class="decision" class:settled=settled aria-labelledby=heading>
            <Icon glyph=glyph/>
            <div class="decision-body">
                <h2 id=id>{move || title.get()}</h2>
                <p>{move || what.get()}</p>
                {move || (!meanwhile.read().is_empty()).then(|| view! { <p class="t2">{move || meanwhile.get()}</p> })}
                {move || (!who.read().is_empty()).then(|| view! { <p class="decision-who">{move || who.get()}</p> })}
                <div class="decision-ways">{children()}</div>
            </div>
        </article>
    }
}
