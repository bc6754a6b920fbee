### Words that every screen, mail and page shares.

## Buttons and small words

save = Save
cancel = Cancel
close = Close
back = Back
search = Search
undo = Undo
redo = Redo
retry = Try again
delete = Delete
remove = Remove
edit = Edit
add = Add
create = Create
confirm = Confirm
yes = Yes
no = No
more = More
fewer = Less
next = Next
previous = Previous
done = Done
copy = Copy
copied = Copied
download = Download
upload = Choose a file
print = Print
open = Open
show = Show
hide = Hide
all = All
none = None
clear = Clear
clear-filters = Clear filters
select = Select
select-all = Select all
refresh = Refresh
continue = Continue
skip = Skip
help = Help
optional = optional
required = required
loading = Loading…
saving = Saving…
unknown = Unknown
empty-value = —
list-separator = {", "}
signed-in-as = Signed in as { $name }
version = Version { $version }
language = Language
language-zh-CN = 中文
language-en = English
language-not-here = The other language is not on this device yet. Connect and choose it again.
theme = Appearance
theme-light = Light
theme-dark = Dark
theme-system = Same as the device

## Names of columns and fields that several screens have

word-order = Order
word-customer = Customer
word-contact = Contact
word-name = Name
word-email = E-mail
word-phone = Phone
word-address = Address
word-country = Country
word-region = Province or state
word-city = City
word-district = District
word-postcode = Postcode
word-street = Street and number
word-sku = SKU
word-product = Product
word-barcode = Barcode
word-quantity = Quantity
word-price = Price
word-total = Total
word-shipping-fee = Shipping fee
word-currency = Currency
word-status = Status
word-stock = Stock
word-payment = Payment
word-channel = Channel
word-warehouse = Warehouse
word-bin = Bin
word-carrier = Carrier
word-tracking-number = Tracking number
word-parcel = Parcel
word-weight = Weight
word-note = Note
word-reason = Reason
word-date = Date
word-time = Time
word-place = Place
word-device = Device
word-role = Role
word-urgent = Urgent
word-ship-by = Ship by
word-placed-at = Ordered
word-items = Items
word-terms = Terms of payment
word-method = Paid by
word-reference = Reference
word-due = Still to pay
word-file = File
word-row = Row

## Counts

n-items = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
n-units = { $n ->
    [one] { $n } unit
   *[other] { $n } units
}
n-orders = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
n-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
n-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
n-products = { $n ->
    [one] { $n } product
   *[other] { $n } products
}
n-parcels = { $n ->
    [one] { $n } parcel
   *[other] { $n } parcels
}
n-changes = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
n-bins = { $n ->
    [one] { $n } bin
   *[other] { $n } bins
}
n-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
n-selected = { $n } selected
n-of-m = { $n } of { $m }
unit-g = { $n } g
unit-kg = { $n } kg

## When

time-just-now = just now
time-minutes-ago = { $n } min ago
time-hours-ago = { $n } h ago
time-days-ago = { $n ->
    [one] yesterday
   *[other] { $n } days ago
}
time-in-minutes = in { $n } min
time-in-hours = in { $n } h
time-in-days = { $n ->
    [one] tomorrow
   *[other] in { $n } days
}
time-today = Today
time-yesterday = Yesterday
time-tomorrow = Tomorrow
time-late-minutes = { $n } min late
time-late-hours = { $n } h late
time-late-days = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
time-today-at = Today { $time }
time-yesterday-at = Yesterday { $time }
time-tomorrow-at = Tomorrow { $time }
time-day = { $day } { $month }
time-day-year = { $day } { $month } { $year }
time-day-at = { $day } { $month }, { $time }
time-day-year-at = { $day } { $month } { $year }, { $time }
time-month-1 = Jan
time-month-2 = Feb
time-month-3 = Mar
time-month-4 = Apr
time-month-5 = May
time-month-6 = Jun
time-month-7 = Jul
time-month-8 = Aug
time-month-9 = Sep
time-month-10 = Oct
time-month-11 = Nov
time-month-12 = Dec
time-happened-at = happened { $when }
time-received-at = received { $when }

## Headline of an order

status-on-hold = On hold
status-to-reserve = To reserve
status-to-pick = To pick
status-picking = Picking
status-to-pack = To pack
status-packed = Packed
status-partly-shipped = Partly shipped
status-shipped = Shipped
status-delivered = Delivered
status-cancelled = Cancelled

view-to-ship = To ship
view-late = Late
view-waiting-for-stock = Waiting for stock
view-on-hold = On hold
view-shipped = Shipped
view-cancelled = Cancelled
view-all = All

payment-state-unpaid = Not paid
payment-state-partly-paid = Partly paid
payment-state-paid = Paid
payment-state-cash-on-delivery = Cash on delivery
payment-state-on-account = On account

payment-method-cash = Cash
payment-method-card = Card
payment-method-bank-transfer = Bank transfer
payment-method-alipay = Alipay
payment-method-wechat-pay = WeChat Pay
payment-method-other = Other

terms-prepaid = Paid before shipping
terms-cash-on-delivery = Cash on delivery
terms-on-account = On account

stock-state-nothing = —
stock-state-not-reserved = Not reserved
stock-state-short = { $n } short
stock-state-reserved = Reserved
stock-state-taken = Taken

hold-payment = Waiting for payment
hold-address = Address is not complete
hold-notice = The customer has not been told yet
hold-customer-request = Customer asked to wait
hold-fraud = Check for fraud
hold-manual = Stopped by hand

next-step-record-payment = Record payment
next-step-complete-address = Complete address
next-step-release-hold = Release
next-step-reserve = Reserve stock
next-step-pick = Pick
next-step-pack = Pack
next-step-ship = Ship
next-step-correct-tracking = Correct tracking number
next-step-nothing = Nothing to do

order-number-provisional = Number follows when the order reaches the server

## Timeline of an order: one sentence for everything that can happen

happened-placed = Order placed ({ $channel })
happened-amended = Changed: { $what }
happened-amended-address = address
happened-amended-contact = customer
happened-amended-lines = lines
happened-amended-other = details
happened-held = On hold: { $hold }
happened-released = Released: { $hold }
happened-released-by-rule = Released by the check: { $hold }
happened-paid = { $amount } paid ({ $method })
happened-reserved = { $n ->
    [one] { $n } unit reserved in { $warehouse }
   *[other] { $n } units reserved in { $warehouse }
}
happened-reserved-partly = { $n } reserved, { $short } short
happened-unreserved = { $n ->
    [one] Reservation of { $n } unit given back
   *[other] Reservation of { $n } units given back
}
happened-picking-started = Picking started at { $bin }
happened-picked = Picked
happened-unpicked = { $n } × { $sku } put back on the shelf
happened-short-reported = { $n } × { $sku } missing on the shelf
happened-packed = Packed
happened-unpacked = { $n } × { $sku } taken out of the box
happened-shipped = Shipped with { $carrier }, { $number }
happened-shipped-without-number = Shipped with { $carrier }, no tracking number
happened-tracking-corrected = Tracking number is now { $number }
happened-delivered = Delivered
happened-cancelled = Cancelled
happened-cancelled-because = Cancelled: { $reason }
happened-notice-queued = Notice to the customer is on its way
happened-notice-skipped = No notice sent: { $reason }
happened-notice-sent = Notice accepted by the mail server
happened-notice-failed = Notice failed; support has a ticket

## People

role-owner = Owner
role-clerk = Clerk
role-floor = Warehouse
role-support = Support
role-viewer = Viewer
role-office = Waybill
role-about-owner = Everything, with settings and staff
role-about-clerk = Orders, stock, products and messages
role-about-floor = Receive, count, pick, pack and ship
role-about-support = Holds, tracking, messages and tickets
role-about-viewer = Looks at everything, changes nothing

## Parcels

track-pending = Handed over
track-info-received = Carrier has been told
track-picked-up = Picked up
track-in-transit = In transit
track-customs = In customs
track-out-for-delivery = Out for delivery
track-available-for-pickup = Ready to be picked up
track-attempt-failed = Delivery attempt failed
track-problem = Problem on the way
track-delivered = Delivered
track-returning = On its way back
track-returned = Returned to sender

carrier-sf = SF Express
carrier-zto = ZTO Express
carrier-yto = YTO Express
carrier-yunda = Yunda Express
carrier-sto = STO Express
carrier-jd = JD Logistics
carrier-ems = EMS
carrier-royal-mail = Royal Mail
carrier-dhl = DHL
carrier-ups = UPS
carrier-fedex = FedEx
carrier-usps = USPS
carrier-other = Other carrier

## Stock

stock-on-hand = On hand
stock-reserved = Reserved
stock-available = Available
stock-incoming = Incoming
stock-projected = Projected
stock-low = Low
stock-none = Out of stock

adjust-found = Found
adjust-lost = Lost
adjust-damaged = Damaged
adjust-sample = Taken as a sample
adjust-first-stock = First stock
adjust-other = Other reason

move-receive = Received
move-transfer = Moved
move-pick = Picked
move-unpick = Put back
move-ship = Shipped
move-adjust = Corrected
move-scrap = Scrapped
move-count = Counted

place-supplier = Supplier
place-customer = Customer
place-adjustment = Correction
place-scrap = Scrap
place-bin = { $bin } ({ $warehouse })

receipt-expected = Expected
receipt-arriving = Arriving
receipt-closed = Closed

import-state-running = Running
import-state-done = Done
import-state-undone = Undone

exception-negative-stock = { $bin } in { $warehouse } holds { $balance } × { $sku } by the books. Count the bin.
exception-picked-after-cancel = { $n } × { $sku } picked although the order was cancelled. Put them back on the shelf.
exception-short-in-bin = { $n } × { $sku } missing in { $bin } ({ $warehouse }). Count the bin.
exception-more-than-ordered = { $n } × { $sku } more than ordered. Check the order and the parcel.
exception-shipped-after-cancel = Shipped although the order was cancelled. Call the carrier or expect it back.
exception-over-promised = { $reserved } × { $sku } promised in { $warehouse }, { $n } on hand. Count it, or give a reservation back.
exception-shipped-twice = Handed over, although everything of this order had left before. Check what is in the parcel.
exceptions-title-over-promised = More promised than there is
exceptions-title-shipped-twice = Shipped twice
exception-unknown-order = { $n } × { $sku } handled for an order that is not in the books. Find out whose goods these are.

## Messages to customers

notice-state-queued = Waiting to be sent
notice-state-retrying = Will be tried again
notice-state-accepted = Accepted by the mail server
notice-state-failed = Failed
notice-state-skipped = Not sent

skip-reason-no-email = the customer has no e-mail address
skip-reason-waived = released by hand without a notice

attempt-accepted = Accepted
attempt-transient = Not now; tried again later
attempt-recipient = This mailbox does not take mail
attempt-ambiguous = Connection lost; it may have gone out

ticket-open = Open
ticket-closed = Closed

## What a command did, and what it is called on the Sync page

outcome-done = Done
outcome-unchanged = Nothing had to be changed
outcome-reserved-partly = { $n } reserved, { $short } short
outcome-done-with-exception = Done. Something does not fit the books; please look at the exceptions.

way-reserve-partly = Reserve what is there
way-try-again = Try again
way-let-go = Leave it

doing-set-up-merchant = Open the books of { $name }
doing-change-settings = Change settings
doing-put-member = Change { $name }’s account
doing-put-product = Save product { $sku }
doing-put-warehouse = Save warehouse { $warehouse }
doing-put-location = Save bin { $bin }
doing-announce-receipt = Announce a delivery to { $warehouse }
doing-receive = Receive { $n } × { $sku } into { $bin }
doing-close-receipt = Close a delivery
doing-adjust = Correct { $sku } in { $bin } by { $n }
doing-count = Count { $n } × { $sku } in { $bin }
doing-transfer = Move { $n } × { $sku } from { $from } to { $to }
doing-resolve-exception = Settle an exception
doing-place = Place order for { $customer }
doing-amend = Change order
doing-cancel = Cancel order
doing-hold = Put order on hold
doing-release = Release order
doing-record-payment = Record payment of { $amount }
doing-reserve = Reserve stock in { $warehouse }
doing-unreserve = Give the reservation back
doing-open-import = Import { $file }
doing-close-import = Finish an import
doing-undo-import = Undo an import
doing-pick = Pick { $n } × { $sku } from { $bin }
doing-unpick = Put { $n } × { $sku } back into { $bin }
doing-report-short = Report { $n } × { $sku } missing in { $bin }
doing-pack = Pack { $n } × { $sku }
doing-unpack = Take { $n } × { $sku } out of the box
doing-ship = Ship parcel
doing-correct-tracking = Correct tracking number to { $number }
doing-track = Record: { $status }
doing-record-attempt = Record a sending attempt
doing-resend = Send the message again
doing-close-ticket = Close a ticket
