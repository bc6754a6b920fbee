//! All small parts, one beside the other.

use kit::*;
use leptos::prelude::*;

#[component]
pub fn Controls() -> impl IntoView {
    let (text, on, choice) =
        (RwSignal::new("Harbour Goods".to_owned()), RwSignal::new(true), RwSignal::new("b".to_owned()));
    let (dialog, panel, confirm, sheet) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let toasts = use_toasts();
    let set = move |value: String| text.set(value);
    let files = |_: Vec<web_sys::File>| {};
    let choices = || {
        vec![
            Choice::new("a", "Shenzhen"),
            Choice::new("b", "Rotterdam").hint("NL"),
            Choice::new("c", "Leeds").hint("GB"),
        ]
    };
    if let Some(shortcuts) = use_shortcuts() {
        shortcuts.add(Shortcut::new("?", "General", "Show shortcuts", move || sheet.set(true)));
        shortcuts.add(Shortcut::new("g h", "Go to", "Home", || {}));
        shortcuts.add(Shortcut::new("mod+k", "General", "Command menu", || {}));
    }
    view! {
        <main class="screen">
            <PageHead title="Parts" note="Everything small" back_href="#" back_label="Back" marks=|| view! { <Tag label="Draft"/> }/>
            <Card title="Buttons">
                <div class="line">
                    <Button label="Pack" kind=ButtonKind::Primary icon=Glyph::Package keys="P"/>
                    <Button label="Dialog" on_press=move || dialog.set(true)/>
                    <Button label="Panel" on_press=move || panel.set(true)/>
                    <Button label="Confirm" kind=ButtonKind::Danger icon=Glyph::Trash on_press=move || confirm.set(true)/>
                    <Button label="Toast" kind=ButtonKind::Ghost on_press=move || toasts.show(Toast::new("Order #10482 put on hold").tone(Tone::Good).action("Undo", || {}))/>
                    <Button label="Busy" busy=true/>
                    <Button label="Off" disabled=true/>
                    <LinkButton label="Open" href="#" icon=Glyph::ExternalLink/>
                    <IconButton label="Print" icon=Glyph::Print on_press=|| {}/>
                    <Menu label="More" items=|| vec![
                        MenuItem::new("Print", || {}).glyph(Glyph::Print).keys("P"),
                        MenuItem::new("Split the order", || {}).glyph(Glyph::Split),
                        MenuItem::new("Not possible", || {}).disabled(true),
                        MenuItem::new("Cancel the order", || {}).glyph(Glyph::Banned).danger()]/>
                </div>
            </Card>
            <div class="split">
                <Card title="Fields">
                    <div class="form">
                        <div class="form-row">
                            <Field label="Name" value=text on_input=set hint="As it is on the label"/>
                            <Field label="Quantity" kind=FieldKind::Number value="12.5" on_input=|_: String| {} error="Whole numbers only. Type 12 or 13."/>
                        </div>
                        <div class="form-row">
                            <Select label="Warehouse" choices=choices value=choice on_change=move |v: String| choice.set(v)/>
                            <Combobox label="Location" choices=choices value=choice on_choose=move |c: Choice| choice.set(c.value) none_label="Nothing fits"/>
                        </div>
                        <Field label="Note" kind=FieldKind::Area { rows: 3 } value="" on_input=|_: String| {} placeholder="For the packer"/>
                        <Checkbox label="Gift" checked=on on_change=move |v: bool| on.set(v)/>
                        <Switch label="Send messages" checked=on on_change=move |v: bool| on.set(v) hint="Takes effect at once"/>
                        <Segmented label="Theme" choices=choices value=choice on_change=move |v: String| choice.set(v)/>
                        <FileDrop label="Drop a CSV here or choose one" hint="UTF-8, UTF-16, GBK or Latin-1, up to 50 MB" accept=".csv" on_files=files/>
                    </div>
                </Card>
                <div class="stack">
                    <Card title="Order" icon=Glyph::Orders>
                        <Facts>
                            <Fact name="Customer">"王小明"</Fact>
                            <Fact name="Phone"><span class="mono">"138****8888"</span></Fact>
                            <Fact name="Stock"><Sparkline label="Stock from 4 to 12" values=vec![4, 6, 3, 9, 9, 14, 12]/></Fact>
                        </Facts>
                    </Card>
                    <div class="tiles">
                        <Tile label="To pack" value="34" href="#" icon=Glyph::Fulfil/>
                        <Tile label="Late" value="4" tone=Tone::Bad href="#"/>
                    </div>
                    <div class="line">
                        <Tag label="To pack"/><Tag label="Picking" tone=Tone::Info icon=Glyph::Active/><Tag label="Packed" tone=Tone::Good/>
                        <Tag label="1 short" tone=Tone::Warn/><Tag label="Needs decision" tone=Tone::Bad/>
                    </div>
                    <div class="line">
                        <SyncPill state=SyncState::Synced text="Synced 14:02" href="#"/>
                        <SyncPill state=SyncState::Sending text="Sending 3…" href="#"/>
                        <SyncPill state=SyncState::Offline text="Offline, you can keep working" href="#"/>
                        <SyncPill state=SyncState::NeedsYou text="1 needs your decision" href="#"/>
                        <SyncPill state=SyncState::CannotSave text="This device cannot save. Stop scanning." href="#"/>
                    </div>
                </div>
            </div>
            <Banner title="Prices changed in 3 orders." note="They were paid before the change." tone=Tone::Warn close_label="Close" on_close=|| {}>
                <Button label="Look"/>
            </Banner>
            <Banner title="This device cannot save. Stop scanning." tone=Tone::Bad/>
            <Progress label="Import" done=8_u64 total=13_u64 text="8 of 13"/>
            <Meter label="Storage" value=70_u64 most=100_u64 tone=Tone::Warn/>
            <Stepper label="Parcel" steps=|| vec![("Ordered".to_owned(), StepState::Done), ("Packed".to_owned(), StepState::Done), ("In transit".to_owned(), StepState::Current), ("Delivered".to_owned(), StepState::Ahead)]/>
            <div class="split">
                <Card title="History" flush=false>
                    <Timeline label="History" entries=|| vec![
                        TimelineEntry { when: "14:02".into(), title: "Packed".into(), detail: "2 of 2 lines, 840 g".into(), who: "Lin · Tablet 2".into(), tone: Tone::Good, ..Default::default() },
                        TimelineEntry { when: "13:10".into(), title: "Address changed".into(), who: "Maya · Desk".into(), tone: Tone::Info, glyph: Some(Glyph::Edit), ..Default::default() },
                        TimelineEntry { when: "Yesterday 18:40".into(), title: "Ordered".into(), tone: Tone::Quiet, ..Default::default() }]/>
                </Card>
                <div class="stack">
                    <DecisionCard title="Ship which order first?" what="2 promised, 1 on the shelf." meanwhile="Both are on hold." who="Lin · Tablet 2 · 13:40">
                        <Button label="#10482, due today" kind=ButtonKind::Primary/>
                        <Button label="#10477"/>
                    </DecisionCard>
                    <DecisionCard title="Merged for you" what="Phone from Tablet 2, note from you." settled=true><Button label="Undo" kind=ButtonKind::Ghost/></DecisionCard>
                </div>
            </div>
            <Card flush=true>
                <Table label="Lines">
                    <thead><tr><th scope="col">"Product"</th><th scope="col" class="lo">"SKU"</th><th scope="col" class="end">"Qty"</th></tr></thead>
                    <tbody>
                        <tr><td><span class="line"><Thumb src="/demo/04.svg"/>"Tote bag, navy"</span></td><td class="mono lo">"TB-01"</td><td class="end">"2"</td></tr>
                        <tr><td><span class="line"><Thumb src=""/>"Cotton socks"</span></td><td class="mono lo">"SO-03"</td><td class="end">"12"</td></tr>
                    </tbody>
                </Table>
            </Card>
            <Card flush=true><EmptyState title="No messages yet" note="Customers get one when you ship. You can write the words first." icon=Glyph::Messages><Button label="Write the words" kind=ButtonKind::Primary/></EmptyState></Card>
            <Card><Skeleton label="Loading"/></Card>
            <Card title="Done lately"><ToastHistory empty_label="Nothing yet"/></Card>
        </main>
        <Dialog open=dialog title="Hold the order" close_label="Close" footer=move || view! { <Button label="Back" on_press=move || dialog.set(false)/><Button label="Hold" kind=ButtonKind::Primary on_press=move || dialog.set(false)/> }>
            <Field label="Why" value=text on_input=set autofocus=true hint="The team sees this"/>
            <Checkbox label="Tell the customer" checked=on on_change=move |v: bool| on.set(v)/>
        </Dialog>
        <SidePanel open=panel title="Customer" close_label="Close" footer=|| view! { <Button label="Save" kind=ButtonKind::Primary/> }>
            <Facts><Fact name="Name">"Maya Okafor"</Fact><Fact name="Orders">"12"</Fact></Facts>
        </SidePanel>
        <ConfirmDialog open=confirm title="Delete 12 unsent changes?" note="They are only on this device." confirm_label="Delete" cancel_label="Keep them" close_label="Close" danger=true must_type="12" must_type_label="Type 12 to delete them" on_confirm=|| {}/>
        <ShortcutSheet open=sheet title="Shortcuts" close_label="Close"/>
        <ToastHost label="Notices" close_label="Close"/>
    }
}
