//! The people who work here and their roles.

use super::devices::Devices;
use super::new_member::NewMember;
use super::password::PasswordDialog;
use crate::desk::use_doing;
use crate::t;
use crate::words::language;
use kit::{Button, ButtonKind, Card, Choice, Each, Glyph, Menu, MenuItem, Select, Table, Tag, Tone};
use leptos::prelude::*;
use shared::base::sorting;
use shared::people::put_member::PutMember;
use shared::people::{Member, Role};
use shared::text::words;
use std::sync::Arc;

#[component]
pub fn Staff() -> impl IntoView {
    let doing = use_doing();
    let adding = RwSignal::new(false);
    let password_of = RwSignal::new(None::<Arc<Member>>);
    let people = doing.desk.watch(|books| {
        let mut people: Vec<Arc<Member>> = books.all::<Member>().collect();
        sorting::sort_by(&mut people, |a, b| (!a.active, a.role, &a.name).cmp(&(!b.active, b.role, &b.name)));
        people
    });
    let actions = move || {
        view! {
            <Button label=move || t!("staff-add") icon=Glyph::Plus kind=ButtonKind::Primary on_press=move || adding.set(true)/>
        }
    };
    view! {
        <Card title=move || t!("settings-staff") icon=Glyph::Customers actions=actions flush=true>
            <Table label=move || t!("table-of", name = t!("settings-staff"))>
                <thead><tr>
                    <th scope="col">{move || t!("word-name")}</th>
                    <th scope="col" class="lo">{move || t!("word-email")}</th>
                    <th scope="col">{move || t!("word-role")}</th>
                    <th scope="col" class="lo">{move || t!("word-status")}</th>
                    <th scope="col"><span class="visually-hidden">{move || t!("more")}</span></th>
                </tr></thead>
                <tbody>
                    <Each each=move || people.get() key=|member| (member.id, member.role, member.active, member.name.clone()) let:member>
                        <Person member password_of/>
                    </Each>
                </tbody>
            </Table>
        </Card>
        <Devices/>
        <NewMember open=adding/>
        <PasswordDialog of=password_of/>
    }
}

fn change(member: &Member, role: Role, active: bool) -> PutMember {
    PutMember {
        id: member.id,
        name: member.name.clone(),
        email: member.email.clone(),
        role,
        language: member.language,
        active,
    }
}

/// The roles that people can be given, with what each may do.
pub fn role_choices() -> Vec<Choice> {
    Role::STAFF.iter().map(|role| Choice::new(role.name(), words::role(language(), *role))).collect()
}

#[component]
fn Person(member: Arc<Member>, password_of: RwSignal<Option<Arc<Member>>>) -> impl IntoView {
    let doing = use_doing();
    let role = RwSignal::new(member.role);
    let active = member.active;
    let kept = StoredValue::new(member.clone());
    let choose = move |name: String| {
        let Some(wanted) = Role::from_name(&name) else { return };
        let (before, member) = (role.get_untracked(), kept.get_value());
        role.set(wanted);
        doing.act_or(
            change(&member, wanted, member.active),
            move |_| {
                doing.tell(t!(
                    "staff-role-changed",
                    name = member.name.as_str(),
                    role = words::role(language(), wanted)
                ))
            },
            move |problem| {
                role.set(before);
                doing.warn(crate::desk::words_of(problem));
            },
        );
    };
    let switch = move || {
        let member = kept.get_value();
        let back = change(&member, member.role, member.active);
        let text = if member.active { "staff-deactivated" } else { "staff-activated" };
        let name = member.name.to_string();
        doing.act(change(&member, member.role, !member.active), move |_| {
            doing.tell_undo(t!(text, name = name), move || doing.act(back.clone(), |_| {}));
        });
    };
    let items = move || {
        vec![
            MenuItem::new(t!("staff-new-password"), move || password_of.set(Some(kept.get_value()))).glyph(Glyph::Lock),
            MenuItem::new(if active { t!("staff-deactivate") } else { t!("staff-activate") }, switch)
                .glyph(if active { Glyph::Banned } else { Glyph::Undo }),
        ]
    };
    let (tag, tone) = if active { ("staff-active", Tone::Good) } else { ("staff-inactive", Tone::Quiet) };
    view! {
        <tr>
            <th scope="row">{member.name.to_string()}</th>
            <td class="lo">{member.email.to_string()}</td>
            <td><Select label=move || t!("word-role") label_hidden=true choices=Signal::derive(role_choices)
                value=move || role.get().name().to_owned() on_change=choose disabled=!active/></td>
            <td class="lo"><Tag label=move || t!(tag) tone=tone/></td>
            <td class="end"><Menu label=move || t!("more") items=Signal::derive(items) compact=true kind=ButtonKind::Ghost/></td>
        </tr>
    }
}
