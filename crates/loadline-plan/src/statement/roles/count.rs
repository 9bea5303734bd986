//! Roles of counts and of counts per time, apart from populations and what they do.

use super::super::amount::Amount;
use super::super::cue::{Row, Scene, after, before, near, noun, sentence};
use super::super::noun::{is_plural, singular};
use super::super::role::Role;
use super::super::token::Token;
use super::super::vocabulary::{Class, Members, class_of, members};
use std::ops::Range;

fn rate(amount: &Amount) -> bool {
    amount.is_rate() && amount.value > 0.0
}

fn plain(amount: &Amount) -> bool {
    amount.period().is_none()
}

/// A rate over less than a day: nobody says what one instance carries per month.
fn brisk(amount: &Amount) -> bool {
    amount.period().is_some_and(|seconds| seconds <= 3_600.0) && amount.value > 0.0
}

#[rustfmt::skip]
const INSTANCES: &[&str] = &[
    "instance*", "node*", "server*", "machine", "machines", "box", "boxes", "pod", "pods", "worker*",
    "container*", "host", "hosts", "vm", "vms", "one core", "a core", "per core", "each core", "cores", "shard*", "broker*", "replica", "a process", "one process",
    "each process", "every process", "per process", "process each",
    "task", "thread", "collector*", "ingester*", "partition", "unit", "cpu", "receiver*", "runner*", "executor*", "lambda*",
];

/// What is said of a rate that all workers have together.
#[rustfmt::skip]
const OF_ALL: &[&str] = &[
    "all workers", "all the workers", "all our workers", "all consumers", "all the consumers", "all processors", "all decoders", "as a group",
    "all of them together", "all of them counted", "between them",
];

/// Stems of what a fleet does with what comes to it.
const CARRY: &[&str] = &[
    "take", "handl", "accept", "process", "digest", "cop", "absorb", "manag", "sustain", "carr", "can",
    "consum", "ingest",
];

/// `the collectors get through 6,000 reports per second`: what all of them do together, where nothing is said of one.
pub(super) fn of_all_together(scene: &Scene<'_>, amount: &Amount) -> bool {
    /// Tokens in which the clause of an amount is looked for.
    const REACH: usize = 40;
    if !brisk(amount) {
        return false;
    }
    let word = |at: usize| scene.tokens[at].word.as_str();
    let from = scene.sentence.start.max(amount.tokens.start.saturating_sub(REACH));
    let to = scene.sentence.end.min(amount.tokens.end + REACH);
    let clause = (from..amount.tokens.start).rev();
    let clause =
        clause.take_while(|at| !matches!(word(*at), ";" | ":" | ".")).last().unwrap_or(amount.tokens.start);
    let names = |at: usize| {
        let stem = INSTANCES
            .iter()
            .any(|name| name.strip_suffix('*').is_some_and(|stem| word(at).starts_with(stem)));
        stem || INSTANCES.contains(&word(at))
    };
    let of_one = (clause..to).filter(|at| !amount.tokens.contains(at)).any(|at| {
        // `an outage` is no instance.
        matches!(word(at), "each" | "every" | "per" | "apiece" | "single")
            // `one of our containers`
            || word(at) == "one" && scene.tokens.get(at + 1).is_some_and(|next| next.is("of"))
            || matches!(word(at), "one" | "a" | "an")
                && (at + 1..scene.sentence.end.min(at + 5))
                    .any(|next| names(next) && (!is_plural(word(next)) || word(at + 1) == "of"))
    });
    let led = |at: usize| {
        (at.saturating_sub(3).max(clause)..at).any(|at| matches!(word(at), "the" | "our" | "all"))
    };
    let several =
        (clause..amount.tokens.start).rev().find(|at| names(*at) && is_plural(word(*at)) && led(*at));
    let Some(several) = several else { return false };
    // `our servers get 6,000 requests per second` says what comes.
    let carries = (several + 1..amount.tokens.start).any(|at| {
        let next = scene.tokens.get(at + 1).map_or("", |token| token.word.as_str());
        CARRY.iter().any(|stem| word(at).starts_with(stem))
            || matches!((word(at), next), ("get", "through") | ("work", "off" | "through"))
    });
    carries && !of_one
}

/// `one receiving node copes with 250 readings per second, and together they carry twice the load`: what one does in its clause, whatever all
/// of them do in another.
pub(in crate::statement) fn of_one_alone(tokens: &[Token], sentence: &Range<usize>, amount: &Amount) -> bool {
    let word = |at: usize| tokens[at].word.as_str();
    let ends = |at: &usize| matches!(word(*at), "," | ";" | ":" | "." | "and" | "but");
    let start = amount.tokens.start;
    let clause = (sentence.start..start).rev().find(ends).map_or(sentence.start, |at| at + 1);
    let names = |at: usize| {
        let stem = INSTANCES
            .iter()
            .any(|name| name.strip_suffix('*').is_some_and(|stem| word(at).starts_with(stem)));
        !is_plural(word(at)) && (stem || INSTANCES.contains(&word(at)))
    };
    // `one of our servers copes with 450 requests a second`
    let one_of = word(clause) == "one"
        && clause + 3 < start
        && word(clause + 1) == "of"
        && matches!(word(clause + 2), "our" | "the" | "these" | "them");
    let one_of_them = |at: usize| {
        let one = singular(word(at));
        one_of && at == clause + 3 && INSTANCES.iter().any(|name| one.starts_with(name.trim_end_matches('*')))
    };
    let names = |at: usize| names(at) || one_of_them(at);
    let single = matches!(word(clause), "one" | "each" | "every" | "a" | "an") || word(clause) == "single";
    let named = (clause + 1..start.min(clause + 5)).find(|at| names(*at));
    let all = || {
        (clause..start).any(|at| {
            matches!(word(at), "together" | "total" | "whole" | "altogether" | "combined" | "all" | "backlog")
        })
    };
    let carries = |from: usize| {
        (from + 1..start.min(from + 4)).any(|at| CARRY.iter().any(|stem| word(at).starts_with(stem)))
    };
    brisk(amount) && single && named.is_some_and(carries) && !all()
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row {
        role: Role::Copies,
        fits: |amount| plain(amount) && amount.value <= 20.0,
        least: 4.0,
        must: &[],
        cues: &[
            noun(9.0, &["copies", "copy", "replicas", "replica", "way", "ways"]),
            before(
                6.0,
                &[
                    "replication factor", "replication factor of", "replication factor :", "copy factor :", "storage factor :", "rf", "rf :", "rf =", "replication :",
                    "replication", "replicas :", "replicas =", "replicas", "copies :", "copies =",
                ],
            ),
            before(5.0, &["written to", "stored on", "kept on", "saved to", "duplicated across", "duplicated to", "mirrored across", "replicated across", "copied to", "duplicated on"]),
            after(3.0, &["way replicat*", "replicas", "copies"]),
            near(-4.0, &["read replica*", "lag*"]),
        ],
    },
    // `kept for two weeks on three disks`
    Row {
        role: Role::Copies,
        fits: |amount| plain(amount) && (2.0..=10.0).contains(&amount.value),
        least: 5.0,
        must: &["kept", "keep*", "stored", "store", "written", "held", "saved", "duplicated", "mirrored", "copied", "retain*", "replicat*", "a copy", "hold a copy", "stay", "stays", "remain*", "one copy", "full copy", "copy on each", "holds all", "hold all", "hold everything", "holds everything", "storage", "exist", "exists", "live", "lives", "held"],
        cues: &[
            noun(4.0, &["disk", "disks", "sites", "locations", "places", "drives", "volumes", "machines", "nodes", "servers", "zones", "systems", "tapes", "media", "clouds"]),
            // `one copy in each of two data centres`
            before(6.0, &["in each of", "at each of", "on each of", "in every one of", "each in one of"]),
            noun(10.0, &["data centres", "data centers", "datacentres", "datacenters"]),
            before(2.0, &["on", "to", "at", "across", "over", "in"]),
            after(4.0, &["each with a full copy", "a full copy", "each of which holds", "each holding", "hold everything", "hold all", "each with a copy"]),
            near(-4.0, &["region*", "log in", "use"]),
        ],
    },
    Row {
        role: Role::PeakFactor,
        fits: |amount| plain(amount) && amount.value <= 1_000.0 && amount.noun.as_ref().is_none_or(|noun| noun.words.contains("factor")),
        least: 4.0,
        must: &["peak*", "multipl*"],
        cues: &[before(7.0, &["multiplies the average load by", "multiplies the load by", "multiplies the usual load by", "multiplies the normal load by", "multiplies traffic by", "multiplies the traffic by", "multiplies the average traffic by", "is multiplied by", "multiplies it by"]), before(
            6.0,
            &[
                "peak factor", "peak factor of", "peak factor :", "peak multiplier", "peak multiplier of", "peak multiplier :",
                "peak to average", "peak to mean", "mean ratio", "mean ratio :", "peak / avg", "peak / avg =", "peak / average", "peak / average =",
                "peak / mean", "peak / mean =", "factor at peak", "factor at peak :", "load factor at peak :", "average ratio of", "average ratio", "average ratio :", "average ratio is", "peak factor is",
            ],
        )],
    },
    Row {
        role: Role::Headroom,
        fits: |amount| plain(amount) && amount.value <= 100.0 && amount.noun.is_none(),
        least: 4.0,
        must: &["headroom", "reserve", "safety", "plan*", "provision*", "dimension*", "size*"],
        cues: &[near(-6.0, &["peak factor", "peaks at", "replication factor", "peak to average"]), before(6.0, &["factor", "factor of", "reserve :", "reserve of", "reserve", "safety :", "safety factor", "factor of safety", "safety factor of", "reserve factor", "reserve factor of", "headroom", "headroom of", "headroom factor", "headroom factor of", "headroom :", "headroom is"])],
    },
    Row {
        role: Role::Regions,
        fits: |amount| plain(amount) && amount.value <= 50.0,
        least: 5.0,
        must: &[],
        cues: &[noun(
            9.0,
            &[
                "region", "regions", "data centre*", "data center*", "datacentre*", "datacenter*",
                "continents", "continent",
            ],
        )],
    },
    Row {
        role: Role::Team,
        fits: |amount| plain(amount) && amount.value <= 60.0,
        least: 4.0,
        must: &[
            "volunteer*",
            "team*", "engineer*", "developer*", "devs", "programmer*", "we", "staff*", "fte*", "sre*",
            "built", "build", "squad*", "run", "work on", "us", "of you", "people", "person", "crew", "staffing", "headcount", "colleagues",
        ],
        cues: &[
            noun(
                8.0,
                &[
                    "volunteers", "team", "teams", "squad", "squads", "engineer", "engineers", "developer", "developers",
                    "devs", "dev", "programmers", "sres", "fte", "ftes", "admins",
                ],
            ),
            // `the three of us`
            noun(8.0, &["of us", "of you"]),
            before(9.0, &[
                "team of", "team has", "team counts", "team consists of", "teams of", "squad of", "squads of", "team is", "team :", "team |", "we are", "we're",
                "crew of", "group of", "squad has", "team size", "team size :", "team size is", "staffing :", "staffing is", "headcount :",
                "headcount is", "headcount of", "built by", "developed by", "maintained by",
            ]),
            before(2.0, &["team", "teams"]),
            // `two people build it`
            after(8.0, &["work on this", "work on the", "on this", "on it", "on the job", "on the project", "to the project", "are assigned to", "are dedicated to", "build the", "develop the", "are going to build", "build it", "build this", "build and run", "will build", "develop it", "work on it", "maintain it", "run it", "operate it"]),
            near(
                -7.0,
                &[
                    "quer*", "search*", "run some", "log in", "use", "uses", "using", "users", "employees",
                    "visit*", "customers", "each send*", "dashboard*", "poll*", "follow*", "watch*", "look*", "open", "screen*",
                    "refresh*", "see", "sees", "keep an eye",
                ],
            ),
        ],
    },
    Row {
        role: Role::Quota,
        fits: rate,
        least: 4.0,
        must: &["max", "limit*", "quota*", "cap", "caps", "capped", "throttl*", "allow*", "at most", "no more than", "maximum", "grants", "permit*", "reject*", "accepts"],
        cues: &[
            near(6.0, &["max", "limit*", "quota*", "cap", "caps", "capped", "throttl*", "allow*", "grants", "reject*", "rate limit*"]),
            // `55 permits a day` is no limit.
            before(6.0, &["permit", "permits"]),
            near(3.0, &["accepts", "no more than", "takes no more", "lets us", "grants us"]),
            before(2.0, &["at most", "no more than", "up to", "only", "to", "maximum"]),
            near(
                3.5,
                &[
                    "provider*", "external*", "partner*", "third party", "upstream", "gateway*", "their",
                    "bank*", "vendor*", "supplier*", "processor*", "carrier*", "psp", "lets us", "us",
                ],
            ),
            near(-3.0, INSTANCES),
        ],
    },
    Row {
        role: Role::InstanceCapacity,
        // `250 agents whose screens refresh every 30 seconds` are people, and `60,000 containers report every minute` act themselves.
        fits: |amount| brisk(amount) && !matches!(members(amount.head()), Some(Members::People | Members::Machines)),
        least: 5.0,
        must: INSTANCES,
        cues: &[
            noun(5.0, INSTANCES),
            near(5.0, INSTANCES),
            near(
                3.0,
                &[
                    "handl*", "serv*", "accept*", "process*", "sustain*", "take*", "manag*", "cope*",
                    "capable", "do", "does", "can", "good for", "measured", "benchmark*", "digest*",
                    "absorb*", "carr*", "push*", "support*", "per", "designed for", "laid out for", "built for", "specified for", "rated at",
                    "rated for", "dimensioned for", "sized for", "meant for", "the design limit", "bear", "bears", "tested", "writes away",
                    "stores at most", "is needed", "are needed", "holds out",
                ],
            ),
            before(2.0, &["one", "a single", "single", "each", "every", "an", "a"]),
            before(6.0, &["tops out at", "maxes out at", "saturates at", "peaks out at", "is limited to", "gives up at", "gets through"]),
            before(2.0, &[":", "=", "capacity", "throughput"]),
            after(4.0, &["each", "apiece"]),
            after(3.0, &["is what one", "is what a", "is what an", "is what each", "are what one", "are what a", "are what an", "are what each"]),
            before(2.5, &["per machine ,", "per instance ,", "per node ,", "per server ,", "per pod ,", "per container ,"]),
            after(7.0, &[
            "fit on one", "fits on one", "fit on a", "fits on a", "fit on an", "fit on each", "fit into one", "fit in one", "go on one", "can be put on one",
            "can be put on a", "run on one", "may be put on one", "are all that one", "is all that one", "are all one", "find room on one",
        ]),
        after(5.0, &["the design limit of", "one server is needed", "one node is needed", "one instance is needed", "one machine is needed", "the limit of one", "the limit of an", "the ceiling of one", "the ceiling of an", "the most one", "saturate one", "saturate a", "saturate an"]),
            near(
                -6.0,
                &[
                    "whole", "in total", "total", "together", "altogether", "combined", "fleet", "cluster", "all",
                ],
            ),
            near(-9.0, OF_ALL),
        ],
    },
    Row {
        role: Role::ProcessingRate,
        fits: |amount| rate(amount) && amount.period().is_some_and(|seconds| seconds <= 86_400.0),
        least: 5.0,
        must: &[
            "process*", "drain*", "consum*", "work*", "catch*", "digest*", "handle*", "clear*", "tops", "ingest*",
            "sustain*", "manage", "manages", "managing", "cope*", "get through", "gets through", "import", "pipeline", "ingest", "loader", "backend", "full speed", "flat out", "stage",
            "evaluat*", "scor*", "analys*", "over all machines", "over all nodes", "over all servers", "caught up", "made up for",
        ],
        cues: &[
            // What is processed is no load where something has piled up.
            sentence(3.0, &["backlog*", "catch* up", "outage*", "pile* up", "piled up", "work* off", "afterwards", "worked off", "buffer*", "fails", "offline", "is back", "are back", "comes back", "come back", "connect again", "reconnect*", "live ones", "live messages"]),
            near(
                4.0,
                &[
                    "tops out", "ingestion", "process*", "drain*", "consum*", "work* off", "work* through", "catch* up", "digest*",
                    "clear*", "handle*", "get through", "gets through", "chew* through", "caught up",
                ],
            ),
            near(4.0, &["worker*", "consumer*", "pipeline", "processor*", "backend", "back end", "processing", "loader*", "importer*", "import", "stage", "evaluation", "evaluated", "scoring", "analysis"]),
            near(8.0, &["over all machines", "over all nodes", "over all servers", "on all machines together"]),
            near(6.0, OF_ALL),
            near(5.0, &[
                "whole", "cluster", "fleet", "tops out", "in total", "total", "together", "altogether", "combined", "as a whole", "overall",
            ]),
            near(6.5, &["full speed", "flat out"]),
            before(5.0, &["we can work through", "we can work off", "we can get through", "we can clear", "we can process", "we can handle", "we can digest", "we can consume", "we can take in", "we are able to process", "the import takes", "the pipeline takes", "the ingest takes", "the loader takes", "the backend takes", "the import accepts", "the pipeline accepts"]),
            // `the pipeline's throughput is 5,000 messages a second`
            before(4.0, &["throughput", "processing capacity", "processing rate", "processing :"]),
            after(-6.0, &["each", "apiece"]),
            near(-5.0, &["one worker", "each worker", "a worker", "single", "per worker", "a single"]),
        ],
    },
    Row {
        role: Role::PeakRate,
        fits: rate,
        least: 3.0,
        must: &[
            "peak*", "spike*", "busiest", "burst*", "maximum", "rush*", "surge", "surges", "worst", "highest",
            "hits", "top load", "largest load", "greatest load", "tops out", "maxes out", "record load", "all time high",
        ],
        cues: &[
            near(
                6.0,
                &[
                    "peak*", "spike*", "busiest", "burst*", "maximum", "rush*", "surge", "surges", "worst",
                    "highest", "top load", "largest load", "greatest load", "record load", "all time high",
                ],
            ),
            before(14.0, &["load tops out at", "traffic tops out at", "demand tops out at", "load maxes out at", "traffic maxes out at"]),
            before(1.5, &["up to", "at", "to", "of"]),
            after(-6.0, &["on average", "average", "off peak"]),
            before(-4.0, &["average of", "averages", "averaging", "mean of", "normally"]),
            near(-4.0, INSTANCES),
            near(-3.0, &["limit*", "quota*"]),
        ],
    },
    Row {
        role: Role::ReadsPerWrite,
        fits: |amount| {
            amount.period().is_none() && class_of(amount.head()) == Some(Class::Read) && members(amount.head()).is_none()
        },
        least: 5.0,
        must: &[
            "per write", "per post", "per upload", "per new", "per order", "per booking", "per update",
            "for each", "for every", "to one write", "to each write",
        ],
        cues: &[
            sentence(
                6.0,
                &[
                    "for each", "for every", "per write", "per post", "per upload", "per new",
                    "per booking", "per order", "per update", "to one write", "to each write",
                ],
            ),
            near(
                -6.0,
                &[
                    "for each user", "for every user", "for each customer", "for every customer",
                    "for each member", "for every member",
                ],
            ),
        ],
    },
    Row {
        role: Role::Retries,
        fits: |amount| plain(amount) && amount.value <= 100.0,
        least: 5.0,
        must: &[],
        cues: &[
            noun(9.0, &["retries", "retry", "attempts", "tries"]),
            near(7.0, &["retr*"]),
            sentence(1.0, &["retr*", "timeout*"]),
        ],
    },
    Row {
        role: Role::Rpo,
        fits: |amount| plain(amount) && amount.value == 0.0,
        least: 4.0,
        must: &["rpo", "data loss", "recovery point*"],
        cues: &[near(7.0, &["rpo", "data loss", "recovery point*"])],
    },
    Row {
        role: Role::RoundTrips,
        fits: plain,
        least: 5.0,
        must: &[
            "round trip*", "roundtrip*", "calls in series", "sequential*", "in sequence",
            "one after the other", "one after another", "hops", "in a row",
        ],
        cues: &[
            noun(9.0, &["round", "round trips", "roundtrips", "hops"]),
            near(6.0, &["sequential*", "in series", "in sequence", "one after the other", "one after another", "in a row"]),
        ],
    },
    Row {
        role: Role::Concurrent,
        fits: |amount| plain(amount) && amount.thing().is_none(),
        least: 4.5,
        must: &[],
        cues: &[
            near(
                6.0,
                &[
                    "concurren*", "simultaneous*", "at the same time", "at once", "at a time", "at one time", "online",
                    "in parallel",
                ],
            ),
            near(4.0, &["at once", "at the same time", "at any one time", "at any moment", "at one time"]),
            // `22,000 listeners watch the stream simultaneously`
            after(1.5, &["simultaneous*", "concurrently", "at the same time", "in parallel"]),
            near(1.5, &["are connected", "connected", "are logged in", "are watching", "are online"]),
            noun(
                6.0,
                &[
                    "concurrent*", "simultaneous*", "connections", "connection", "websockets", "sockets",
                    "sessions",
                ],
            ),
        ],
    },
];
