### Why something cannot be done, what is missing, and what a file's rows say.

## What is wrong with a value; stands under its field

malformed-empty = Please fill this in.
malformed-too-long = This is too long. Please shorten it.
malformed-bad-characters = This has characters that cannot be used here. Please remove them.
malformed-not-whole = Please enter a whole number.
malformed-negative = This cannot be negative. Please enter a number from zero up.
malformed-too-large = This is out of range. Please check the number.
malformed-not-a-number = This is not a number. Please use digits only.
malformed-too-many-decimals = This has more decimals than the currency. Please round it.
malformed-not-a-currency = This currency is not known. Use a code such as CNY or EUR.
malformed-not-an-email = This is not an e-mail address. It looks like name@example.com.
malformed-not-a-phone = This is not a phone number. Please check the digits and the country code.
malformed-not-a-date = This date does not exist. Write it like 2026-11-21.
malformed-check-digit = The check digit does not fit. Please scan or type it again.

field-name = Name
field-sku = SKU
field-barcode = Barcode
field-price = Price
field-quantity = Quantity
field-lines = Lines
field-address = Address
field-phone = Phone
field-email = E-mail
field-currency = Currency
field-amount = Amount
field-date = Date
field-reason = Reason
field-warehouse = Warehouse
field-bin = Bin
field-tracking-number = Tracking number
field-carrier = Carrier
field-note = Note
field-language = Language
field-channel = Channel
field-external-id = Order number of the shop
field-status = Status
field-weight = Weight

thing-order = order
thing-order-line = order line
thing-product = product
thing-warehouse = warehouse
thing-location = bin
thing-shipment = parcel
thing-receipt = delivery
thing-hold = hold
thing-member = person
thing-notice = message
thing-ticket = ticket
thing-exception = exception
thing-import = import
thing-merchant = shop

address-part-country = country
address-part-region = province or state
address-part-city = city
address-part-postcode = postcode
address-part-street = street and number

right-run-shop = change settings, staff and warehouses
right-edit-catalog = change products
right-edit-orders = place or change orders
right-hold-orders = hold or release orders
right-take-payment = record payments
right-reserve = reserve stock
right-move-stock = receive, count or move stock
right-fulfil = pick, pack or ship
right-track = record tracking
right-serve = work on messages and tickets
right-office-work = do the server’s own work

stage-reserved = reserved
stage-picked = picked
stage-packed = packed
stage-shipped = shipped

## Refusals: what stands in the way, and what to do

refused-not-allowed = Your role may not { $right }. Ask the owner to do it or to change your role.
refused-invalid = { $field }: { $why }
refused-not-found = There is no such { $thing } ({ $id }). It may have been removed; please search again.
refused-exists = This { $thing } is there already ({ $id }). Open it instead, or choose another number.
refused-not-enough-stock = Only { $available } of { $wanted } × { $sku } available. Reserve what is there, or wait for stock.
refused-order-cancelled = The order is cancelled. Place a new one if it is wanted again.
refused-order-on-hold = The order is on hold. Settle the hold first.
refused-too-late = Too late: something is { $stage } already. Undo that first, or leave the order as it is.
refused-payment-too-large = That is more than is still due. Check the amount.
refused-other-currency = This is another currency than the shop’s. Enter the amount in the shop’s currency.
refused-nothing-to-do = There is nothing to do here. Check whether somebody has done it already.
refused-in-use = This { $thing } is still in use. Empty or finish it first.
refused-barcode-taken = Barcode { $code } belongs to { $sku }. Use another one, or take it off that product first.
refused-bin-blocked = Bin { $bin } is blocked. Choose another bin, or open this one in Settings.
refused-last-owner = You cannot take your own owner role away. Another owner has to do that.
refused-too-many = That is too many at once. Take at most { $limit }.
refused-office-only = Only the server does this.
refused-unreadable = The server could not read this change. Update the app, then try again.

## Findings of the check before a notice goes out

finding-unpaid = Not paid: { $due } still due. Record the payment.
finding-unpaid-somehow = Not paid in full. The desk records the payment.
finding-address-blank = There is no address. Ask the customer and enter it.
finding-address-missing = Address: { $part } is missing. Complete it.
finding-stock-not-covered = { $missing } × { $sku } shipped without being picked. Check what is in the parcel.
finding-no-tracking-number = Carrier or tracking number is missing. Enter both.
finding-tracking-number-shape = { $number } is not a number of { $carrier }. Check carrier and number.
finding-tracking-number-taken = { $number } is on another parcel already. Check the number.

## What people call the columns of a file

intake-field-external-id = Order number
intake-field-sku = SKU
intake-field-name = Product name
intake-field-quantity = Quantity
intake-field-unit-price = Unit price
intake-field-placed-at = Order time
intake-field-customer = Customer name
intake-field-customer-id = Customer number
intake-field-email = E-mail
intake-field-phone = Phone
intake-field-country = Country
intake-field-region = Province or state
intake-field-city = City
intake-field-district = District
intake-field-postcode = Postcode
intake-field-street = Street
intake-field-address = Whole address
intake-field-shipping-fee = Shipping fee
intake-field-paid = Amount paid
intake-field-payment-status = Payment status
intake-field-note = Note
intake-field-currency = Currency
intake-field-barcode = Barcode
intake-field-ignored = Do not import

intake-encoding-utf-8 = UTF-8
intake-encoding-utf-16-le = UTF-16 (little endian)
intake-encoding-utf-16-be = UTF-16 (big endian)
intake-encoding-gb-18030 = GBK / GB18030 (Chinese)
intake-encoding-windows-1252 = Latin-1 / Windows-1252 (Western)

intake-delimiter-comma = Comma ,
intake-delimiter-semicolon = Semicolon ;
intake-delimiter-tab = Tab

## Why a file cannot be read at all

intake-broken-empty = The file is empty. Choose another file.
intake-broken-no-rows = The file has a header but no rows. Choose another file.
intake-broken-not-text = This is not a text file. Save it as CSV (UTF-8) and choose that file.
intake-broken-spreadsheet = This is a spreadsheet file. Save it as CSV (UTF-8) and choose that file.
intake-broken-missing-columns = No column is set for: { $fields }. Choose the columns above.

## What one row says

row-broken = This row cannot be read: the quotes do not match. It is left out.
row-too-few-cells = This row has fewer cells than the header. It is left out.
row-cell-too-long = { $field }: the text is too long. Please shorten it.
row-missing = { $field } is missing.
row-malformed = { $field } “{ $text }”: { $why }
row-quantity-zero = The quantity is zero. The row is left out.
row-quantity-negative = The quantity is negative. Returns and corrections are not orders; the row is left out.
row-quantity-fraction = “{ $text }” is not a whole quantity. The row is left out.
row-cancellation = { $order } is a cancellation. It is not an order and is left out.
row-price-zero = The price is zero.
row-price-negative = The price is negative. The row is left out.
row-price-decimals = “{ $text }” has more decimals than { $currency }. The row is left out.
row-other-currency = The row is in { $text }, the shop’s books are in { $currency }. The row is left out.
row-unknown-product = There is no product { $sku }. Create it, or switch on “Create missing products”.
row-product-without-name = Product { $sku } has no name in the file; it is called { $sku }.
row-merged = Same product and price as row { $first }: added to that line.
row-bad-email = “{ $text }” is not an e-mail address. The order comes without one.
row-bad-phone = “{ $text }” is not a phone number. The order comes without one.
row-bad-country = Country “{ $text }” is not known. The order comes without one.
row-bad-date = “{ $text }” is not a date. The row is left out.
row-bad-barcode = “{ $text }” is not a barcode. The product comes without it.
row-bad-note = The note has been shortened or cleaned.
row-conflict = { $field } differs from the first row of this order. The first one is used.
row-too-many-lines = Order { $order } has more than { $limit } lines. It is left out.
row-order-left-out = Order { $order } is left out because of another row.
row-paid-too-much = The amount paid is more than order { $order } costs. The order is taken as paid.

## The same remarks in a few words, for filters and counts

row-kind-broken = Quotes do not match
row-kind-too-few-cells = Too few cells
row-kind-cell-too-long = Text too long
row-kind-missing = Something is missing
row-kind-malformed = Cannot be read
row-kind-quantity-zero = Quantity is zero
row-kind-quantity-negative = Quantity is negative
row-kind-quantity-fraction = Quantity is not whole
row-kind-cancellation = Cancellations
row-kind-price-zero = Price is zero
row-kind-price-negative = Price is negative
row-kind-price-decimals = Price has too many decimals
row-kind-other-currency = Other currency
row-kind-unknown-product = Unknown product
row-kind-product-without-name = Product without a name
row-kind-merged = Same product twice
row-kind-bad-email = E-mail address not usable
row-kind-bad-phone = Phone number not usable
row-kind-bad-country = Country not known
row-kind-bad-date = Date not usable
row-kind-bad-barcode = Barcode not usable
row-kind-bad-note = Note shortened
row-kind-conflict = Rows of one order differ
row-kind-too-many-lines = Too many lines
row-kind-order-left-out = Order left out
row-kind-paid-too-much = Paid more than it costs

severity = Weight
severity-rejected = Left out
severity-warning = Please look
severity-note = Good to know

## What the whole file comes to

intake-sum-orders = { $n ->
    [one] { $n } order will be placed.
   *[other] { $n } orders will be placed.
}
intake-sum-known = { $n ->
    [one] { $n } order is here already and stays as it is.
   *[other] { $n } orders are here already and stay as they are.
}
intake-sum-products = { $n ->
    [one] { $n } product will be created.
   *[other] { $n } products will be created.
}
intake-sum-cancellations = { $n ->
    [one] { $n } cancellation is left out.
   *[other] { $n } cancellations are left out.
}
intake-sum-rejected-orders = { $n ->
    [one] { $n } order is left out because a row of it cannot be used.
   *[other] { $n } orders are left out because a row of them cannot be used.
}
intake-sum-rejected-rows = { $n ->
    [one] { $n } row cannot be used.
   *[other] { $n } rows cannot be used.
}
intake-sum-no-address = { $n ->
    [one] { $n } order has no address: it will wait on hold.
   *[other] { $n } orders have no address: they will wait on hold.
}
intake-sum-unpaid = { $n ->
    [one] { $n } order is not paid: it will wait on hold.
   *[other] { $n } orders are not paid: they will wait on hold.
}
intake-sum-no-contact = { $n ->
    [one] { $n } order has no e-mail address: its customer cannot be told by mail.
   *[other] { $n } orders have no e-mail address: their customers cannot be told by mail.
}
intake-sum-no-name = { $n ->
    [one] { $n } order has no customer name.
   *[other] { $n } orders have no customer name.
}
intake-customer-word = Customer
intake-more-notes = { $n ->
    [one] { $n } more row like this is counted but not listed.
   *[other] { $n } more rows like this are counted but not listed.
}
