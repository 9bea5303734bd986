//! Words that several marks are made of.

/// Words that deny.
#[rustfmt::skip]
pub(super) const NOT: &[&str] = &[
    "no", "not", "never", "cannot", "can't", "mustn't", "must not", "may not", "avoid*", "without",
    "impossible", "prevent*", "forbid*", "only", "neither", "unacceptable", "inadmissible", "ruled out", "out of the question", "nobody", "nothing", "none", "nor", "don't", "zero",
];
/// Words of handing something out.
#[rustfmt::skip]
pub(super) const HANDED: &[&str] = &[
    "vote*", "cast", "sold", "sell*", "book*", "charg*", "reserv*", "assign*", "allocat*", "paid", "pay", "spent", "spend",
    "dispens*", "issued", "redeem*", "claim*", "given", "handed", "debit*", "used", "taken", "rent*",
    "lent", "let", "allot*", "leased", "promised", "award*", "granted", "counted", "bought", "transfer*", "credited", "executed", "billed",
    "deliver*", "get the same", "gets the same", "handed out", "unlock*", "occup*", "matched", "win", "won", "filled", "shipped", "enter*", "admitted", "let in", "validated", "checked in",
];
/// Words of taking money or goods, which are not said of other things.
#[rustfmt::skip]
pub(super) const TAKEN: &[&str] = &[
    "captured", "capture", "captures", "capturing", "settled", "fulfilled", "cashed", "refunded", "withdrawn", "payout may be made", "payment may be made",
];

/// Words of what comes a second time.
#[rustfmt::skip]
pub(super) const AGAIN: &[&str] = &["twice", "more than once", "again", "repeat*", "retr*", "resen*", "duplicate*", "however often", "several times", "redeliver*"];
/// Words of what is gone.
#[rustfmt::skip]
pub(super) const LOST: &[&str] = &[
    "lost", "lose", "loss", "losing", "disappear*", "vanish*", "dropped", "go missing", "goes missing", "gone missing", "be gone", "is gone", "be missing",
];
/// Words of what senders or users are told once it is accepted.
#[rustfmt::skip]
pub(super) const SAID: &[&str] = &[
    "acknowledg*", "acked", "ack", "accepted", "confirm*", "receipt", "receipted", "committed", "received", "taken in", "tick", "checkmark", "check mark",
    "said ok", "said yes", "answered with", "answered ok", "success page", "success message", "showed success", "shown success", "reference number",
    "booking number", "order number", "marked as sent", "marked as saved", "shows saved", "saved means", "sees \" saved", "says saved", "thank you page",
    "thank you", "response of 200", "http 200", "returned ok", "replied ok", "green light", "returned 2*", "have returned",
];
/// Words of an outage or of its end.
#[rustfmt::skip]
pub(super) const BACK: &[&str] = &[
    "outage*", "failure*", "fails", "fail", "drops out", "unreachable", "is down", "buffer*", "offline", "blackout*", "power cut", "interrupt*", "disconnect*", "reconnect*", "dial* back in", "connect* again", "breakdown",
    "afterwards", "come back", "comes back", "came back", "is back", "are back", "returns", "restored", "goes down", "went down", "works again", "work again", "up again",
    "when the link", "once the link", "soon as the link", "after the link", "when the line", "once the line", "soon as the line",
    "when the network", "once the network", "soon as the network", "network is", "network fails", "network comes", "when the power", "once the power", "soon as the power",
    "after a power", "when the signal", "once the signal", "soon as the signal", "when the connection", "once the connection", "soon as the connection",
    "when the uplink", "once the uplink", "soon as the uplink", "when the cable", "once the cable", "soon as the cable",
];
