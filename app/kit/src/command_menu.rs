//! The command menu (Ctrl K or Cmd K): everything that can be done and every place, by typing a few letters.

use crate::dialog::show_while;
use crate::focus::{Step, bring_into_view};
use crate::menu::Act;
use crate::search::{best_first, rank};
use crate::shortcuts::{Shortcut, use_shortcuts};
use crate::{Glyph, Icon, Kbd, Text};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

const SHOWN: usize = 40;
const RECENT: usize = 6;

/// One line of the command menu.
#[derive(Clone)]
pub struct Command {
    id: String,
    label: String,
    group: String,
    glyph: Glyph,
    keys: String,
    keywords: String,
    act: Act,
}

impl Command {
    /// A lasting name, a verb phrase, its group, and what it does.
    pub fn new(
        id: impl Into<String>,
        group: impl Into<String>,
        label: impl Into<String>,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Command {
            id: id.into(),
            label: label.into(),
            group: group.into(),
            glyph: Glyph::Forward,
            keys: String::new(),
            keywords: String::new(),
            act: Arc::new(act),
        }
    }

    /// With a drawing.
    pub fn glyph(mut self, glyph: Glyph) -> Self {
        self.glyph = glyph;
        self
    }

    /// With its shortcut.
    pub fn keys(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// Other words that people may type.
    pub fn keywords(mut self, keywords: impl Into<String>) -> Self {
        self.keywords = keywords.into();
        self
    }
}

/// The command menu. It listens to Ctrl K and Cmd K by itself.
#[component]
pub fn CommandMenu(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it is, and what to type.
    #[prop(into)]
    label: Text,
    /// Said when nothing fits.
    #[prop(into)]
    none_label: Text,
    /// Head of what was used lately.
    #[prop(into)]
    recent_label: Text,
    /// Everything that can be done here.
    #[prop(into)]
    commands: Signal<Vec<Command>>,
    /// Finds things by what is typed: orders, customers, SKUs.
    #[prop(into, optional)]
    find: Option<Callback<String, Vec<Command>>>,
) -> impl IntoView {
    // What was used lately, newest first; things that were found are kept whole, since they are in no list.
    let recent = RwSignal::new(Vec::<Command>::new());
    let node = NodeRef::<html::Dialog>::new();
    let (query, active) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    if let Some(shortcuts) = use_shortcuts() {
        shortcuts.add(Shortcut::silent("mod+k", move || open.update(|open| *open = !*open)));
    }
    show_while(open, node);
    let lines = Memo::new_with_compare(
        move |_| {
            if !open.get() {
                return Vec::new();
            }
            let typed = query.get();
            let all = commands.get();
            if typed.trim().is_empty() {
                return recent_first(all, &recent.get(), &recent_label.get());
            }
            let mut found = fitting(all, &typed);
            found.extend(find.map(|find| find.run(typed)).unwrap_or_default());
            found.truncate(SHOWN);
            found
        },
        |_, _| true,
    );
    let run = move |command: Command| {
        open.set(false);
        query.set(String::new());
        recent.update(|recent| {
            recent.retain(|other| other.id != command.id);
            recent.insert(0, command.clone());
            recent.truncate(RECENT);
        });
        (command.act)();
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        if event.key() == "Enter" {
            event.prevent_default();
            if let Some(command) = lines.with_untracked(|lines| lines.get(active.get_untracked()).cloned()) {
                run(command);
            }
        } else if let ("ArrowDown" | "ArrowUp", Some(step)) = (event.key().as_str(), Step::of_key(&event.key())) {
            event.prevent_default();
            if let Some(next) = step.target(Some(active.get_untracked()), lines.with_untracked(Vec::len)) {
                active.set(next);
                bring_into_view(&line_id(next));
            }
        }
    };
    let listed = move || {
        grouped(lines.get()).into_iter().map(|(group, members)| view! {
        <li role="presentation">
            <p class="command-group" aria-hidden="true">{group}</p>
            <ul role="presentation">
                {members.into_iter().map(|(at, command)| view! { <Line at command active run=Callback::new(run)/> }).collect_view()}
            </ul>
        </li>
    }).collect_view()
    };
    let pressed = move |event: leptos::ev::MouseEvent| {
        if node.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            open.set(false);
        }
    };
    view! {
        <dialog node_ref=node class="command-menu" aria-label=move || label.get()
            on:close=move |_| open.set(false) on:mousedown=pressed>
            <Show when=move || open.get()>
                <div class="command-box">
                    <div class="command-line">
                        <Icon glyph=Glyph::Search/>
                        <input type="text" role="combobox" maxlength="200" autocomplete="off" spellcheck="false" autofocus
                            aria-expanded="true" aria-controls=LIST aria-autocomplete="list"
                            aria-activedescendant=move || (!lines.read().is_empty()).then(|| line_id(active.get()))
                            aria-label=move || label.get() placeholder=move || label.get() prop:value=move || query.get()
                            on:input:target=move |event| { active.set(0); query.set(event.target().value()) } on:keydown=key/>
                        <Kbd keys="Esc"/>
                    </div>
                    <ul id=LIST class="command-list" role="listbox" aria-label=move || label.get() tabindex="-1">{listed}</ul>
                    <p class="command-none" role="status" hidden=move || !lines.read().is_empty()>{move || none_label.get()}</p>
                </div>
            </Show>
        </dialog>
    }
}

const LIST: &str = "command-list";

fn line_id(at: usize) -> String {
    format!("{LIST}-{at}")
}

#[component]
fn Line(at: usize, command: Command, active: RwSignal<usize>, run: Callback<Command>) -> impl IntoView {
    let Command { label, glyph, keys, .. } = command.clone();
    view! {
        <li id=line_id(at) role="option" class="option" aria-selected=move || if active.get() == at { "true" } else { "false" }
            on:mousemove=move |_| if active.get_untracked() != at { active.set(at) }
            on:click=move |_| run.run(command.clone())>
            <Icon glyph=glyph/>
            <span>{label}</span>
            {(!keys.is_empty()).then(|| view! { <Kbd keys=keys/> })}
        </li>
    }
}

/// What was used lately under its own head, then everything else.
fn recent_first(all: Vec<Command>, recent: &[Command], head: &str) -> Vec<Command> {
    let lately = recent.iter().map(|used| {
        // Its words may have changed with the language since.
        let mut command = all.iter().find(|command| command.id == used.id).unwrap_or(used).clone();
        head.clone_into(&mut command.group);
        command
    });
    let lately: Vec<Command> = lately.collect();
    let rest = all.into_iter().filter(|command| recent.iter().all(|used| used.id != command.id));
    lately.into_iter().chain(rest).take(SHOWN).collect()
}

fn fitting(all: Vec<Command>, typed: &str) -> Vec<Command> {
    let ranked: Vec<(u32, Command)> = all
        .into_iter()
        .filter_map(|command| Some((rank(typed, &[&command.label, &command.keywords, &command.group])?, command)))
        .collect();
    best_first(ranked).collect()
}

/// Lines by group, each with its place among all lines.
fn grouped(lines: Vec<Command>) -> Vec<(String, Vec<(usize, Command)>)> {
    let mut groups: Vec<(String, Vec<(usize, Command)>)> = Vec::new();
    for (at, command) in lines.into_iter().enumerate() {
        match groups.last_mut() {
            Some((group, members)) if *group == command.group => members.push((at, command)),
            _ => groups.push((command.group.clone(), vec![(at, command)])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(id: &str, group: &str, label: &str) -> Command {
        Command::new(id, group, label, || {})
    }

    #[test]
    fn recents_come_first_and_only_once() {
        let all = vec![command("home", "Go", "Home"), command("new", "Do", "New order")];
        let used = [command("new", "Do", "新建订单"), command("order 1", "Orders", "#10001")];
        let lines = recent_first(all, &used, "Recent");
        let shown: Vec<(&str, &str)> = lines.iter().map(|line| (line.group.as_str(), line.label.as_str())).collect();
        assert_eq!(shown, [("Recent", "New order"), ("Recent", "#10001"), ("Go", "Home")]);
    }

    #[test]
    fn groups_number_their_lines_in_reading_order() {
        let groups = grouped(vec![command("a", "1", ""), command("b", "1", ""), command("c", "2", "")]);
        let places: Vec<Vec<usize>> =
            groups.into_iter().map(|(_, members)| members.into_iter().map(|(at, _)| at).collect()).collect();
        assert_eq!(places, [vec![0, 1], vec![2]]);
    }
}
