//! Roles of durations.

mod words;

use super::super::amount::Amount;
use super::super::cue::{Row, after, before, near, noun, sentence};
use super::super::role::Role;
use super::super::unit::{DAY, HOUR, WEEK};
use words::{ANSWER, CUT_OFF, KEPT, LAUNCH};

fn long(amount: &Amount) -> bool {
    amount.value >= HOUR && !amount.every
}

fn days(amount: &Amount) -> bool {
    amount.value >= DAY && !amount.every
}

fn short(amount: &Amount) -> bool {
    amount.value <= 120.0 && !amount.every
}

fn once(amount: &Amount) -> bool {
    !amount.every
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row {
        role: Role::Latency,
        fits: short,
        least: 2.0,
        must: &[],
        cues: &[
            near(6.0, ANSWER),
            before(4.0, &["take no longer than", "takes no longer than", "take at most", "takes at most", "take less than", "takes less than", "last no longer than"]),
            before(6.0, &[
                "be done in", "be done within", "be done after", "be finished in", "be finished within", "be complete in", "be through in", "fit into",
                "fit in", "happen in", "happen within",
            ]),
            before(5.0, &["may take", "is to take", "are to take", "can take", "should take"]),
            after(6.0, &["at the latest"]),
            after(6.0, &["on the old", "on old"]),
            // `no click may take longer than half a second`
            before(5.0, &["wait longer than", "wait more than", "take longer than", "takes longer than", "be there after", "be there in", "take more than"]),
            before(
                2.5,
                &[
                    "within", "under", "below", "less than", "faster than", "at most", "no more than",
                    "in", "<", "inside",
                ],
            ),
            near(
                -6.0,
                &[
                    "timeout*", "times out", "round trip*", "rtt", "old", "older", "stale*", "backlog",
                    "outage*", "give* up", "lag*", "behind",
                ],
            ),
        ],
    },
    Row {
        role: Role::Retention,
        fits: long,
        least: 3.0,
        must: &[],
        cues: &[
            near(6.0, KEPT),
            // `whoever asks to be forgotten must be gone from all records three weeks later`
            before(-9.0, &["gone from", "vanish* from", "removed from", "erased from", "deleted from"]),
            // `we plan for four hours of such stored readings`
            before(-7.0, &["we plan for", "plan for"]),
            // `meters keep up to 6 hours of readings` while nobody hears them
            sentence(-5.0, &["outage*", "no network", "no signal", "no coverage", "offline", "interrupt*", "fails", "fail", "failure*", "disconnect*", "goes down", "is cut"]),
            before(
                7.0,
                &[
                    "deleted after", "purged after", "removed after", "erased after", "expire after",
                    "expires after", "deleted before", "erased before", "removed before", "purged before", "destroyed before", "dropped after", "discarded after", "delete after",
                    "thrown away after", "deleted automatically after", "disappear after", "disappears after", "vanish after",
                    "vanishes after", "overwritten after", "gone after", "go after", "goes after", "drop* after", "discard* after",
                    "wiped after", "cleared after", "available for", "accessible for", "on file for", "at hand for",
                    "destroyed after", "shredded after", "cleaned up after",
                ],
            ),
            before(2.0, &["for", "last", "past"]),
            sentence(1.5, &["exists twice", "exist twice", "exists three times", "exist three times", "exists in two", "exist in two", "exists in three", "exist in three"]),
            near(4.0, &["replicat*", "copies", "replicas"]),
            near(4.0, &["raw"]),
            near(4.0, &["law", "by law", "legal*", "statut*", "regulator*", "auditor*", "demands", "requires"]),
            near(
                -4.0,
                &[
                    "launch*", "deadline", "upon request", "on request", "of a request", "of the request",
                ],
            ),
            before(-3.0, &["within"]),
        ],
    },
    Row {
        role: Role::Erasure,
        fits: long,
        least: 3.0,
        must: &["delet*", "eras*", "forg*", "purg*", "wip*", "anonymi*", "remov*", "compl*", "deletion*"],
        cues: &[
            near(7.0, &[
                "delet*", "eras*", "forgotten", "forget", "purg*", "wip*", "anonymi*", "remov*",
            ]),
            near(
                4.0,
                &[
                    "request*", "asks", "ask", "asking", "demand*", "leav*", "withdraw*", "close",
                    "closes",
                ],
            ),
            sentence(3.0, &["must be gone", "has to be gone", "must have vanished"]),
            sentence(3.0, &["deletion asked for", "deletion requested", "deletion wanted", "deletion demanded", "to be forgotten", "be forgotten", "asks for deletion", "ask for deletion", "deletion request*", "request deletion"]),
            before(1.0, &["within", "in"]),
            before(-5.0, &["kept", "keep", "retain*", "stored", "preserv*"]),
            near(3.0, &["comply", "complied"]),
            before(-8.0, &[
                "deleted after", "purged after", "removed after", "erased after", "delete after",
            ]),
        ],
    },
    Row {
        role: Role::Window,
        fits: days,
        least: 6.0,
        must: &["per cent", "availab*", "uptime", "slo*", "sla*", "%", "percent", "nines", "error budget", "up"],
        cues: &[
            before(
                5.0,
                &[
                    "over", "per", "rolling", "trailing", "any", "window of", "measured over", "every",
                    "each", "across", "over a", "in a", "in any",
                ],
            ),
            near(4.0, &[
                "availab*", "uptime", "slo*", "per cent", "percent", "promise*", "error budget", "window", "%", "nines", "rolling",
            ]),
        ],
    },
    Row {
        role: Role::PeakLength,
        fits: once,
        least: 3.5,
        must: &[
            "peak*", "spike*", "surge", "surges", "burst*", "rush*", "busiest", "load", "traffic", "sale", "times",
            "x",
        ],
        cues: &[
            noun(3.0, &["between", "from"]),
            near(
                4.0,
                &[
                    "peak*", "spike*", "surge", "surges", "burst*", "rush*", "busiest", "load", "traffic",
                    "average", "usual", "normal",
                ],
            ),
            before(3.0, &["for", "last*", "for about", "for some", "during", "over"]),
            near(-5.0, &[
                "backlog", "outage*", "offline", "keep", "kept", "retain*", "stor*", "availab*",
            ]),
        ],
    },
    Row {
        role: Role::Outage,
        fits: |amount| once(amount) && amount.per.is_empty() && amount.value <= WEEK,
        least: 3.0,
        must: &[],
        cues: &[
            before(-16.0, &["switched off in", "shut down in", "taken out of service in", "switched off within"]),
            before(-12.0, &["told within", "informed within", "notified within", "alerted within", "know within", "notice within", "told in", "alarm within"]),
            near(-9.0, &["up again", "working again", "back again", "lose the work", "work of the last"]),
            near(6.0, CUT_OFF),
            near(2.5, &["catch* up", "reconnect*", "drain*", "recover*", "of backlog", "work* off", "work* through"]),
            before(4.0, &["gap of", "gaps of", "gap is", "gap lasts"]),
            sentence(
                3.5,
                &[
                    "outage*", "offline", "backlog*", "interrupt*", "fails", "fail", "failure*", "disconnect*", "is cut", "goes down",
                    "unreachable", "blackout*", "loss of the", "loses its", "lose the", "loses the", "lose their", "dead zone*", "tunnel*", "no signal", "no network", "no coverage", "breaks down", "drops out",
                    "hold* back", "held back", "sav* up", "taken down", "out of service", "switched off", "is away", "are away", "is off for", "are off for", "maintenance", "is down",
                    "nothing arrives", "nothing is received", "nothing comes in", "a cut", "is gone", "without it",
                ],
            ),
            near(-5.0, &["rto", "rpo", "at most once", "old", "older", "availab*", "kept", "keep for", "retention"]),
        ],
    },
    Row {
        role: Role::Freshness,
        fits: |amount| amount.value <= WEEK && !amount.every,
        least: 3.0,
        must: &[],
        cues: &[
            near(
                6.5,
                &[
                    "old", "older", "stale*", "fresh*", "up to date", "visible", "show* up", "appear*",
                    "outdated", "propagat*", "reflect*", "out of date", "trail*", "age", "shown", "behind",
                    "real time", "lag*", "delay*", "see the change", "see changes", "current",
                ],
            ),
            before(-8.0, &["pages should appear", "page should appear", "pages must appear", "results should appear", "results must appear", "pages appear", "results appear", "page appears", "answers appear", "answer appears", "page must appear", "pages have to appear"]),
            near(8.0, &["see values", "see readings", "see positions", "see measurements", "see alarms", "see a change", "see new", "see data"]),
            before(2.0, &["within", "no more than", "at most", "no older than", "under"]),
            near(-4.0, &["replica lag", "replication lag", "asynchronous*", "cach*"]),
            after(-8.0, &["on the old", "on old", "on an old", "on older", "on the oldest"]),
        ],
    },
    Row {
        role: Role::CacheTime,
        fits: once,
        least: 3.5,
        must: &[],
        cues: &[
            near(7.0, &["cache*", "caching", "ttl", "cdn"]),
            before(1.0, &["for", "of"]),
            // What machines cache while nobody hears them is a backlog.
            sentence(-4.0, &["outage*", "is cut", "cut for", "is down", "goes down", "fails", "failure", "offline", "is lost", "gone"]),
        ],
    },
    Row {
        role: Role::Deadline,
        fits: days,
        least: 1.5,
        must: &[],
        cues: &[
            near(6.0, LAUNCH),
            near(3.0, &["team*", "developer*", "engineer*", "budget", "devs"]),
            before(2.0, &["in", "have", "next"]),
            before(1.0, &["within"]),
            after(6.0, &["left", "to go", "remain", "of development", "of work", "of building", "from now", "from today", "away", "to the first", "until the first", "till the first"]),
            after(12.0, &[
                "after award", "after the award", "after signature", "after signing", "after contract", "after the contract", "after approval",
                "after the approval", "after kick off", "after commissioning", "from award", "from signature", "from contract", "from the contract",
            ]),
            before(2.5, &["they'll need", "they will need", "we'll need", "we will need", "i'll need", "i will need", "think they need", "think we need"]),
            // `Team: two. Time: eight weeks.`
            before(14.0, &["time available :", "available time :", "there remain", "planned duration is", "project duration is"]),
            after(4.0, &["on it", "on this project"]),
            after(14.0, &["remain .", "are all we have", "is all we have"]),
            before(6.0, &["time :", "timing :", "schedule :", "duration :", "time frame", "timeframe"]),
            after(-9.0, &["of holiday*", "of leave", "of vacation", "of notice", "of training", "of school"]),
            before(-9.0, &["retention time", "storage time", "recovery time", "keeping time"]),
            // `in the last two weeks before the deadline` is a time of much load.
            before(-8.0, &["the last", "the final", "in the first", "within the first", "during the first", "for the first", "last"]),
            after(-8.0, &["before the", "ahead of the", "before each", "before every"]),
            // `it should be working in 20 weeks, before the lime trees flower`
            before(11.0, &["be working in", "be working within", "be working for us in", "be in use in", "be in use within", "be usable in", "be usable within"]),
            near(
                -5.0,
                &[
                    "delet*", "kept", "keep", "retain*", "retention", "stor*", "availab*", "histor*",
                    "eras*", "warranty", "doubl*", "tripl*", "quadrupl*", "grow*",
                ],
            ),
        ],
    },
    Row {
        role: Role::Rpo,
        fits: once,
        least: 3.5,
        must: &["rpo", "lose", "lost", "loss", "losing", "recovery point"],
        cues: &[
            near(7.0, &["the work of the last", "lose the work", "work of the last"]),
            near(
                7.0,
                &[
                    "rpo", "recovery point*", "data loss", "lose", "losing", "of data", "lost data",
                    "worth of data", "be lost",
                ],
            ),
            near(
                -5.0,
                &[
                    "link", "connection*", "network", "connectivity", "signal", "coverage", "power",
                    "offline",
                ],
            ),
            before(2.0, &["at most", "no more than", "more than"]),
        ],
    },
    Row {
        role: Role::Rto,
        fits: |amount| once(amount) && amount.value >= 10.0,
        least: 3.5,
        must: &[],
        cues: &[
            near(7.0, &["up again", "working again", "back again", "available again"]),
            near(
                7.0,
                &[
                    "rto", "recovery time*", "back up", "back online", "be back", "restor*",
                    "running again", "recovered", "recover within", "recover in", "service again",
                    "failover", "fail over", "disaster",
                ],
            ),
            before(1.0, &["within", "in", "under"]),
            near(-3.0, &["delet*", "data loss", "lose"]),
        ],
    },
    Row {
        role: Role::Downtime,
        fits: |amount| !amount.every,
        least: 4.0,
        must: &["downtime", "down", "unavailable", "outage*", "unplanned", "interrupt*", "unreachable", "offline"],
        cues: &[
            near(7.0, &["downtime", "unavailab*", "unreachable", "be offline", "be down", "interruption*"]),
            after(
                3.0,
                &[
                    "a year", "a month", "per year", "per month", "a quarter", "a week", "each month",
                    "each year", "per quarter",
                ],
            ),
            near(-4.0, &["during", "backlog", "zero"]),
        ],
    },
    Row {
        role: Role::BackupEvery,
        fits: |_| true,
        least: 4.0,
        must: &["backup*", "back* up", "snapshot*"],
        cues: &[near(7.0, &["backup*", "backed up", "back up", "backs up", "snapshot*"]), before(1.0, &["every"])],
    },
    Row {
        role: Role::ReplicaLag,
        fits: once,
        least: 4.0,
        must: &[
            "replica*", "replicat*", "standby", "follower*", "asynchronous*", "second site", "other site", "second data cent*", "the copy", "copies follow",
            "a copy", "mirror*", "secondary",
        ],
        cues: &[
            near(7.5, &["lag*", "behind", "trail*", "asynchronous*", "with a delay"]),
            sentence(1.0, &["replica*", "replicat*", "standby"]),
        ],
    },
    // `the database is copied to a second site every 15 minutes`: so far it may be behind.
    Row {
        role: Role::ReplicaLag,
        fits: |amount| amount.every,
        least: 4.0,
        must: &["second site", "other site", "another site", "second data cent*", "other data cent*", "standby", "secondary"],
        cues: &[before(8.0, &[
            "copied to a second", "copied to the second", "copied to the other", "copied to another", "copied to a standby", "copied to the standby",
            "shipped to a second", "shipped to the second", "shipped to a standby", "synchronised to a second", "synchronised with a second",
            "mirrored to a second", "mirrored to the second",
        ])],
    },
    Row {
        role: Role::CallerPatience,
        fits: short,
        least: 4.0,
        must: &[],
        cues: &[
            near(
                8.0,
                &[
                    "give* up", "abandon*", "gives up", "wait* at most", "hang* up", "overall deadline",
                    "client deadline", "deadline of the", "request deadline", "patience",
                    "overall timeout", "caller waits", "client waits", "checkout waits",
                ],
            ),
            before(1.0, &["after", "for"]),
        ],
    },
    // `a call times out after 1.5 seconds and is retried twice; the merchant waits 4 seconds at most`
    Row {
        role: Role::CallerPatience,
        fits: short,
        least: 5.0,
        must: &["retr*", "timeout*", "times out", "attempt*", "try it", "tried", "three tries"],
        cues: &[
            // `we wait up to 2 seconds for the provider` is a timeout.
            after(-9.0, &["for the provider", "for its answer", "for their answer", "for the bank", "for an answer of", "for a reply of", "per attempt"]),
            before(8.0, &["waits", "wait", "waiting", "patient for"]), near(2.0, &["at most", "no longer", "not longer"])],
    },
    Row {
        role: Role::Timeout,
        fits: short,
        least: 4.0,
        must: &[],
        cues: &[
            near(8.0, &[
                "timeout*", "time out", "times out", "timed out", "per attempt", "each attempt",
            ]),
            after(6.0, &["for the provider", "for its answer", "for their answer", "for the bank"]),
            before(1.0, &["after", "of"]),
        ],
    },
    Row {
        role: Role::RoundTrip,
        fits: short,
        least: 4.0,
        must: &["round trip*", "rtt", "roundtrip*", "ping", "network latency", "network distance"],
        cues: &[
            near(8.0, &[
                "round trip*", "rtt", "network latency", "roundtrip*", "ping", "network distance",
            ]),
            after(-9.0, &["is the longest", "is the most", "is the limit", "is the maximum", "at most is"]),
            after(3.0, &["each"]),
            before(1.0, &["of", "takes", "is"]),
        ],
    },
    Row {
        role: Role::ServiceTime,
        fits: short,
        least: 4.5,
        must: &[],
        cues: &[
            near(7.0, &["cpu", "service time", "processing time", "of work", "of compute", "own work"]),
            before(1.0, &["takes", "needs", "costs"]),
        ],
    },
];
