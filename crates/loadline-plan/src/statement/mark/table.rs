//! The words of the marks.

use super::Mark;

#[rustfmt::skip]
const NOT: &[&str] = &[
    "no", "not", "never", "cannot", "can't", "mustn't", "must not", "may not", "avoid*", "without",
    "impossible", "prevent*", "forbid*", "only", "neither", "unacceptable", "inadmissible", "ruled out", "out of the question", "nobody", "nothing", "none", "nor", "don't", "zero",
];
#[rustfmt::skip]
const HANDED: &[&str] = &[
    "vote*", "cast", "sold", "sell*", "book*", "charg*", "reserv*", "assign*", "allocat*", "paid", "pay", "spent", "spend",
    "dispens*", "issued", "redeem*", "claim*", "given", "handed", "debit*", "used", "taken", "rent*",
    "lent", "let", "promised", "award*", "granted", "counted", "bought", "transfer*", "credited", "executed", "billed",
    "deliver*", "get the same", "gets the same", "handed out", "unlock*", "occup*", "matched", "win", "won", "filled", "shipped", "enter*", "admitted", "let in", "validated", "checked in",
];

/// Alternatives of a mark; in each, one phrase of every group must be in the sentence.
pub(super) type Alternatives = &'static [&'static [&'static [&'static str]]];

#[rustfmt::skip]
pub(super) const TABLE: &[(Mark, Alternatives)] = &[
    (
        Mark::OnceOnly,
        &[
            &[HANDED, &["once only", "only once", "just once", "one time only", "a single time"]],
            &[
                NOT,
                HANDED,
                &[
                    "twice", "two times", "more than once", "double", "to two", "by two", "the same", "both", "same time",
                    "again",
                ],
            ],
            &[
                &["never be", "not be", "never get", "not get", "not ever be", "cannot be", "can never be"],
                &["twice", "two times"],
            ],
            &[
                &["nobody", "no one", "no user", "no customer", "no citizen", "no player", "no member"],
                &["twice", "two times", "more than once"],
            ],
            &[&[
                "oversell*", "oversold", "overbook*", "double book*", "double sell*", "double sold",
                "double spend*", "double charg*", "double sale*", "double pay*", "double allocat*",
                "oversubscri*",
            ]],
            &[&[
                "sold exactly once", "sold only once", "sold once only", "booked exactly once", "booked only once", "assigned exactly once",
                "assigned only once", "allocated only once", "granted only once", "redeemed exactly once", "redeemed only once",
            ]],
            &[
                &["exactly one", "only one", "at most one", "a single"],
                &[
                    "winner", "buyer", "owner of", "customer can", "user can", "person can", "rider can",
                    "driver can", "bidder",
                ],
            ],
        ],
    ),
    (
        Mark::NoLossOnceAcknowledged,
        &[
            &[
                NOT,
                &["lost", "lose", "loss", "losing", "disappear*", "vanish*", "dropped"],
                &[
                    "acknowledg*", "acked", "ack", "accepted", "confirmed", "receipt", "committed",
                    "received", "taken in",
                ],
            ],
            &[
                &["acknowledg*", "acked", "accepted", "confirmed", "committed"],
                &["durable", "durably", "survive*", "persist*"],
            ],
            &[
                &["no", "zero", "without", "never"],
                &[
                    "message loss", "event loss", "data loss", "loss of messages", "loss of data",
                    "lose a message", "lose an event", "lose a single", "lose any",
                ],
            ],
        ],
    ),
    (
        Mark::ExactlyOnce,
        &[&[NOT, &["sent", "processed", "handled", "applied", "count", "counts", "see", "receive"], &["twice", "two times", "more than once"]], &[&[
            "exactly once", "exactly one time", "no duplicates", "without duplicates", "deduplicat*",
            "idempoten*",
        ]]],
    ),
    (
        Mark::Eventual,
        &[&[&[
            "eventual*", "may be stale", "can be stale", "slightly stale", "may lag", "a little old",
            "best effort",
        ]]],
    ),
    (
        Mark::PersonalData,
        &[
            &[&[
                "personal data", "personal information", "personally identifiable", "pii", "gdpr",
                "personnel data", "health data", "medical record*", "patient*", "names and addresses",
                "customer data", "user data", "data protection", "data subject*", "right to be forgotten",
                "health record*", "right to erasure",
            ]],
            &[
                &[
                    "employees", "employee", "citizens", "patients", "students", "pupils", "customers",
                    "customer", "members", "residents", "passengers", "guests", "policyholders",
                    "colleagues",
                ],
                &[
                    "data", "record", "records", "leave", "profile*", "name", "names", "address*",
                    "details", "history", "account*",
                ],
            ],
        ],
    ),
    (
        Mark::SingleCopy,
        &[&[&[
            "no copies", "no copy", "not replicated", "no replication", "unreplicated", "without replication", "without copies",
            "single copy", "kept once", "stored once", "held once", "saved once", "no replicas", "no second copy", "not mirrored", "without a copy", "no further copies", "not duplicated",
        ]], &[
            &["kept", "stored", "exist", "exists", "saved", "keep", "store", "held", "hold"],
            &["once only", "only once", "just once", "in one copy", "a single copy", "one copy only", "only one copy"],
        ]],
    ),
    (
        Mark::SecondCopy,
        &[&[
            &["mirrored", "replicated", "copied", "duplicated", "synced", "mirror", "replicate"],
            &[
                "to a second site", "to another site", "to a second data cent*", "to another data cent*", "to a second location",
                "at a second site", "in a second data cent*", "to a backup site", "to a second place", "to the second site",
                "to the other site", "to a second building", "to a second machine", "to another location",
            ],
        ]],
    ),
    (
        Mark::KeptForever,
        &[&[&["nothing"], &["deleted", "erased", "thrown away", "purged", "removed"]], &[&[
            "never deleted", "never be deleted", "never removed", "never purged", "never erased", "never thrown away",
            "not deleted", "forever", "for ever", "indefinitely", "for good", "without limit", "without end", "for all time",
            "kept permanently", "stored permanently",  "no expiry", "never delete",
        ]]],
    ),
    (
        Mark::Residency,
        &[&[
            &[
                "stay in", "only in", "stays in", "remain in", "remains in", "leave", "hosted in", "kept in",
                "stored in", "reside*", "residency", "processed in", "not leave", "inside the",
                "inside", "on servers in", "remain within", "remains within", "stay within", "stays within", "kept within", "held within",
                "stored within", "processed within", "on soil of", "within the", "sovereign*", "strictly within", "only within", "strictly in", "exclusively in",
            ],
            &[
                "eu", "european union", "europe", "germany", "france", "switzerland", "uk", "us", "usa",
                "united states", "canada", "india", "brazil", "country", "region", "eea", "australia",
                "japan", "china", "singapore", "netherlands", "spain", "italy", "poland", "sweden",
                "norway", "ireland", "austria", "union", "jurisdiction", "state",
                "denmark", "finland", "iceland", "belgium", "luxembourg", "portugal", "greece", "czechia", "czech republic", "hungary",
                "romania", "estonia", "latvia", "lithuania", "slovenia", "croatia", "israel", "mexico", "korea", "new zealand", "england",
                "scotland", "south africa", "european economic area",
            ],
        ]],
    ),
    (
        Mark::Residency,
        &[&[
            NOT,
            &["outside", "out of", "beyond the borders of", "across the border", "abroad"],
            &["data", "records", "processed", "stored", "hosted"],
        ]],
    ),
    (
        Mark::DeletionDuty,
        &[
            &[
                &["delet*", "eras*", "forgotten", "purg*", "remov*", "anonymi*", "wipe*"],
                &[
                    "request*", "asks", "ask", "on demand", "personal", "account*", "leav*", "gdpr",
                    "customer*", "user*", "patient*", "closes", "withdraw*",
                ],
            ],
            &[&["right to be forgotten", "right to erasure"]],
        ],
    ),
    (
        Mark::External,
        &[&[&[
            "external provider*", "external service*", "third party", "third parties", "payment provider*",
            "payment gateway*", "payment processor*", "provider*", "acquirer*", "psp", "stripe", "paypal",
            "twilio", "adyen", "partner api", "upstream", "external*", "partner bank*", "sms gateway*",
            "mail provider*", "vendor*", "carrier*", "card scheme*", "clearing house", "credit bureau*",
            "geocod*", "maps api", "weather service", "identity provider", "mail service", "email service",
        ]]],
    ),
    (
        Mark::Fallback,
        &[&[&[
            "fallback*", "fall back", "second provider", "backup provider", "secondary provider",
            "alternative provider", "another provider", "second payment provider", "two providers",
            "secondary",
        ]]],
    ),
    (
        Mark::Deferred,
        &[&[
            &["asynchronously", "queued", "deferred", "later", "in the background"],
            &["payment*", "provider*", "captur*", "call*", "external", "charge*"],
        ]],
    ),
    (
        Mark::OfficeHours,
        &[&[&[
            "office hours", "business hours", "working hours", "during the day", "opening hours", "9 to 5",
            "nine to five", "working days", "weekdays only", "workdays",
        ]]],
    ),
    (
        Mark::Reconnect,
        &[
            &[
                &[
                    "reconnect*", "come back", "comes back", "came back", "return", "back online",
                    "resync*", "rejoin*", "retry", "flush*", "catch up", "catches up",
                ],
                &[
                    "outage*", "offline", "buffer*", "disconnect*", "all at once", "at once",
                    "simultaneously", "network", "power cut", "blackout*", "connectivity", "coverage",
                    "tunnel*",
                ],
            ],
            &[&["thundering herd", "reconnect storm", "reconnection storm"]],
        ],
    ),
    (
        Mark::Jitter,
        &[
            &[&[
                "jitter*", "admission control", "randomised delay", "randomized delay", "random delay",
                "spread their reconnect*",
            ]],
            // `reporting times are staggered` says nothing of how they come back.
            &[&["staggered"], &["reconnect*", "come back", "return*", "catch up", "backlog", "outage*", "afterwards"]],
        ],
    ),
    (
        Mark::LiveDuringBacklog,
        &[&[
            &["live", "new", "current", "normal", "fresh"],
            &[
                "continue*", "goes on", "keeps", "keep coming", "while", "alongside", "meanwhile",
                "as well", "still",
            ],
            &["traffic", "message*", "event*", "data", "reading*", "load", "backlog"],
        ]],
    ),
    (
        Mark::LiveFirst,
        &[&[
            &["live", "newest", "latest", "fresh"],
            &["first", "priorit*", "before the backlog", "ahead of"],
        ]],
    ),
    (
        Mark::AsyncReplication,
        &[&[
            &["asynchronous*", "async"],
            &["replic*", "standby", "copy", "copies", "follower*", "second region", "mirror*"],
        ]],
    ),
    (
        Mark::Money,
        &[&[&[
            "payment*", "purchas*", "checkout", "ledger*", "bank*", "invoice*", "wallet*", "transfer*",
            "card", "cards", "balance*", "billing", "settlement*", "payout*",
        ]]],
    ),
    (
        Mark::Identity,
        &[&[&[
            "sso", "single sign on", "login", "log in", "sign in", "oauth", "oidc", "saml",
            "active directory", "azure ad", "entra", "ldap", "certificate*", "mtls", "api key*",
            "authenticat*", "okta", "keycloak", "passkey*", "identity provider", "google workspace", "eid",
            "2fa", "mfa",
        ]]],
    ),
    (
        Mark::SeveralRegions,
        &[&[&[
            "multi region", "multiple regions", "several regions", "two regions", "three regions",
            "worldwide", "global", "globally", "all continents", "every continent", "us and eu",
            "eu and us", "second region", "across regions", "active active",
        ]]],
    ),
    (
        Mark::Placement,
        &[&[&[
            "region", "regions", "zone", "zones", "availability zone*", "data centre*", "data center*",
            "datacent*", "on premise*", "on prem", "aws", "azure", "gcp", "cloud region", "frankfurt",
            "dublin", "single region",
        ]]],
    ),
    (
        Mark::Ordering,
        &[&[&[
            "in order", "ordered", "ordering", "same order", "order of events", "in sequence",
            "chronological*",
        ]]],
    ),
    (
        Mark::Audit,
        &[&[&[
            "audit*", "traceab*", "provab*", "tamper*", "evidence", "who changed", "compliance log*",
        ]]],
    ),
    (
        Mark::Flat,
        &[&[&[
            "all day", "around the clock", "day and night", "24/7", "24 / 7", "constant*", "steady",
            "steadily", "continuous*", "evenly", "non stop", "at a constant",
        ]]],
    ),
    (
        Mark::NoPeak,
        &[
            &[&[
                "load is flat", "traffic is flat", "rate is flat", "load is even", "load is constant", "traffic is constant", "load is steady",
                "traffic is steady", "rate is constant", "rate is steady", "load is the same all day", "load is the same at all times",
                "hardly varies", "barely varies", "hardly vary", "does not vary", "doesn't vary", "do not vary", "varies little",
                "hardly any peak*", "no peak*", "without peak*", "without a peak", "no daily peak", "peak equals the average",
                "peak is the average", "peak is equal to the average", "peak and average are the same", "peak and average are equal",
                "flat load", "flat traffic", "flat profile", "same rate day and night", "same load day and night", "no busy hour*",
            ]],
            &[
                &["evenly spread", "evenly distributed", "spread evenly", "distributed evenly", "spread out evenly", "spreads evenly", "uniformly distributed"],
                &["over the day", "across the day", "over the whole day", "throughout the day", "through the day", "around the clock", "round the clock", "over 24 hours",
                  "over the 24 hours", "all day", "day and night", "over a day"],
            ],
        ],
    ),
    (
        Mark::AlwaysConnected,
        &[&[
            &["connected", "logged in", "logged on", "online"],
            &[
                "at any time", "at any moment", "at any one time", "at any one moment", "at any given time", "at any given moment", "at all times",
                "at each moment", "at every moment",
            ],
        ]],
    ),
    (
        Mark::CacheFreshness,
        &[&[&["cache*", "caching", "stale*", "fresh*", "ttl", "no older than", "up to date"]]],
    ),
    (
        Mark::BurstShape,
        &[&[&[
            "ramp*", "first minute", "first seconds", "within seconds", "all at once", "at the stroke",
            "instantly", "linear*", "gradual*", "first ten", "opening second*",
        ]]],
    ),
];
