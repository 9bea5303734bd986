//! Roles of sizes. What no cue decides is the size of a record or message and is tied to what is done.

use super::super::amount::Amount;
use super::super::cue::{Row, after, before, near, noun, sentence};
use super::super::role::Role;
use super::super::unit::DAY;

fn one(amount: &Amount) -> bool {
    amount.period().is_none_or(|period| period < DAY) || amount.noun.is_some()
}

/// What goes back to whoever asks.
#[rustfmt::skip]
const GOES_BACK: &[&str] = &[
    "go out per", "goes out per", "go back", "goes back", "going back", "flow back", "flows back", "travel back", "travels back", "come back", "comes back", "are sent back",
    "is sent back", "sent out", "is answered with", "are answered with", "answered by", "answered with", "in return", "are returned", "is returned",
    "output per request", "output per call", "outgoing", "egress per request", "egress per call", "return per request", "handed back", "given back",
    "back per call", "back per request", "back for each", "back for every", "back with each", "back with every", "back each time",
    "back to the client", "back to the browser", "back to the app", "back to the user", "to the caller",
];

/// What is written, by a word that else says what goes back.
#[rustfmt::skip]
const SAVED: &[&str] = &[
    "saved answer*", "stored answer*", "submitted answer*", "recorded answer*", "written answer*", "kept answer*", "archived answer*", "given answer*",
    "saved response*", "stored response*", "submitted response*", "recorded response*", "archived response*", "saved result*", "stored result*",
    "submitted result*", "recorded result*", "archived result*", "entered result*", "saved page*", "stored page*", "archived page*", "scanned page*",
    "that we save", "that we store", "that we keep", "which we save", "which we store", "which we keep", "that is saved", "that is stored", "which is saved",
    "which is stored", "that gets saved", "that gets stored", "to be saved", "to be stored", "that we record",
    "uploaded page*", "saved reply", "stored reply", "saved screen*", "saved view*", "stored view*", "saved search*", "stored search*", "saved repl*",
];

/// What says behind a size that it is of what is written.
#[rustfmt::skip]
const SAVED_BEHIND: &[&str] = &[
    "is saved", "are saved", "is stored", "are stored", "is written", "are written", "gets stored", "gets saved", "is recorded", "are recorded",
];

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row {
        role: Role::ResponseSize,
        fits: one,
        least: 3.0,
        must: &[],
        cues: &[
            noun(
                8.0,
                &[
                    "response", "responses", "page", "pages", "answer", "answers", "reply", "result",
                    "refresh", "read", "view", "download", "search", "query", "lookup", "back",
                ],
            ),
            near(
                6.0,
                &[
                    "response*", "answer*", "repl*", "returned", "returning", "download*", "result*", "per refresh",
                    "per read", "per view", "per page", "page*", "screen*", "serv*", "feed*", "per query",
                    "per search", "view", "views", "a lookup", "a search",
                ],
            ),
            before(3.0, &["answer*", "response*", "page*", "reply", "replies", "screen*"]),
            // `each call returns 12 kB`, `we send back 8 kB`, but `a tax return is 300 kB`
            before(
                6.0,
                &[
                    "returns about", "returns roughly", "returns some", "returns around", "returns on average", "call returns",
                    "request returns", "query returns", "send back", "sends back", "sent back", "ship back", "gets back", "get back", "clients get", "callers get", "users get", "comes back with",
                    "come back with", "hand back", "hands back", "gives back", "give back", "pulls", "fetches",
                ],
            ),
            // `6 kB go back per request`, `a request gets 6 kB in return`, `output per request: 6 kB`
            after(7.0, GOES_BACK),
            before(7.0, GOES_BACK),
            before(7.0, &["we return is", "we send back is", "we return", "they return", "it returns", "api returns", "server returns", "service returns", "backend returns", "calls return", "requests return", "queries return", "brings back", "what we return is", "client receives", "browser receives", "app receives", "caller receives", "user receives", "clients receive"]),
            before(9.0, &["response payload", "response body", "reply payload", "answer payload", "answer body"]),
            after(8.0, &["for a response", "for an answer", "for a reply", "for each response", "for each answer", "for an average response", "to the client with"]),
            after(-8.0, &["for a record", "for each record"]),
            // `an exercise result of 2 kB is saved`
            after(-9.0, SAVED_BEHIND),
            // What is asked, and what is read through to answer, is no answer.
            before(-8.0, &["requests are", "request is", "requests of", "request of", "request size", "request body", "request payload"]),
            near(-8.0, &["scanned", "reads through", "working set"]),
            before(-12.0, SAVED),
            near(-2.5, &[
                "record*", "row*", "stored", "store*", "upload*", "message*", "event*", "write*",
            ]),
        ],
    },
    Row {
        role: Role::DataRate,
        fits: |amount| amount.period().is_some(),
        least: 4.0,
        must: &[
            "data", "log*", "new", "storage", "volume", "generat*", "produc*", "ingest*", "telemetry",
            "traffic", "footage", "stored", "write*",
        ],
        cues: &[
            noun(5.0, &["data", "logs", "new", "day", "hour", "second", "month", "daily"]),
            near(2.0, &["data", "log*", "generat*", "produc*", "ingest*", "volume"]),
            near(-9.0, &["elsewhere", "budget*", "egress", "allowance"]),
        ],
    },
    Row {
        role: Role::StoredTotal,
        fits: |amount| amount.period().is_none(),
        least: 4.0,
        must: &[
            "already", "existing", "currently", "so far", "today", "migrat*", "in total", "legacy",
            "historic*", "now",
        ],
        cues: &[
            near(7.0, &[
                "already", "existing", "currently", "so far", "migrat*", "legacy", "historical",
            ]),
            near(3.0, &["today", "in total", "now"]),
        ],
    },
    Row {
        role: Role::RecordSize,
        fits: one,
        least: 1.5,
        must: &[],
        cues: &[
            before(3.0, &["occupies", "occupy", "takes up", "take up"]),
            before(2.0, &["together", "altogether"]),
            sentence(1.0, &["save something", "saves something", "store something", "stores something", "change something"]),
            noun(
                6.0,
                &[
                    "record", "records", "row", "message", "messages", "event", "events", "document",
                    "reading", "readings", "payload", "entry", "sample", "object", "file", "photo",
                    "image", "packet", "report", "point", "log", "line", "order", "transaction", "update",
                ],
            ),
            near(
                5.0,
                &[
                    "record*", "row*", "entr*", "stored", "store*", "document*", "object*", "metadata",
                    "message*", "event*", "payload*", "reading*", "upload*", "file*", "photo*", "image*",
                    "video*", "packet*", "sample*", "post*", "order*", "transaction*", "booking*", "line*",
                    "report*", "measurement*", "update*", "item*", "link*", "kept", "keep", "copies", ],
            ),
            before(
                2.0,
                &[
                    "is", "are", "about", "roughly", "of", "takes", "averages", "averaging", "weighs",
                    "at",
                ],
            ),
            after(2.0, &["each", "in size", "apiece", "per", "on average"]),
            // `a saved answer is 500 bytes`: an answer of theirs, and none of ours.
            before(9.0, SAVED),
            after(6.0, SAVED_BEHIND),
            after(8.0, &["for a record", "for each record", "for a row", "for an entry", "to disk", "to the disk", "to the database", "into the database"]),
            before(6.0, &["logged with", "recorded with", "stored with", "saved with", "kept with"]),
            before(-8.0, &["app weighs", "app is", "app takes", "apk is", "installer is", "download is", "package is"]),
            // `every write leaves 900 bytes behind`
            before(5.0, &["logs", "log lines", "leaves", "leaves behind", "write", "writes"]),
            near(-8.0, &["memory", "ram", "disk", "cpu", "heap", "scanned", "reads through", "working set"]),
        ],
    },
];
