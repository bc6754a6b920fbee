### Problems that the server tells: over the network, in forms, at the API

problem-title-input = Please check what was entered
problem-title-sign-in = Sign-in needed
problem-title-not-allowed = Not allowed
problem-title-not-found = Not found
problem-title-conflict = Not possible as things stand
problem-title-too-much = Too much at once
problem-title-too-slow = The connection is too slow
problem-title-update = Update needed
problem-title-unavailable = Waybill is not available right now

problem-sign-in-needed = You are not signed in, or your sign-in has ended. Sign in again; nothing on this device is lost.
problem-key-needed = This address needs an API key. Send it as "Authorization: Bearer wb_…".
problem-wrong-sign-in = E-mail and password do not fit together. Check both and try again.
problem-not-allowed = Your role may not do this. Ask an owner of the shop.
problem-not-our-request = This request did not come from Waybill's own pages, so it was not carried out. Load the page again.
problem-https-needed = Signing in over plain http is only safe on this computer itself. Open Waybill with https, or give the server a certificate.
problem-not-found = There is nothing at this address.
problem-wrong-method = This address does not take that kind of request.
problem-too-large = That is more than the server takes at once: at most { $limit }. Send it in smaller parts.
problem-not-readable = The request could not be read. Check its form and send it again.
problem-email-taken = Somebody signs in with this e-mail already. Sign in, or use another address.
problem-password-short = The password needs at least { $least } characters.
problem-password-long = The password may have at most { $most } characters.
problem-password-common = This password is easy to guess. Choose another, for example four words that do not belong together.
problem-password-wrong = The present password is not right.
problem-too-slow = What was sent came too slowly, and the server stopped waiting for the rest. Nothing was changed. Try again with a better connection.
problem-too-many = Too many tries. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
} and try again.
problem-app-too-old = The server has a newer version. Load the page again to get it; your work on this device is kept.
problem-push-gap = Commands before these have not arrived yet. Send them from number { $expected } on.
problem-unavailable = The server cannot reach its books at the moment. Try again shortly; nothing is lost.
problem-broken = Something went wrong on the server. It has been logged. Try again; if it happens again, tell whoever runs this server.
problem-hand-in-no-file = This is no file with unsent changes of Waybill. Choose the file that was saved on the other device's Sync page.
problem-hand-in-other-shop = This file belongs to another shop. Sign in there to hand it in.
problem-hand-in-broken-seal = The seal of this file is broken, or another server has made it. Save the file anew on the device that it came from.
problem-hand-in-no-seal = This file has no seal, so only an owner can hand it in.
problem-hand-in-full = Too much of this person waits for a decision already. Decide on the Sync page, then hand it in again.
