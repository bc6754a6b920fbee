### The desk: shell, home, orders.

## Shell

nav-label = Waybill
nav-skip = Skip to the screen
nav-more = More
nav-home = Home
nav-orders = Orders
nav-receiving = Receiving
nav-inventory = Inventory
nav-products = Products
nav-messages = Messages
nav-sync = Sync
nav-settings = Settings
nav-floor = Floor
account-label = { $name } · { $role }
toasts-label = What was just done
not-yet-sent = not yet sent

pill-synced = Synced { $time }
pill-loading-begins = Loading…
pill-loading = Loading { $n } / { $of }
pill-sending = Sending { $n }…
pill-offline = Offline — you can keep working
pill-offline-waiting = { $n ->
    [one] Offline · { $shown } change saved on this device
   *[other] Offline · { $shown } changes saved on this device
}
pill-offline-empty = Offline — waiting for the server
pill-needs-you = { $n ->
    [one] { $n } needs your decision
   *[other] { $n } need your decision
}
pill-too-old = Load the new version
pill-cannot-save = This device cannot save. Stop scanning.
pill-old = Not sent since { $since } — connect soon
pill-signed-out = { $n ->
    [one] Sign in again to send { $n } change
   *[other] Sign in again to send { $n } changes
}
cannot-save-title = This device cannot save.
cannot-save-note = Stop working here: its storage is full or blocked. Free some space or allow this site to store data, then load the page again.

too-old-title = The server needs a newer version of this app.
too-old-note = { $n ->
    [0] Nothing waits to be sent. You can keep working; it is sent after you have loaded the new version.
    [one] { $n } change is kept on this device and sent after you have loaded the new version.
   *[other] { $n } changes are kept on this device and sent after you have loaded the new version.
}
too-old-load = Load the new version
too-old-job = Finish the open job first.

first-sync-title = Getting this device ready
first-sync-note = Orders, products and stock are being copied to this device. After that it works without a connection too.
first-sync-offline = There is no connection. Nothing of the shop is on this device yet; the copy begins by itself as soon as the server can be reached.
first-sync-records = { $n } records so far

not-found-title = There is no such page
not-found-note = The address may be mistyped, or the page has moved.
not-found-way = To the start
not-yours-title = Your role does not include this
not-yours-note = Ask the owner of the shop to do it, or to change your role.

sign-out = Sign out
sign-out-title = { $n ->
    [one] { $n } change is only on this device
   *[other] { $n } changes are only on this device
}
sign-out-note = They have not reached the server yet. Stay until they are sent, or keep a copy in a file first.
sign-out-stay = Stay until sent
sign-out-export = Export file
sign-out-delete = Delete and sign out
sign-out-delete-title = { $n ->
    [one] Delete { $n } change for good?
   *[other] Delete { $n } changes for good?
}
sign-out-delete-note = Nobody can bring them back.
sign-out-type = Type { $n } to confirm

command-label = What would you like to do?
command-none = Nothing fits. Try an order number, a name or a SKU.
command-recent = Recent
command-receive = Receive goods
command-pick = Pick orders
command-pack = Pack orders
keys-title = Keyboard shortcuts
keys-go = Go to
keys-do = Do
keys-table = In tables
keys-next-row = Next and previous row
keys-select = Select the row
keys-select-range = Select up to here
keys-open = Open the row

did-undo = Undone.
did-partly = { $done } done, { $refused } not: { $why }
did-not-save = This could not be saved on this device. Nothing was changed. Free some space, then try again.

## Home

home-needs-you = Needs you
home-stock-questions = { $n ->
    [one] { $n } question about stock
   *[other] { $n } questions about stock
}
home-stock-questions-note = Shelves and books do not agree. Count or settle them.
home-messages-failed = Messages failed
home-plot = Orders per day
home-plot-sum = { $n ->
    [one] { $n } order in { $days } days
   *[other] { $n } orders in { $days } days
}
home-plot-day = { $n ->
    [one] { $day }: { $n } order
   *[other] { $day }: { $n } orders
}
setup-title = First steps
setup-away = Hide
setup-places = Add a warehouse and its bins
setup-products = Add or import three products
setup-stock = Receive the first stock
setup-order = Place or import an order
setup-ship = Pick, pack and ship it on Floor
setup-notice = See the message your customer gets

## List of orders

orders-views = Views
orders-count = { $n ->
    [one] { $shown } order
   *[other] { $shown } orders
}
orders-new = New order
orders-import = Import orders
orders-search = Search orders
orders-search-hint = Order, name, phone, SKU
orders-filter = Filter
orders-since-ever = Any day
orders-since-today = Placed today
orders-since-week = Last 7 days
orders-since-month = Last 30 days
orders-select-none = Select none
orders-select-one = Select { $number }
orders-none = No orders yet
orders-none-note = Bring in a file from your shop, or type the first order. Both work without a connection.
orders-nothing-fits = No order fits
orders-nothing-fits-note = Nothing in this view has all of these words and filters.
orders-older = Older orders
orders-older-note = Over for a while. They are kept on the server, not on this device, so looking for them needs a connection.
orders-older-search = Search older orders
orders-older-none = No older orders
orders-older-none-note = Orders come here some time after they are over. Newer ones are under Orders.
orders-older-nothing-note = No older order has all of these words. Newer ones are under Orders.
orders-older-offline = Older orders need a connection
orders-older-offline-note = They are kept on the server. Everything that is still being worked on is on this device.
orders-older-not-now = Older orders cannot be shown now
orders-empty-view = Nothing here
orders-empty-to-ship = No order is ready for the floor. Orders come here when their stock is reserved.
orders-empty-late = No order is late. Well done.
orders-empty-waiting-for-stock = No order waits for stock.
orders-empty-on-hold = No order is on hold.
orders-empty-shipped = Nothing has been shipped yet.
orders-empty-cancelled = No order has been cancelled.
orders-empty-all = There are no orders.
channel-desk = Typed at the desk
channel-file = From a file
channel-api = Through the API

batch-reserve = Reserve
batch-reserved = { $n ->
    [one] { $n } order reserved.
   *[other] { $n } orders reserved.
}
batch-hold = Hold
batch-hold-title = Put these orders on hold
batch-held = { $n ->
    [one] { $n } order on hold.
   *[other] { $n } orders on hold.
}
batch-release = Release
batch-released = { $n ->
    [one] { $n } hold released.
   *[other] { $n } holds released.
}
batch-urgent = { $n ->
    [one] { $n } order is urgent now.
   *[other] { $n } orders are urgent now.
}
batch-pay = Record payment
batch-paid = { $n ->
    [one] { $n } payment recorded.
   *[other] { $n } payments recorded.
}
batch-cancel = Cancel orders
batch-cancel-title = { $n ->
    [one] Cancel { $n } order?
   *[other] Cancel { $n } orders?
}
batch-cancel-note = Reserved stock goes back. Picked goods must be put back by hand. This cannot be undone.
batch-cancelled = { $n ->
    [one] { $n } order cancelled.
   *[other] { $n } orders cancelled.
}
batch-nothing = There is nothing to do for these orders.

## One order

order-back = Back to the orders
order-missing = This order is not on this device
order-missing-note = It may have been taken back with its import, or it has not arrived here yet.
order-looked-up = Looking for this order on the server…
order-missing-offline = It may be an older one, which is kept on the server. Connect, then try again.
order-missing-way = To the orders
order-placed-at = ordered { $when }
order-about = About
order-changed = Order changed.

line-ordered = Ordered
line-picked = Picked
line-packed = Packed
line-shipped = Shipped
line-cancelled = { $n } cancelled
line-missing = { $n } missing on the shelf
total-goods = Goods

contact-email-hint = For the message with the tracking link
contact-language = Language of messages
contact-no-email = No e-mail address: this customer is not told by mail.
contact-saved = Customer saved.
address-none = No address yet
address-complete = Complete address
address-saved = Address saved.

payment-record = Record payment
payment-due = Still to pay: { $amount }
payment-amount = Amount in { $currency }
payment-paid = Paid
payment-reference-hint = Number of the payment service, if there is one
payment-recorded = { $amount } recorded.

hold-who = { $who }, { $when }
hold-release = Release
hold-release-anyway = Release anyway
hold-released = Released.
hold-note-hint = What has to happen before it can go on?

reserve-title = Reserve stock
reserve-wanted = Needed
reserve-all = Reserve
reserve-short = { $n ->
    [one] { $n } unit is missing
   *[other] { $n } units are missing
}
reserve-short-note = Reserve what is there now; the rest waits for stock.

ship-title = Hand over to the carrier
ship-weight = Weight in grams (optional)
tracking-correct = Correct tracking
tracking-corrected = Tracking number corrected.
tracking-hint = Scan or type it
tracking-wrong-shape = This cannot be a number of { $carrier }. Check carrier and number.
track-record = Record tracking
track-recorded = Recorded.
track-time-hint = Empty means now. Otherwise like 2026-11-21 14:02.
track-words = Carrier’s words (optional)

parcel-no-carrier = No carrier
parcel-no-number = no tracking number
parcel-follow = Follow at the carrier
parcel-handed-over = Handed over
parcel-link = Copy link
parcel-link-copied = The link to the customer’s page is copied.
parcel-link-offline = The link comes from the server. Try again when there is a connection.
parcel-link-not-now = The link is not there yet. Try again when this parcel has reached the server.

more-lines = Change lines
more-urgent = Mark as urgent
more-not-urgent = Not urgent any more
more-hold = Put on hold
more-reserve = Reserve stock
more-unreserve = Give reservation back
more-receive = Receive missing goods
more-cancel = Cancel order
did-urgent = Marked as urgent.
did-not-urgent = Not urgent any more.
did-hold = On hold.
did-reserve = Reserved.
did-reserve-partly = { $n ->
    [one] Reserved what is there; { $n } unit waits for stock.
   *[other] Reserved what is there; { $n } units wait for stock.
}
did-unreserve = Reservation given back.
did-ship = Shipped.
did-cancel = Order cancelled.

cancel-title = Cancel { $number }?
cancel-units = { $n ->
    [one] { $n } unit will not be shipped.
   *[other] { $n } units will not be shipped.
}
cancel-reserved = { $n ->
    [one] { $n } reserved unit goes back to stock.
   *[other] { $n } reserved units go back to stock.
}
cancel-picked = { $n ->
    [one] { $n } unit is picked and must be put back by hand.
   *[other] { $n } units are picked and must be put back by hand.
}
cancel-shipped = { $n ->
    [one] { $n } unit has left already and stays shipped.
   *[other] { $n } units have left already and stay shipped.
}
cancel-paid = { $amount } is paid: pay it back where it came from.
cancel-final = This cannot be undone.

story-title = What happened
story-who = { $who } · { $device }

## New order

draft-create = Place order
draft-created = Order placed.
draft-look-again = Something is missing or cannot be used. It is marked below.
draft-lines = Lines
draft-money = Payment and shipping
draft-paid = Paid already
draft-no-address = Without an address the order waits on hold.
draft-no-lines = Add at least one product.
draft-add-line = Add a product
draft-add-line-hint = Name, SKU or barcode
draft-no-product = No product fits.
draft-unknown-code = { $code } is not a product of this shop.
draft-quantity-of = Quantity of { $name }
draft-price-of = Price of { $name }
draft-remove = Remove { $name }
paste-label = Paste an address
paste-hint = Name, phone and address in one piece, as the customer sent it
paste-read = Read: { $what }. Please check it below.
paste-nothing = Nothing could be read from this. Please fill in the fields below.
paste-leftover = Not placed: { $text }
