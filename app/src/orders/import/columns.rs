//! What kind of file it is, and what its columns mean: guessed, shown beside sample rows, changeable.

use super::source::Source;
use crate::t;
use crate::words::language;
use kit::{Card, Choice, Select, Table};
use leptos::prelude::*;
use shared::orders::intake::{Column, Delimiter, Encoding};
use shared::text::intake as words;

type Sourced = RwSignal<Option<Source>, LocalStorage>;

/// Sample values of a column.
const SAMPLES: usize = 3;

#[component]
pub fn Columns(source: Sourced) -> impl IntoView {
    // The table is drawn again only when the file is read another way, not at every choice in it.
    let shape = Memo::new(move |_| {
        source.with(|source| source.as_ref().map(|source| (source.look.header.clone(), samples(source))))
    });
    let title = move || source.with(|source| source.as_ref().map(|source| source.name.to_string()).unwrap_or_default());
    view! {
        <Card title>
            <div class="stack">
                <Kind source/>
                <Table label=move || t!("import-columns")>
                    <thead>
                        <tr>
                            <th scope="col">{move || t!("import-column")}</th>
                            <th scope="col">{move || t!("import-samples")}</th>
                            <th scope="col">{move || t!("import-meaning")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || shape.get().map(|(header, samples)| {
                            header.into_iter().zip(samples).enumerate()
                                .map(|(at, (name, values))| view! { <ColumnRow source at name values/> }).collect_view()
                        })}
                    </tbody>
                </Table>
            </div>
        </Card>
    }
}

/// A few values of each column.
fn samples(source: &Source) -> Vec<String> {
    let column = |at: usize| {
        let values = source.look.rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_empty());
        values.take(SAMPLES).cloned().collect::<Vec<_>>().join(" · ")
    };
    (0..source.look.header.len()).map(column).collect()
}

#[component]
fn ColumnRow(source: Sourced, at: usize, name: String, values: String) -> impl IntoView {
    let meaning = move || {
        source
            .with(|source| source.as_ref().and_then(|source| source.look.mapping.meaning_of(at)))
            .map_or("", Column::name)
            .to_owned()
    };
    let choices = Signal::derive(|| {
        let ignored = Choice::new("", t!("intake-field-ignored"));
        let columns = Column::ALL.iter().map(|column| Choice::new(column.name(), words::column(language(), *column)));
        std::iter::once(ignored).chain(columns).collect::<Vec<_>>()
    });
    let choose = move |chosen: String| {
        source.update(|source| {
            if let Some(source) = source {
                source.look.mapping.set(at, Column::from_name(&chosen));
            }
        });
    };
    let label_name = name.clone();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="t2"><span class="import-samples">{values}</span></td>
            <td><Select label=move || t!("import-meaning-of", name = label_name.as_str()) label_hidden=true choices value=Signal::derive(meaning) on_change=choose/></td>
        </tr>
    }
}

/// Encoding, delimiter, header.
#[component]
fn Kind(source: Sourced) -> impl IntoView {
    let look = move |read: fn(&Source) -> String| {
        Signal::derive(move || source.with(|source| source.as_ref().map(read).unwrap_or_default()))
    };
    let change = move |change: &dyn Fn(&mut shared::orders::intake::Choice)| {
        source.update(|source| {
            if let Some(source) = source {
                let mut choice = source.choice;
                change(&mut choice);
                source.choose(choice);
            }
        });
    };
    let encodings = Signal::derive(|| {
        Encoding::ALL
            .iter()
            .map(|each| Choice::new(each.name(), words::encoding(language(), *each)))
            .collect::<Vec<_>>()
    });
    let delimiters = Signal::derive(|| {
        [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab]
            .iter()
            .map(|each| Choice::new(each.name(), words::delimiter(language(), *each)))
            .collect::<Vec<_>>()
    });
    let headers =
        Signal::derive(|| vec![Choice::new("yes", t!("import-header-yes")), Choice::new("no", t!("import-header-no"))]);
    view! {
        <div class="form-row">
            <Select label=move || t!("import-encoding") choices=encodings value=look(|source| source.look.encoding.name().to_owned())
                on_change=move |name: String| change(&|choice| choice.encoding = Encoding::from_name(&name))/>
            <Select label=move || t!("import-delimiter") choices=delimiters value=look(|source| source.look.delimiter.name().to_owned())
                on_change=move |name: String| change(&|choice| choice.delimiter = Delimiter::from_name(&name))/>
            <Select label=move || t!("import-header") choices=headers
                value=look(|source| if source.look.has_header { "yes" } else { "no" }.to_owned())
                on_change=move |name: String| change(&|choice| choice.header = Some(name == "yes"))/>
        </div>
    }
}
