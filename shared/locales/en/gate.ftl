### Signing in, opening a shop, and the house's own screens: stock, products, deliveries, messages, settings.

## Signing in and opening a shop

gate-sign-in = Sign in
gate-sign-up = Open a shop
gate-sign-in-note = Orders, stock and parcels of your shop.
gate-sign-up-note = Takes a minute. You can change everything but the currency later.
gate-new-here = New here? Open a shop
gate-have-account = Have an account? Sign in
gate-password = Password
gate-password-rule = At least 12 characters. A short sentence is easy to remember.
gate-password-short = Too short. Please use at least 12 characters.
gate-password-common = This password is known to be guessed often. Please choose another.
gate-password-show = Show the password
gate-password-hide = Hide the password
gate-shop-name = Name of the shop
gate-shop-name-hint = Customers see it in mails and on the parcel page.
gate-currency-hint = Every amount in your books will be in it. It cannot be changed later.
gate-language-hint = For customers who have not said theirs.
gate-your-name = Your name
gate-wrong = E-mail or password is not right. Please check both and try again.
gate-email-taken = There is an account with this e-mail already. Sign in instead.
gate-too-often = Too many tries. Please wait { $seconds } seconds, then try again.
gate-offline = The server cannot be reached. Signing in needs a connection; please check it and try again.
gate-refused = The server did not take it: { $detail }
gate-strange = The server answered something unexpected. Please try again in a moment.
gate-needs-https = This address is not safe for signing in. Open it with https, or on this computer as http://127.0.0.1.
gate-expired = You were signed out after a while. Sign in again; work on this device is kept and will be sent.
gate-demo-title = Try it with the demo shop
gate-demo-note = About 300 sample orders in every state. Nothing you do there reaches anybody.
gate-demo-as = Fill in the sign-in of:

## Stock

inventory-title = Inventory
inventory-search = Name, SKU or barcode
inventory-everywhere = All warehouses
inventory-show-all = All
inventory-show-low = Low
inventory-show-short = Short
inventory-show-exceptions = To look at
inventory-standing-short = Short
inventory-short-strip = { $n ->
    [one] { $n } product is short of what was promised
   *[other] { $n } products are short of what was promised
}
inventory-short-note = Count the bins, or receive more. Orders that wait are served in the order they were reserved.
inventory-short-see = See them
inventory-no-such-bin = No bin with this code here
inventory-none-found = Nothing fits
inventory-none-found-note = Try fewer letters, another view or another warehouse.
inventory-empty = No products yet
inventory-empty-note = Add products, then receive what lies on your shelves.
exceptions-none = Everything fits
exceptions-none-note = When what happened and the books do not fit, it is shown here.
exceptions-title-negative = A bin is below zero
exceptions-title-put-back = Put goods back
exceptions-title-short = Missing on the shelf
exceptions-title-too-much = More than ordered
exceptions-title-shipped = Shipped after it was cancelled
exceptions-title-unknown = Goods of an unknown order
exceptions-count = Count it
exceptions-see-order = See the order
exceptions-settle = Mark as settled
exceptions-settled = Settled. Thank you.
exceptions-what-done = What was done about it
exceptions-what-done-hint = One line is enough, for whoever looks later.
table-of = { $name }, as a table
who-when-device = { $who } · { $when } · { $device }
bins-title = Bins
bins-none = Not in any bin
bins-none-note = Receive it, or count the bin where it lies.
bins-counted = Last counted
bins-never-counted = Never
bins-blocked = Blocked
count-title = Count
count-counted = How many are there?
count-by-books = The books say { $n }.
count-note = The count holds for this moment. What happened before and arrives later does not change it.
count-fits = Counted. It fits the books.
count-done = Counted. Difference { $difference }.
adjust-title = Adjust
adjust-way = Direction
adjust-less = There is less
adjust-more = There is more
adjust-by = By how many?
adjust-choose-reason = Choose a reason
adjust-done = Stock corrected by { $by }.
transfer-title = Move
transfer-from = From bin
transfer-to = To bin
transfer-there = { $n } there by the books.
transfer-same-bin = This is the bin it is in already. Choose another one.
transfer-done = { $n } moved to { $bin }.
ledger-title = Ledger
ledger-none = No moves yet
ledger-none-note = Every change of stock is written here and never edited. Older ones are kept on the server.
ledger-older = Older moves
ledger-older-offline = Older moves are kept on the server. Connect, then try again.
ledger-all = That is all.
ledger-when = When
ledger-what = What
ledger-from-to = From → to
ledger-who = Who
ledger-change = Change
ledger-balance = Balance
ledger-received = received { $when }
ledger-delivery = delivery
sku-unknown = This is not a SKU
sku-unknown-note = Go back and choose a product from the list.
sku-not-in-catalogue = Not in the catalogue. It was received under this code; add it as a product to give it a name.
sku-sparkline = On hand over 30 days: from { $first } to { $last }
sku-days = 30 days

## Products

products-title = Products
products-sold = Sold
products-not-sold = Not sold any more
products-empty = No products here
products-empty-note = Add one, or import orders and let Waybill create the products that are missing.
product-new = New product
product-edit = Edit product
product-saved = { $name } is saved.
product-stock = See its stock
product-sku-hint = Your own code for it. It cannot be changed later.
product-sku-fixed = Orders and stock are booked under it, so it stays.
product-barcodes = Barcodes
product-barcodes-hint = One in each line. Scan into this field, or leave it empty.
product-price = Price ({ $currency })
product-weight = Weight in grams
product-low-at = Low at
product-low-at-hint = Warn when so many or fewer are available. Empty: never.
product-picture = Picture
product-picture-choose = Choose a picture
product-picture-fold = Hide the pictures
product-picture-none = No picture
product-picture-n = Picture { $n }
product-active = Sold
product-active-hint = Switch off to keep it in the books without offering it.
product-books-not-here = The shop’s data is not on this device yet. Connect once, then try again.

## Deliveries

receiving-title = Receiving
receiving-new = New delivery
receiving-expected = Expected
receiving-closed = Closed
receiving-delivery = Delivery
receiving-progress = Received
receiving-opened = Opened
receiving-no-reference = No reference
receiving-none = No deliveries here
receiving-none-note = Announce what a supplier sends, or take in goods that came without a word.
receiving-for-order = For order { $number }
receiving-add-a-line = Add at least one product.
receiving-announced = Announced. It counts as incoming until it arrives.
receiving-at-once = Receive without announcing
receiving-at-once-note = The delivery is written with the first thing you take in.
receiving-announce = Announce
receiving-no-warehouse = No warehouse yet
receiving-no-warehouse-note = Goods need a place. Add a warehouse first.
receiving-to = To warehouse
receiving-reference = Supplier and delivery note
receiving-reference-hint = As you would look for it later.
receiving-goods = Goods
receiving-add = Add a product
receiving-no-product = No product fits. Check the spelling, or add it under Products.
receiving-no-lines = Nothing yet. Search above, or scan.
receiving-how-many = How many
receiving-how-many-of = How many of { $name }
receiving-unknown-code = Nobody knows { $code }
receiving-unknown-note = It is in the tray. Make a product of it, or scan again.
receiving-unknown = There is no such delivery
receiving-unknown-page = The address is not complete. Go back to the list.
receiving-station = Take in
receiving-ready = Ready to scan
receiving-ready-note = Scan a product or a bin, or type below.
receiving-scan-or-type = Scan or type a SKU or barcode.
receiving-code = SKU or barcode
receiving-into = Into bin
receiving-take-in = Take in
receiving-take-in-n = Take in { $n }
receiving-take-in-all = Receive all expected
receiving-taken-in = { $n } × { $name } taken in
receiving-all-taken-in = { $n ->
    [one] { $n } line taken in
   *[other] { $n } lines taken in
}
receiving-undone = Taken out again as a correction. The ledger shows both.
receiving-line-waiting = Waiting
receiving-line-partly = { $n } to come
receiving-line-complete = Complete
receiving-line-over = { $n } too many
receiving-line-unannounced = Not announced
receiving-nothing-yet = Nothing taken in yet
receiving-nothing-yet-note = Scan the first thing, or type its code.
receiving-announced-units = Announced
receiving-received-units = Received
receiving-close = Close delivery
receiving-close-ask = Close with goods missing?
receiving-close-note = { $n } announced units have not come. They will not count as incoming any more. What comes later can still be taken in.
receiving-closed-now = Delivery closed.
tray-title = Unknown codes
tray-note = Put these goods aside until somebody says what they are.
tray-times = { $n ->
    [one] once, { $when }
   *[other] { $n } times, last { $when }
}
tray-make = Make a product
tray-dismiss = Take it off the tray

## Messages to customers

messages-title = Messages
messages-note = When an order is shipped, the customer gets an e-mail with the tracking link.
messages-search = Order, customer or address
messages-show-all = All
messages-show-waiting = Waiting
messages-show-failed = Failed
messages-show-skipped = Not sent
messages-show-tickets = Tickets
messages-to = To
messages-what = Message
messages-tries = Attempts
messages-last = Last
messages-channel = Channel
messages-created = Wanted since
messages-shipped-mail = Your parcel is on its way
messages-none = No messages yet
messages-none-note = The first one goes out when the first parcel with a tracking number leaves.
messages-none-failed = Nothing failed
messages-none-failed-note = Messages that fail after four tries are shown here, with a ticket.
messages-none-here = None here
messages-none-here-note = Choose another view, or search for something else.
messages-gone = This message is not here any more.
messages-resend = Send again
messages-resent = It will be sent again, to the address the order has now.
messages-skipped-because = Not sent: { $reason }. Add the address to the order and send it.
messages-queued-note = The server sends it within seconds. Offline, it goes out after the order has reached the server.
messages-accepted-note = The mail server took it. Mail rarely says whether it was read.
messages-failed-note = Given up. Check the address, then send it again or call the customer.
messages-retrying-note = It did not work yet and will be tried again soon.
messages-try = Attempt { $n }: { $result }
tickets-none = No tickets
tickets-none-note = When a message fails for good, somebody should see to it: here.
tickets-title = The customer of { $number } was not told
tickets-what = The e-mail about the parcel could not be delivered. Check the address in the order and send it again, or call.
tickets-opened = Since { $when }
tickets-closed-by = Closed by { $who }, { $when }
tickets-close = Close ticket
tickets-closed-now = Ticket closed.
tickets-see = See the attempts

## Settings

settings-title = Settings
settings-shop = Shop
settings-staff = Staff
settings-places = Warehouses
settings-keys = API keys
settings-mail = Mail outbox
settings-scanning = Scanning
settings-account = Your password
settings-look = Appearance
settings-data = Data
settings-about = About
settings-saved = Saved.
settings-needs-server = This needs the server
settings-offline = It cannot be reached now. Check the connection, then try again. Your other work goes on meanwhile.
settings-clock = Clock of the shop
settings-language = Language of messages
settings-ship-within = Ship within (hours)
settings-ship-within-hint = Counts from the moment an order is placed, for orders from now on.
settings-default-warehouse = Usual warehouse
settings-reply-to = E-mail for customers’ answers
settings-reply-to-hint = Answers to parcel mails go here.
settings-phone = Phone for customers
settings-phone-hint = Shown on the parcel page.

## Staff and devices

staff-add = Add a person
staff-added = { $name } can sign in now. Tell them their first password.
staff-first-password = First password
staff-first-password-hint = At least 12 characters. They change it after signing in.
staff-role-changed = { $name }: { $role }
staff-active = Works here
staff-inactive = Cannot sign in
staff-deactivate = Deactivate
staff-activate = Activate
staff-deactivated = { $name } cannot sign in any more.
staff-activated = { $name } can sign in again.
staff-new-password = Set a new password
staff-password-for = New password for { $name }
staff-password-note = At least 12 characters. They are signed out everywhere and use this one next.
staff-password-set = { $name } has a new password.
devices-title = Devices
devices-none = No devices yet
devices-last-seen = Last seen
devices-signed-in = Signed in
devices-signed-out = Signed out
devices-sign-out = Sign out
devices-sign-out-ask = Sign out { $device }?
devices-sign-out-note = For a device that was lost. Work on it that is not sent stays there until somebody signs in on it again. If it comes into the network before that, a copy waits for you on the Sync page.
devices-now-signed-out = { $device } is signed out.

## Warehouses and bins

places-note = Where goods lie. Each warehouse has a receiving and a packing place from the start.
places-add = Add a warehouse
places-edit = Edit warehouse
places-code = Code
places-code-hint = Short, for example HZ. It cannot be changed later.
places-code-taken = This code is taken already. Choose another one.
places-address-hint = Shown on labels and slips.
places-active = In use
places-closed = Not in use
places-add-bins = Add bins
places-show-bins = Show bins
places-hide-bins = Hide bins
places-first-bin = First bin
places-last-bin = Last bin
places-range-note = Aisle, bay and level, for example A-01-01 to A-05-10. Each part counts on its own.
places-range-preview = { $n ->
    [one] { $n } bin: { $codes }
   *[other] { $n } bins: { $codes }
}
places-range-preview-some = { $n } new bins, { $there } there already: { $codes }
places-range-all-there = All of them are there already.
places-range-does-not-fit = The two codes must be built alike, and the last one cannot come before the first.
places-range-too-many = That is more than 2,000 bins at once. Choose a smaller range.
places-add-n-bins = { $n ->
    [one] Add { $n } bin
   *[other] Add { $n } bins
}
places-bins-added = { $n ->
    [one] { $n } bin added.
   *[other] { $n } bins added.
}
places-block-bin = Block
places-open-bin = Open again
places-bin-menu = Bin { $bin }
places-bin-blocked = { $bin } is blocked: nothing is picked from it.
places-bin-opened = { $bin } is open again.

## API keys

keys-note = For programs that bring orders or read stock. Anybody who has a key can do what its role may.
keys-docs = How to use the API
keys-make = Make a key
keys-for = What is it for?
keys-for-hint = For example “Web shop”. It is shown in the history.
keys-made = Here is the key. It is shown only this once.
keys-made-note = Copy it into your program now.
keys-none = No keys yet
keys-none-note = Make one for each program, so that each can be taken back alone.
keys-ends-with = Ends with
keys-created = Made
keys-last-used = Last used
keys-never = Never
keys-revoke = Revoke
keys-revoke-ask = Revoke the key of { $name }?
keys-revoke-note = The program that uses it is refused at once. This cannot be undone.
keys-revoked = The key of { $name } does not work any more.

## Mail outbox

mail-note = Without a mail server (WAYBILL_SMTP_URL), mails to customers stay here for 30 days instead of being sent.
mail-none = No mails here
mail-none-note = Either a mail server is set up, or nothing was shipped yet.
mail-subject = Subject
mail-to = To { $to }
mail-view = Show as
mail-as-html = As sent
mail-as-text = Text

## Scanning

scanning-note = Any scanner that types works, on every screen. It needs no setting; scan something to see what it sends.
scanning-ready = Ready to scan
scanning-ready-note = Scan any barcode.
scanning-no-product = Heard well. No product has this code.
scanning-hear = Hear “right”
scanning-hear-wrong = Hear “wrong”
scanning-last = Last scans
scanning-code = Code

## How it looks

look-note = For this device only.
look-density = Density
look-density-comfortable = Comfortable
look-density-compact = Compact
look-letters = Single-letter shortcuts
look-letters-hint = Switch off if a key does something you did not want. Ctrl and ⌘ shortcuts stay.

## Data

data-in = Bring orders in
data-in-note = From a CSV file of your shop. You see what will happen before anything is written, and can undo it.
data-import = Import orders
data-out = Take orders away
data-out-note = All orders on this device as a CSV file, one row for each line. Spreadsheets and Waybill itself can read it.
data-export = { $n ->
    [one] Export { $n } order
   *[other] Export { $n } orders
}
data-exported = { $n ->
    [one] { $n } order saved as a file.
   *[other] { $n } orders saved as a file.
}
data-demo = Demo data
data-demo-note = This shop is filled with samples. Remove them in one step when you start for real; you stay signed in.
data-demo-remove = Remove demo data
data-demo-ask = Remove all demo data?
data-demo-ask-note = Orders, products, stock, parcels and messages of the demo go for good, and so does anything you added to it.
data-demo-removed = The demo is gone. Your shop is empty and ready.

## About

about-app = Waybill
about-licence = Licence
about-update = Change to the new version
about-parts = Made with
keys-not-copied = The browser did not allow it. Select the key and copy it by hand.

## One's own password

account-old = Current password
account-new = New password
account-note = You stay signed in here. Other devices have to sign in again.
account-change = Change password
account-changed = Password changed.

## A device that the browser has cleared

gate-cleared = The browser has cleared what was kept on this device.
gate-cleared-nothing = Everything had reached the server. Sign in, and it comes back.
gate-cleared-lost = { $n ->
    [one] { $n } change had not reached the server and is lost. Sign in, and everything else comes back.
   *[other] { $n } changes had not reached the server and are lost. Sign in, and everything else comes back.
}
