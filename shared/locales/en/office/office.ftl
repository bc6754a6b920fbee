### The office: mails to customers, the parcel page, the search for a parcel, the API.

## Times, as the shop's clock says

office-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }
office-date = { $day } { $month }
office-date-with-year = { $day } { $month } { $year }
office-date-time = { $date }, { $time }
office-today = Today
office-yesterday = Yesterday
office-shop-time = Times are { $offset }.
office-updated-now = Updated just now
office-updated-minutes = { $n ->
    [one] Updated 1 minute ago
   *[other] Updated { $n } minutes ago
  }
office-updated-hours = { $n ->
    [one] Updated 1 hour ago
   *[other] Updated { $n } hours ago
  }
office-updated-days = { $n ->
    [one] Updated 1 day ago
   *[other] Updated { $n } days ago
  }

## The mail "your parcel is on its way"

office-mail-subject = Your order { $number } is on its way
office-mail-greeting = Hello { $name },
office-mail-sentence = Your parcel left us on { $date } and is on its way with { $carrier }.
office-mail-items = In this parcel
office-mail-item = { $name } × { $n }
office-mail-more = { $n ->
    [one] and 1 more item
   *[other] and { $n } more items
  }
office-mail-order = Order
office-mail-carrier = Carrier
office-mail-number = Tracking number
office-mail-address = Goes to
office-mail-follow = Follow your parcel
office-mail-contact-reply = A question? Just answer this mail.
office-mail-contact-phone = A question? Call us: { $phone }.
office-mail-contact-both = A question? Answer this mail or call { $phone }.
office-mail-why = You get this mail because you ordered from { $shop }. The link shows your parcel without signing in; it stops working 60 days after delivery.

## The parcel page

office-parcel-title = { $sentence } · { $shop }
office-parcel-pending = { $carrier } has been told about your parcel
office-parcel-info-received = { $carrier } has been told about your parcel
office-parcel-picked-up = { $carrier } has picked up your parcel
office-parcel-in-transit = On its way with { $carrier }
office-parcel-customs = In customs clearance
office-parcel-out-for-delivery = Out for delivery with { $carrier }
office-parcel-available-for-pickup = Ready at the pick-up point
office-parcel-attempt-failed = Delivery did not work out; { $carrier } will try again
office-parcel-problem = Delayed: { $carrier } reports a problem
office-parcel-delivered = Delivered { $when }
office-parcel-returning = On its way back to { $shop }
office-parcel-returned = Back at { $shop }
office-parcel-carrier-unknown = the carrier
office-parcel-step-ordered = Ordered
office-parcel-step-shipped = Shipped
office-parcel-step-in-transit = In transit
office-parcel-step-delivered = Delivered
office-parcel-step-done = done
office-parcel-progress = Progress
office-parcel-events = What happened so far
office-parcel-no-events = The carrier has not reported anything yet. The first news usually comes within a day.
office-parcel-handed-over = Handed to { $carrier }
office-parcel-number = Tracking number
office-parcel-no-number = There is no tracking number yet.
office-parcel-copy = Copy
office-parcel-copied = Copied
office-parcel-at-carrier = See it at { $carrier }
office-parcel-recipient = Recipient
office-parcel-items = In this parcel
office-parcel-order = Order { $number }
office-parcel-help-problem = You do not have to do anything yet. If nothing changes within two days, write to { $shop }.
office-parcel-help-attempt-failed = Please see to it that somebody can take the parcel in, or write to { $shop }.
office-parcel-help-available-for-pickup = Take the tracking number and an identity card with you.
office-parcel-help-returning = { $shop } will get in touch with you, or write to them.
office-parcel-contact = Contact { $shop }
office-parcel-mail = Write a mail
office-parcel-phone = Call { $phone }
office-parcel-other-language = 中文
office-parcel-find-another = Find another parcel

## No such parcel

office-parcel-gone-title = This parcel cannot be shown
office-parcel-gone-text = The link may be incomplete, or it has expired: parcels are shown until 60 days after delivery.
office-parcel-gone-find = You can look for a parcel with the number of your order.
office-parcel-unavailable-title = This page is not there for a moment
office-parcel-unavailable-text = The server is being looked after. Please try again in a few minutes; nothing is lost.

## Find a parcel

office-find-title = Find your parcel
office-find-text = You need the number of your order and the last four digits of the phone number you gave.
office-find-number = Order number
office-find-number-hint = For example 10482, as in the confirmation of your order
office-find-phone = Last four digits of your phone number
office-find-submit = Find
office-find-nothing = Nothing was found for these two. Check the number of the order and the four digits, and try again. A parcel can be found as soon as it has been shipped.
office-find-too-often = That was too often. Please wait an hour, or use the link in the mail of your order.
office-find-several = There are several parcels
office-find-parcel = { $shop } · { $status }

## The API

office-api-docs-title = Waybill API
office-api-docs-intro = Bring orders in, read them, read stock, keep products. Make a key in Settings and send it as “Authorization: Bearer wb_…”.
office-api-docs-machine = The same as OpenAPI document
office-api-docs-parameters = Parameters
office-api-docs-body = Body
office-api-docs-answers = Answers
office-api-docs-required = required
office-api-docs-schemas = Shapes
problem-api-body = The body is not what is expected: { $why }
problem-api-filter = The filter { $name } has a value that is not known. See /api/v1/docs for the values.
problem-api-idempotency-other = This Idempotency-Key was used with another body. Send the same body again, or use a new key.
problem-api-idempotency-key = An Idempotency-Key has 1 to 200 visible ASCII characters.
problem-demo-not-there = This shop has no demo data.
