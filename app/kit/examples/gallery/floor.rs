//! A floor screen.

use kit::*;
use leptos::prelude::*;

#[component]
pub fn Floor() -> impl IntoView {
    let amount = RwSignal::new(2_u32);
    let words = QtyPadWords {
        label: "Quantity".into(),
        back: "Take a digit away".into(),
        less: "One less".into(),
        more: "One more".into(),
        confirm: "Take".into(),
    };
    view! {
        <main class="floor">
            <header class="floor-head">
                <IconButton label="Back" icon=Glyph::Back on_press=|| {}/>
                <h1>"Pick · Wave 7"</h1>
                <span class="t2">"8 / 13"</span>
                <span class="push"><SyncPill state=SyncState::Sending text="Sending 3…" href="#"/></span>
            </header>
            <div class="floor-body">
                <Progress label="Wave" done=8_u64 total=13_u64/>
                <section class="now" aria-label="Now">
                    <Thumb src="/demo/04.svg" size=ThumbSize::Floor/>
                    <div><p class="now-bin">"A-03-12"</p><p class="now-name">"帆布托特包 · 深蓝 · L"</p><p class="t2 mono">"6901234567892"</p></div>
                    <div><p class="now-qty">"2"<small>" / 3"</small></p><p class="now-left">"1 more"</p></div>
                </section>
                <ScanBand kind=ScanKind::Ready title="Scan the next item" detail=""/>
                <ScanBand kind=ScanKind::Right title="2 of 3" detail="Tote bag, navy, L" count="12"/>
                <ScanBand kind=ScanKind::LineDone title="Line done" detail="Cotton socks"/>
                <ScanBand kind=ScanKind::Wrong title="Wrong item" detail="Notebook A5 is not in this order"><Button label="Remove it"/></ScanBand>
                <ScanBand kind=ScanKind::Unknown title="Unknown code" detail="4006381333931" />
                <div class="jobs">
                    <a class="job" href="#"><Icon glyph=Glyph::Basket/>"Pick"<span class="job-count">"34"</span></a>
                    <a class="job" href="#"><Icon glyph=Glyph::Package/>"Pack"<span class="job-count">"8"</span></a>
                    <a class="job" href="#"><Icon glyph=Glyph::Receive/>"Receive"<span class="job-count">"2"</span></a>
                </div>
                <QtyPad words value=amount on_change=move |v: u32| amount.set(v) on_confirm=|_: u32| {} note="of 3"/>
            </div>
            <footer class="floor-foot">
                <Button label="Undo" icon=Glyph::Undo/>
                <Button label="Short"/>
                <Button label="Type a code" icon=Glyph::Keyboard/>
            </footer>
        </main>
    }
}
