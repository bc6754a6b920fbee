### The Sync page, and words about where work is kept.

## The headline

sync-title = Sync
sync-all-safe = All work is safe.
sync-safe-here = All work is safe on this device.
sync-all-sent = Everything is on the server as of { $time }.
sync-sending = { $n ->
    [one] { $n } change is on its way to the server.
   *[other] { $n } changes are on their way to the server.
}
sync-loading = The shop is being copied to this device.
sync-loading-note = What is not shown yet will appear by itself; nothing is missing on the server.
sync-offline-nothing-waits = Offline. You can keep working; nothing waits to be sent.
sync-offline-waiting = { $n ->
    [one] Offline. { $n } change waits for a connection, made at { $oldest }.
   *[other] Offline. { $n } changes wait for a connection, the oldest from { $oldest }.
}
sync-offline-empty = This device is waiting for the server.
sync-needs-you = { $n ->
    [one] { $n } thing needs your decision.
   *[other] { $n } things need your decision.
}
sync-needs-you-note = Everything else goes on meanwhile.
sync-cannot-save-title = This device cannot save. Stop scanning.
sync-cannot-save = This device cannot save. Free some space or close other tabs, then try again. What was saved before is still here.
sync-old = Not sent since { $since }.
sync-old-note = Everything is kept on this device. Connect it soon, so that others see your work.
sync-signed-out = { $n ->
    [one] { $n } change waits for you to sign in.
   *[other] { $n } changes wait for you to sign in.
}
sync-signed-out-note = Your work is kept on this device. Sign in again as the same person to send it.
sync-too-old = This app is too old for the server. Reload the page to get the new one; your work is kept.
sync-not-yet-sent = Not yet sent

## What needs a decision

sync-needs-you-title = Needs you
sync-card-title = Not done: { $what }
sync-card-meanwhile = The server’s books decide, so it was taken back on this device. Nothing else was touched.
sync-card-unreadable = The server could not read it, perhaps because this app is newer. It is kept here.
sync-card-see = See it
sync-settled = Settled.
sync-exceptions = { $n ->
    [one] { $n } thing in stock to look at.
   *[other] { $n } things in stock to look at.
}
sync-exceptions-see = Look at them

## Lists of changes

sync-waiting = Waiting
sync-recent = Recently sent
sync-nothing-waits = Nothing waits.
sync-nothing-sent = Nothing was sent from this device lately.
sync-what = What
sync-where = Where
sync-state-here = On this device
sync-state-sending = Being sent
sync-state-server = On the server
sync-state-needs-you = Needs you
sync-more = Show more ({ $n } left)
sync-send-now = Send now
sync-trying = Trying to reach the server.
sync-export = Export unsent
sync-exported = Saved as a sealed file. It can be handed in on another device's Sync page.

## This device

sync-this-device = This device
sync-device-name = Name of this device
sync-device-name-hint = Shown in the history beside your name, for example “Tablet 2”.
sync-storage = Storage
sync-storage-kept = Kept
sync-storage-best-effort = If space allows
sync-storage-note = Install Waybill on devices that hold unsent work: the browser then never clears its storage.
sync-installed = Installed
sync-install = Install on this device

### Changes that came by another way than their device's own push

hand-in = Hand in a file from another device
hand-in-hint = A file that “Export unsent” has saved. An owner decides what happens with it.
hand-in-busy = Handing in…
hand-in-no-file = This is no file with unsent changes. Choose the one that “Export unsent” has saved.
hand-in-known = Everything in this file is known to the server already.
hand-in-held = { $n ->
    [one] 1 change is handed in. An owner decides about it on this page.
   *[other] { $n } changes are handed in. An owner decides about them on this page.
}
held-title = Handed in
held-card = { $n ->
    [one] 1 change of { $who } on { $device }
   *[other] { $n } changes of { $who } on { $device }
}
held-somebody = somebody
held-by-file = Handed in as a file by { $who }.
held-signed-out = This device was signed out from elsewhere. It came into the network and sent what it still held.
held-left = { $who } does not work here any more. The device came into the network and sent what it still held.
held-note = Nothing of it has been done. If you take it over, it is done in its order, in the name of whoever did it.
held-since = Held since { $when }
held-look = { $n ->
    [one] Look at the change
   *[other] Look at the changes
}
held-more = and { $n } more
held-line = { $when } · { $what }
held-unreadable = A change that this version cannot read
held-take-over = Take over
held-discard = Discard
held-taken = { $n ->
    [one] 1 change is taken over.
   *[other] { $n } changes are taken over.
}
held-some-taken = { $n } taken over, { $refused } refused. The card says why.
held-refused = { $n ->
    [one] 1 change of { $who } on { $device } was refused
   *[other] { $n } changes of { $who } on { $device } were refused
}
held-refused-note = The rules did not allow them when they were taken over. Do by hand what is still needed.
held-read = Done with it
held-discarded = { $n ->
    [one] 1 change is discarded.
   *[other] { $n } changes are discarded.
}
held-discard-ask = { $n ->
    [one] Discard 1 change?
   *[other] Discard { $n } changes?
}
held-discard-note = They are not done, and your decision is kept. The device still has them: if somebody signs in there, it sends them after all.
hand-in-left-out = { $n ->
    [one] 1 change of this file was not taken: it is of another shop, or cannot be read here. Keep the file.
   *[other] { $n } changes of this file were not taken: they are of another shop, or cannot be read here. Keep the file.
}
hand-in-too-large = This file is too large to be handed in at once. Connect the device itself, or ask for help.
held-no-seal = It came without a seal, so it may have been written by somebody else. Nothing of it has been done.
sync-not-exported = What waits could not be read, so no file was saved. Load the page again and try once more.
