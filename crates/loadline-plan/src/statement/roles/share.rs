//! Roles of shares.

use super::super::amount::Amount;
use super::super::cue::{Row, after, before, near, noun, sentence};
use super::super::role::Role;

fn part(amount: &Amount) -> bool {
    amount.value < 1.0 && amount.value > 0.0
}

fn nearly_all(amount: &Amount) -> bool {
    amount.value >= 0.9 && amount.value <= 1.0
}

#[rustfmt::skip]
const PROVIDERS: &[&str] = &[
    "provider*", "outside", "partner*", "third party", "third parties", "external*", "supplier*", "vendor*",
    "upstream", "processor*", "bank*", "carrier*", "psp", "acquirer*", "stripe", "paypal", "twilio",
    "their", "depend*", "service we call", "gateway*", "scheme*", "operator*", "identity provider",
    "insurer*", "api of", "registry", "weather", "its terms", "their terms", "by contract", "vouch*", "its operator",
];

/// Words before what we promise ourselves.
#[rustfmt::skip]
const OURS: &[&str] = &[
    "availability must be", "availability should be", "availability has to be", "availability shall be", "availability is to be",
    "availability target", "availability goal", "we promise", "we want", "we need", "we aim at", "our availability", "our own", "we ourselves", "our contract", "required of us", "uptime goal", "the goal is", "goal is", "demands of us", "asked of us",
];

#[rustfmt::skip]
const GROWTH: &[&str] = &[
    "grow*", "grew", "growth", "increas*", "rise*", "rising", "climb*", "expand*", "goes up", "go up", "going up",
    "more every year", "more each year", "more per year", "year on year", "year over year", "more traffic every", "yoy",
];

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row {
        role: Role::Availability,
        fits: nearly_all,
        least: 2.0,
        must: &[],
        cues: &[
            near(
                6.0,
                &[
                    "availab*", "uptime", "slo", "slos", "reachable", "succeed*", "success*",
                    "reliab*", "works", "working", "nines", "sla", "online", "downtime",
                ],
            ),
            noun(2.0, &["nines"]),
            before(4.0, OURS),
            // `booking itself has to be up`, whatever a provider promises
            before(5.0, &["itself", "ourselves", "has to be up", "have to be up", "must be up"]),
            // `look something up` promises nothing.
            before(6.0, &["up"]),
            near(-12.0, &["has been up", "have been up", "was up", "so far"]),
            before(-6.0, &["make up", "makes up", "set up", "follow up"]),
            noun(6.0, &["up", "available", "availability", "uptime"]),
            near(2.5, &["we want", "we need", "we aim", "promise*", "guarantee*", "commit*", "target*"]),
            after(
                6.0,
                &[
                    "succeed*", "successful*", "without error*", "without an error", "must work",
                    "to work", "are answered", "be answered", "without failure", "error free",
                ],
            ),
            near(-5.0, PROVIDERS),
            near(
                -4.0,
                &[
                    "of requests", "of all requests", "of calls", "of queries", "of answers",
                    "of responses", "of pages", "of searches", "of them",
                ],
            ),
        ],
    },
    Row {
        role: Role::DependencySla,
        fits: nearly_all,
        least: 4.0,
        must: PROVIDERS,
        cues: &[
            near(5.0, PROVIDERS),
            near(
                4.0,
                &[
                    "sla", "promis*", "guarantee*", "contract*", "commit*", "advertis*", "availab*",
                    "uptime", "offers", "reliable", "up", "good for", "vouch*", "concede*",
                ],
            ),
            before(-6.0, &["itself", "ourselves"]),
            // `checkout availability 99.95 % over 90 days; the payment provider guarantees 99.99 %`
            before(-2.5, &["availability", "available", "uptime"]),
            // `99.95 % is agreed with the operators`
            after(-12.0, &["agreed with", "to the operators", "to our partners"]),
            before(-4.0, OURS),
        ],
    },
    Row {
        role: Role::WriteShare,
        fits: part,
        least: 3.0,
        must: &[
            "call*", "request*", "traffic", "operation*", "load", "action*", "hits", "interaction*",
            "write*", "writ*", "visit*", "activit*", "them", "those", "these", "quer*", "api", "view*",
            "session*",
        ],
        cues: &[
            after(
                7.0,
                &[
                    "write*", "writ*", "purchas*", "order*", "upload*", "post*", "updat*", "creat*",
                    "booking*", "book", "hold*", "insert*", "modif*", "edit*", "checkout*", "payment*",
                    "transaction*", "submit*", "submission*", "chang*", "buy*", "reserv*", "save", "saves",
                    "mutat*", "bid", "bids", "comment*",
                ],
            ),
            before(4.5, &["write*", "writ*", "purchas*", "updat*", "writes are", "mutat*"]),
            before(12.0, &["writes :", "writes =", "write :", "write share :", "share of writes :", "write requests :", "writing :"]),
            before(-12.0, &["reads :", "read :", "reads =", "reading :", "read requests :"]),
            before(6.0, &["write requests", "writing requests", "write calls", "write accesses", "share of writes", "write operations", "writes"]),
            after(-2.5, &["read", "reads", "reading", "brows*", "search*", "view*"]),
            after(4.0, &["readings"]),
            near(
                -5.0,
                &[
                    "cancel*", "fail*", "abandon*", "return*", "fraud*", "availab*", "grow*", "hour",
                    "hours", "evening*", "cach*",
                ],
            ),
        ],
    },
    Row {
        role: Role::ReadShare,
        fits: part,
        least: 3.0,
        must: &[
            "call*", "request*", "traffic", "operation*", "load", "action*", "hits", "interaction*",
            "read", "reads", "reading", "visit*", "activit*", "them", "those", "these", "quer*", "api", "access*",
        ],
        cues: &[
            after(
                7.0,
                &[
                    "read", "reads", "reading", "brows*", "search*", "view*", "look*", "get", "gets", "fetch*", "only read",
                    "only look", "lookup*",
                ],
            ),
            before(4.5, &["read", "reads", "reading", "reads are", "read only"]),
            before(12.0, &["reads :", "reads =", "read :", "read share :", "share of reads :", "read requests :", "reading :"]),
            before(-12.0, &["writes :", "write :", "writes =", "writing :", "write requests :"]),
            after(-9.0, &["get written", "gets written", "get stored", "gets stored", "get saved", "gets saved", "get changed"]),
            // `3 % are meter readings`
            after(-7.0, &["readings"]),
            near(-5.0, &["cach*", "availab*", "grow*", "p99", "p95", "within"]),
        ],
    },
    Row {
        role: Role::Growth,
        fits: |amount| amount.value > 0.0,
        least: 4.0,
        must: GROWTH,
        cues: &[
            near(7.0, GROWTH),
            noun(1.0, &["year", "month", "yearly", "monthly"]),
        ],
    },
    Row {
        role: Role::ActiveShare,
        fits: part,
        least: 3.0,
        must: &[],
        cues: &[
            near(
                7.0,
                &[
                    "dau / mau", "stickiness", "active", "typical day", "average day", "normal day", "working day", "weekday", "ordinary day", "usual day", "log in", "logs in", "sign in", "signs in", "on a given day",
                    "on any given day", "on any day", "on a day", "on one day", "on any one day", "any single day", "on a single day", "in the course of a day", "within a day", "in a day", "on an average day", "come back", "are online", "use it every day",
                    "use it daily", "daily", "each day", "every day",
                ],
            ),
            before(-3.0, &["availab*", "uptime"]),
            near(-3.0, &["write*", "read", "reads", "reading", "grow*", "orders"]),
            sentence(0.5, &["of them", "of users", "of these"]),
        ],
    },
    Row {
        role: Role::HeadroomShare,
        fits: |amount| amount.value > 0.0,
        least: 4.0,
        must: &[],
        cues: &[near(8.0, &[
            "headroom", "spare", "reserve", "reserves", "slack", "safety margin", "margin", "on top", "extra", "surcharge", "overcapacity", "safe side", "we add", "added", "safety",
            "more than needed", "more than is needed", "overprovision*", "over provision*", "buffer", "to the peak", "more than the peak", "more than the load", "more than the normal load", "more than the expected", "above the ordinary", "above the normal", "above the usual", "above the regular", "above the expected",
        ]), after(-9.0, &["reserve or", "reserve a", "reserve the", "reserve some*", "reserve their", "reserve it", "reserve and"]), before(2.0, &["plus", "and"]), sentence(1.5, &["headroom"]), near(3.0, &["required capacity", "capacity", "load plus", "peak plus"])],
    },
    Row {
        role: Role::HitRatio,
        fits: part,
        least: 4.0,
        must: &["cache*", "hit*", "cdn"],
        cues: &[near(
            8.0,
            &["hit ratio", "hit rate", "cache hit*", "from cache", "from the cache", "cach*", "cdn"],
        )],
    },
    Row {
        role: Role::PeakShare,
        fits: part,
        least: 4.5,
        must: &["hour", "hours", "minutes", "noon", "o'clock", "evening", "morning"],
        cues: &[
            before(6.0, &["peak hour", "busiest hour", "busy hour", "rush hour"]),
            after(6.0, &["in the peak hour", "in the busiest hour", "into the peak hour", "into the busiest hour", "in the rush hour"]),
            near(
                5.0,
                &[
                    "arriv*", "come", "comes", "fall*", "happen*", "concentrat*", "occur*", "between",
                    "takes place", "take place", "carr*", "account*", "is made", "are made", "land*", "are placed", "is placed",
                ],
            ),
            near(
                4.0,
                &[
                    "hour", "hours", "minutes", "evening", "lunch*", "morning", "rush", "peak*", "busiest",
                ],
            ),
            sentence(1.5, &["in the hour", "in the single hour", "in one hour", "in the full hour", "of a day", "of the day", "of each day", "of one day"]),
            near(-6.0, &["availab*", "uptime", "sla", "fail*"]),
        ],
    },
];
