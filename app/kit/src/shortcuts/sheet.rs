//! The `?` sheet: every shortcut that works on this screen, by group.

use super::use_shortcuts;
use crate::kbd::readable;
use crate::{Dialog, Kbd, Text};
use leptos::prelude::*;

/// Shows all shortcuts. The caller binds `?` to `open`.
#[component]
pub fn ShortcutSheet(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Text,
    /// Name of the cross.
    #[prop(into)]
    close_label: Text,
    /// Shortcuts that parts listen to by themselves, for example the keys of tables: group, keys, meaning.
    #[prop(into, optional)]
    also: Signal<Vec<(String, String, String)>>,
) -> impl IntoView {
    let shortcuts = use_shortcuts();
    let groups = Memo::new(move |_| {
        let listed = shortcuts.map(|all| {
            all.entries.with(|entries| {
                entries
                    .iter()
                    .filter_map(|entry| {
                        let (group, label) = entry.shortcut.label?;
                        Some((group.get(), entry.shortcut.keys.clone(), label.get()))
                    })
                    .collect::<Vec<_>>()
            })
        });
        by_group(listed.unwrap_or_default().into_iter().chain(also.get()))
    });
    view! {
        <Dialog open title close_label wide=true>
            <div class="shortcut-groups">
                {move || groups.get().into_iter().map(|(group, lines)| view! {
                    <section>
                        <h3>{group}</h3>
                        <dl>
                            {lines.into_iter().map(|(keys, label)| view! {
                                <div><dt>{label}</dt><dd><Kbd keys=keys.clone()/><span class="visually-hidden">{readable(&keys)}</span></dd></div>
                            }).collect_view()}
                        </dl>
                    </section>
                }).collect_view()}
            </div>
        </Dialog>
    }
}

type Group = (String, Vec<(String, String)>);

/// Groups in the order in which they first appear.
fn by_group(lines: impl Iterator<Item = (String, String, String)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (group, keys, label) in lines {
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, members)) => members.push((keys, label)),
            None => groups.push((group, vec![(keys, label)])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::by_group;

    #[test]
    fn groups_keep_their_first_order() {
        let line = |group: &str, keys: &str| (group.to_owned(), keys.to_owned(), String::new());
        let groups = by_group([line("Go", "g h"), line("Do", "n"), line("Go", "g o")].into_iter());
        assert_eq!(
            groups.iter().map(|(name, lines)| (name.as_str(), lines.len())).collect::<Vec<_>>(),
            [("Go", 2), ("Do", 1)]
        );
    }
}
