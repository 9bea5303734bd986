//! Nouns that use systems, and words for what is done with them.

/// What kind of member a population has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    /// People.
    People,
    /// Machines, which act by the clock.
    Machines,
    /// Places and organisations.
    Places,
}

/// Whether something done changes state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It does.
    Write,
    /// It does not.
    Read,
    /// Some does, or the statement does not say.
    Mixed,
}

#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "user", "person", "customer", "employee", "visitor", "member", "subscriber", "player", "gamer",
    "student", "pupil", "patient", "driver", "rider", "dispatcher", "agent", "client", "account", "reader",
    "viewer", "listener", "shopper", "buyer", "seller", "merchant", "guest", "citizen", "teacher", "nurse",
    "doctor", "clinician", "clerk", "operator", "analyst", "household", "tenant", "passenger", "fan",
    "follower", "traveller", "traveler", "colleague", "worker", "courier", "consumer", "parent", "child",
    "resident", "owner", "trader", "investor", "cardholder", "learner", "commuter", "creator", "author",
    "editor", "participant", "voter", "taxpayer", "librarian", "borrower", "technician", "planner",
    "apprentice",
    "manager", "volunteer", "attendee", "candidate", "applicant", "policyholder", "musician", "host",
    "caller", "diner", "cook", "chef", "cyclist", "runner", "pilot", "physician", "scientist",
    "researcher", "consultant", "salesperson", "representative", "inspector", "engineer", "developer",
    "moderator", "streamer", "staffer", "man", "woman", "professional", "lecturer", "professor", "lawyer", "accountant",
    "freelancer", "donor", "tourist", "farmer", "bidder", "broker", "coach", "trainee", "instructor", "supervisor", "cashier", "waiter", "grower",
    "pharmacist", "midwife", "couple", "family", "officer", "examinee", "bettor", "juror", "pensioner", "spectator",
    "claimant", "payee", "payer", "ratepayer", "registrant", "entrant", "attendant", "delegate", "nominee",
    "parishioner", "dentist", "vet", "therapist", "carer", "landlord", "motorist", "pedestrian", "pilgrim", "patron", "sponsor",
    "journalist", "adult", "kid", "graduate", "undergraduate", "soldier", "firefighter", "paramedic", "solicitor", "debtor", "creditor",
    "saver", "renter", "bookkeeper", "auditor", "adviser", "advisor", "beneficiary", "caretaker", "housekeeper", "concierge",
    "mechanic", "postman", "bettor", "punter", "gambler", "hiker", "skier", "camper", "swimmer", "golfer", "hobbyist", "enthusiast",
    "apprentice", "novice", "aide", "guide", "guard", "athlete", "recruit", "cadet", "chief", "neighbour", "friend", "monk", "nun",
    "lender", "handler", "adjuster", "assessor", "submitter", "reporter", "remitter", "orderer", "filer", "listener", "ticket holder", "pass holder", "card holder",
];

#[rustfmt::skip]
const MACHINES: &[&str] = &[
    "vehicle", "car", "truck", "lorry", "bus", "scooter", "bike", "bicycle", "device", "sensor", "meter",
    "thermostat", "camera", "phone", "handset", "terminal", "machine", "turbine", "robot", "drone",
    "tracker", "pod", "container", "server", "beacon", "tag", "wearable", "smartwatch", "scanner", "panel",
    "charger", "kiosk", "router", "modem", "appliance", "unit", "inverter", "pump", "valve", "elevator",
    "lift", "train", "ship", "vessel", "plane", "aircraft", "satellite", "probe", "controller", "plc",
    "collar", "bin", "buoy", "fridge", "freezer", "lamp", "light", "lock", "doorbell", "wristband", "till",
    "taxi", "van", "cab", "locomotive", "wagon", "tractor", "battery", "transformer", "monitor", "gauge",
    "detector", "instrument", "printer", "laptop", "endpoint", "counter", "crane", "forklift",
    "tram", "ferry", "barge", "logger", "recorder", "workstation", "computer", "desktop", "notebook", "transmitter", "transponder", "client app", "bot", "crawler", "microservice", "plug", "thermometer", "gateway box", "smartphone", "tablet",
];

#[rustfmt::skip]
const PLACES: &[&str] = &[
    "store", "shop", "site", "branch", "pharmacy", "hospital", "school", "restaurant", "office", "farm",
    "plant", "company", "organisation", "organization", "business", "clinic", "library", "hotel",
    "station", "depot", "factory", "building", "greenhouse", "laboratory", "lab", "practice", "bank",
    "venue", "warehouse", "municipality", "retailer", "outlet", "dealer", "garage", "kitchen", "workspace",
    "firm", "supermarket", "well", "home", "house", "customer account", "team", "lane", "junction",
    "university", "college", "cinema", "theatre", "gym", "salon", "council", "agency", "stadium", "museum",
    "locker", "apartment", "flat", "dwelling", "publisher", "advertiser", "supplier", "hub", "airport", "port", "intersection",
];

/// What kind of member a noun in the singular names.
pub(super) fn members(noun: &str) -> Option<Members> {
    if PEOPLE.contains(&noun) {
        Some(Members::People)
    } else if MACHINES.contains(&noun) {
        Some(Members::Machines)
    } else if PLACES.contains(&noun) {
        Some(Members::Places)
    } else {
        None
    }
}

/// Stems of words for calls of either kind.
#[rustfmt::skip]
const MIXED: &[&str] = &[
    "call", "request", "action", "operation", "hit", "interaction", "api", "transaction mix", "rpc",
    "command",
];

/// Stems of words that change state.
#[rustfmt::skip]
const WRITE: &[&str] = &[
    "send", "sent", "report", "post", "upload", "publish", "writ", "wrote", "creat", "submit",
    "submission", "msg", "purchas", "order", "book", "plac", "record", "updat", "ingest", "insert", "transaction",
    "pay", "reading", "event", "message", "measur", "sampl", "emit", "transmit", "produc", "generat",
    "check-in", "checkin", "comment", "like", "vote", "bid", "reserv", "edit", "save", "chang", "register",
    "registr", "sign up", "signup", "buy", "bought", "add", "enter", "log", "fil", "issu", "dispens",
    "sell", "sold", "sale", "track", "ping", "heartbeat", "location", "position", "photo", "picture",
    "image", "video", "tweet", "snap", "note", "link", "email", "mail", "sms", "notification", "score",
    "answer", "prescri", "invoice", "bill", "claim", "ticket", "trade", "deliver", "shipment", "parcel", "trip",
    "ride", "reservation", "sync", "digitis", "digitiz", "alarm", "alert", "packet", "datapoint", "point", "metric", "span", "entr",
    "entry", "receipt", "withdraw", "deposit", "transfer", "scan", "swip", "push", "return", "loan",
    "borrow", "renew", "impression", "review", "rating", "rate", "donat", "crash", "document", "file", "beacon",
    "telemetry", "beat", "push", "shorten", "creation", "hold", "appointment",
];

/// Stems of words that only read.
#[rustfmt::skip]
const READ: &[&str] = &[
    "read", "view", "search", "brows", "look", "open", "refresh", "poll", "quer", "fetch", "load", "watch",
    "download", "visit", "page", "lookup", "redirect", "click", "see", "get", "consult", "check", "scroll",
    "listen", "stream", "play", "resolv", "follow", "access", "ask", "display", "show", "pull",
    "dashboard", "restor", "use", "log in", "login", "retriev", "list", "find", "reload", "redraw", "screen",
];

/// What people look at: what it does every so many seconds is read, and nothing written.
const DISPLAYS: &[&str] = &[
    "dashboard",
    "screen",
    "display",
    "map",
    "board",
    "chart",
    "panel",
    "view",
    "console",
    "wallboard",
    "browser",
    "page",
    "overview",
    "curve",
    "list",
    "table",
    "graph",
    "cockpit",
];

/// Whether a noun in the singular is one of those who write software, whoever else may build it.
pub(super) fn is_programmer(noun: &str) -> bool {
    matches!(noun, "developer" | "engineer" | "programmer" | "dev" | "sre")
}

/// Whether a noun in the singular names something that people look at.
pub(super) fn is_display(noun: &str) -> bool {
    DISPLAYS.contains(&noun)
}

/// What machines send by themselves.
const MACHINE_MADE: &[&str] = &[
    "message",
    "heartbeat",
    "packet",
    "sample",
    "reading",
    "measurement",
    "status",
    "telemetry",
    "ping",
    "position",
    "batch",
    "signal",
    "frame",
    "datagram",
    "record",
    "datapoint",
    "point",
    "value",
    "location",
    "beacon",
    "report",
    "diagnostic",
    "metric",
    "update",
    "burst",
];

/// Whether a noun in the singular names what machines send by themselves.
pub(super) fn is_machine_made(noun: &str) -> bool {
    MACHINE_MADE.contains(&noun)
}

/// Nouns of things that are done or sent, which a bare count with `each` may count.
pub(crate) fn is_action(noun: &str) -> bool {
    class_of(noun).is_some()
}

/// Nouns made of a verb and its particle for what changes state, with a hyphen between both.
const PHRASAL: &[(&str, &[&str])] = &[
    ("top", &["up"]),
    ("check", &["in", "out"]),
    ("pick", &["up"]),
    ("drop", &["off"]),
    ("cash", &["in", "out"]),
    ("pay", &["in", "out", "off"]),
    ("clock", &["in", "out"]),
    ("tap", &["in", "out"]),
    ("badge", &["in", "out"]),
    ("buy", &["in", "back"]),
    ("hand", &["in", "over"]),
    ("trade", &["in"]),
    ("swap", &["out"]),
    ("write", &["off"]),
    ("sign", &["off"]),
    ("opt", &["in", "out"]),
];

/// Whether a verb and a particle make up such a noun.
pub(super) fn is_phrasal(verb: &str, particle: &str) -> bool {
    PHRASAL.iter().any(|(known, particles)| *known == verb && particles.contains(&particle))
}

/// Whether a noun names a call of whatever kind.
pub(crate) fn is_call(noun: &str) -> bool {
    starts(noun, MIXED)
}

/// Whether a word starts with one of these stems.
fn starts(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// The class a noun says by itself.
pub(super) fn class_of(noun: &str) -> Option<Class> {
    let phrasal = || {
        noun.split_once('-')
            .is_some_and(|(verb, particle)| is_phrasal(verb, particle.strip_suffix('s').unwrap_or(particle)))
    };
    if starts(noun, MIXED) {
        Some(Class::Mixed)
    } else if phrasal() {
        Some(Class::Write)
    } else if starts(noun, READ) && !noun.starts_with("reading") {
        Some(Class::Read)
    } else if starts(noun, WRITE) {
        Some(Class::Write)
    } else {
        None
    }
}

/// The class of a noun, mixed where it says none.
pub(crate) fn class_of_noun(noun: &str) -> Class {
    class_of(noun).unwrap_or(Class::Mixed)
}

/// The class of a verb; `use` and `make` say nothing.
pub(super) fn class_of_verb(verb: &str) -> Option<Class> {
    // Of nouns of that stem nobody says what they do: `rental bikes`.
    if matches!(verb, "rent" | "rents" | "hire" | "hires" | "enrol" | "enrols") {
        return Some(Class::Write);
    }
    match class_of(verb) {
        Some(Class::Mixed) | None => None,
        class => class,
    }
}
