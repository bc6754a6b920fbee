//! How the rows become orders.

use super::source::Source;
use crate::entry::Entry;
use crate::t;
use kit::{Card, Checkbox, Field};
use leptos::prelude::*;
use shared::base::TextLine;
use shared::orders::intake::Options;

type Sourced = RwSignal<Option<Source>, LocalStorage>;

#[component]
pub fn ImportOptions(source: Sourced) -> impl IntoView {
    let channel =
        Entry::new(source.with_untracked(|source| {
            source.as_ref().map(|source| source.options.channel.to_string()).unwrap_or_default()
        }));
    let currency = move || {
        source
            .with(|source| source.as_ref().map(|source| source.options.currency.code().to_owned()).unwrap_or_default())
    };
    let named = move |text: String| {
        channel.set(text);
        let read = channel.take(|text| match TextLine::parse(text) {
            Ok(line) if line.is_empty() => Err(shared::base::Malformed::Empty),
            read => read,
        });
        if let Some(name) = read {
            change(source, move |options| options.channel = name);
        }
    };
    view! {
        <Card title=move || t!("import-options")>
            <div class="stack">
                <Field label=move || t!("word-channel") hint=move || t!("import-channel-hint") value=channel.text() on_input=named error=channel.error()
                    max_length=60/>
                <Tick source label="import-create-products" hint="import-create-products-hint" read=|options| options.create_products
                    write=|options, on| options.create_products = on/>
                <Tick source label="import-paid" hint="import-paid-hint" read=|options| options.paid write=|options, on| options.paid = on/>
                <Tick source label="import-skip-bad" hint="import-skip-bad-hint" read=|options| options.skip_bad_rows
                    write=|options, on| options.skip_bad_rows = on/>
                <p class="field-hint">{move || t!("import-currency", currency = currency())}</p>
            </div>
        </Card>
    }
}

fn change(source: Sourced, change: impl FnOnce(&mut Options)) {
    source.update(|source| {
        if let Some(source) = source {
            change(&mut source.options);
        }
    });
}

/// One thing to tick.
#[component]
fn Tick(
    source: Sourced,
    label: &'static str,
    hint: &'static str,
    read: fn(&Options) -> bool,
    write: fn(&mut Options, bool),
) -> impl IntoView {
    let checked =
        Signal::derive(move || source.with(|source| source.as_ref().is_some_and(|source| read(&source.options))));
    view! {
        <Checkbox label=move || t!(label) hint=move || t!(hint) checked on_change=move |on: bool| change(source, |options| write(options, on))/>
    }
}
