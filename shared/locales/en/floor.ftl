### The floor: picking, packing, looking up.

floor-jobs = Jobs
floor-pick = Pick
floor-pack = Pack
floor-receive = Receive
floor-look-up = Look up
floor-desk = Desk
floor-to-jobs = To the jobs
floor-to-queue = To the list
floor-theme = Light or dark

floor-shift-title = Start your shift
floor-shift-note = Turns on the sounds and keeps this screen awake. Then scan anything to begin.
floor-shift-start = Start shift
floor-shift-on = Shift started

floor-on-this-device = On this device
floor-on-the-server = On the server
floor-needs-you = Needs you

floor-scans = { $n ->
    [one] { $n } scan
   *[other] { $n } scans
}
floor-ready = Ready to scan
floor-ready-pick = Scan the item you take off the shelf
floor-ready-pack = Scan every item you put into the box
floor-unknown-code = Nobody here knows this code
floor-wrong-item = Wrong item. Put it back.
floor-complete = You have all of these
floor-no-bin = No bin holds it. Report it as short, or receive it first.
floor-right-bin = Right bin
floor-wrong-bin = This is { $bin }
floor-go-to-bin = Go to { $bin }
floor-stop-done = Done here
floor-n-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
floor-of-n = of { $n }
floor-not-saved = Not saved
floor-undone = Undone
floor-put-back = Put it back into { $bin }
floor-taken-out = { $sku } is out of the box again
floor-short-said = Reported as short
floor-short-next = Go on with the next stop

floor-pick-order = Pick { $number }
floor-pick-none = Nothing to pick
floor-pick-none-note = Orders come here when their stock is reserved and nothing holds them.
floor-progress = { $done } / { $all } items
floor-progress-label = Progress
floor-bin-unknown = No bin
floor-next = Next
floor-next-stops = Next stops
floor-undo = Undo last
floor-short = Short
floor-type = Type code
floor-take = Take
floor-take-title = How many did you take?
floor-take-confirm = Taken
floor-short-title = How many are missing?
floor-short-confirm = Report missing
floor-type-title = Type a code
floor-type-label = Barcode, SKU or bin
floor-type-hint = As it is printed under the bars
floor-type-take = Take it

floor-picked-title = All picked
floor-picked-note = Bring everything to the packing desk.
floor-waits-title = The rest waits for stock
floor-waits-note = { $n } × { $sku } not reserved. Pack what you have, or reserve the rest at the desk.
floor-go-pack = Go to pack
floor-go-pick = Go to pick
floor-next-order = Next order
floor-no-order = This order is not on this device
floor-no-order-note = It has been shipped or cancelled, or this device has not fetched it yet. If you hold goods of it, ask the desk.
floor-on-hold = This order is on hold
floor-on-hold-note = Put the box aside. When the desk releases the order, packing goes on, and the address is here again.
floor-address-waits = The address comes with the network
floor-address-waits-note = This device gets it as soon as the server knows that the goods are picked. Go on packing, and print the slip before you ship: what has left is not on this device any more.

floor-pack-order = Pack { $number }
floor-pack-none = Nothing to pack
floor-pack-none-note = Orders come here when they are picked.
floor-line-packed = In the box
floor-line-open = Not in the box yet
floor-not-picked = Not picked yet
floor-pack-all = All in the box
floor-number-read = Tracking number read
floor-ship-title = Hand over to the carrier
floor-number-hint = Scan the label, or type it
floor-number-shape = This is not a number of { $carrier }. Check the carrier or scan again.
floor-weight = Weight in grams (optional)
floor-weight-error = Whole grams, at most 100,000
floor-ship = Ship
floor-gate-title = The customer will not be told yet
floor-gate-note = You can ship. The order is held until this is settled; then the message goes out by itself.
floor-held-title = The customer has not been told
floor-handed-over = Handed over { $time }
floor-shipped-title = Out of the house
floor-shipped-note = Everything picked has been shipped.
floor-not-picked-title = Nothing in front of you yet
floor-not-picked-note = Pick this order first.
floor-print-slip = Print slip

floor-look-up-label = Barcode, SKU or bin
floor-look-up-hint = Scan or type
floor-look-up-title = Scan an item or a bin
floor-look-up-note = You see what it is, where it is and how many there are.
floor-available-of = available, { $n } on hand
floor-in-no-bin = In no bin
floor-bin-empty = Empty
floor-orders-with-it = Open orders with it
