### Orders from files.

import-steps = Import
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-done = Import
import-drop = Drop a file with orders here, or choose one
import-drop-hint = CSV with comma, semicolon or tab; UTF-8, UTF-16, GBK or Latin-1; up to 256 MB
import-about = Nothing is placed before you have seen what would happen. The same order never comes twice, and a whole import can be taken back.
import-unreadable = This file cannot be read. Choose it again, or another one.
import-too-large = This file is larger than 256 MB. Split it, or use the import command on the server.
import-other-file = Another file
import-columns = Columns of the file
import-column = Column
import-samples = First values
import-meaning = Means
import-meaning-of = Meaning of { $name }
import-encoding = Letters
import-delimiter = Columns are separated by
import-header = First row
import-header-yes = Names the columns
import-header-no = Is an order already
import-options = How the rows become orders
import-channel-hint = Where the orders come from. Together with the order number it names an order for ever.
import-create-products = Create missing products
import-create-products-hint = Products that the shop does not have get name and price from the file.
import-paid = The orders are paid
import-paid-hint = For files that say nothing about payment. Otherwise these orders wait for their payment.
import-skip-bad = Place orders without their bad rows
import-skip-bad-hint = Otherwise an order with a bad row is left out as a whole, and the report names it.
import-currency = All amounts are in { $currency }, the currency of the shop.
import-check = Check the file
import-checking = Checking the file…
import-back = Change columns
import-go = { $n ->
    [one] Import { $shown } order
   *[other] Import { $shown } orders
}
import-unknown-products = The file names products that the shop does not have.
import-create-and-check = Create them and check again
import-preview = First orders
import-report = Report
import-severity = Weight
import-running = { $n ->
    [one] Importing { $shown } order from { $file }
   *[other] Importing { $shown } orders from { $file }
}
import-leave = You can leave this screen; the import goes on. Keep this tab open.
import-done = { $file } is imported
import-placed = { $n ->
    [one] { $shown } order placed.
   *[other] { $shown } orders placed.
}
import-known = { $n ->
    [one] { $shown } order was here already.
   *[other] { $shown } orders were here already.
}
import-refused = { $n } × not placed: { $why }
import-another = Import another file
import-see = See the orders
import-past = Imported files
import-undo = Take back
import-undo-of = Take { $file } back
import-undo-title = Take this import back?
import-undo-note = All orders of { $file } go away, except those that somebody has worked on. Created products stay.
import-undoing = Taking the orders back…
import-undone = { $file } has been taken back.
