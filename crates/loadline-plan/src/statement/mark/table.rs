//! The words of the marks.

use super::Mark;
use super::words::{AGAIN, BACK, HANDED, LOST, NOT, SAID, TAKEN};

/// Phrases of a sentence in which a mark is not meant: `no more than 10 minutes of confirmed bookings may be lost` is a bound.
#[rustfmt::skip]
pub(super) const NOT_MEANT: &[(Mark, &[&str])] = &[
    (
        Mark::NoLossOnceAcknowledged,
        &["no more than", "not more than", "lose more than", "not confirm*", "nobody confirm*", "not accepted"],
    ),
    // What everybody may have, and what nobody minds.
    (
        Mark::OnceOnly,
        &[
            "the same news", "the same mail*", "the same e-mail*", "the same message*", "the same advert*", "the same page*", "the same link*",
            "the same name*", "the same password*", "the same answer*", "the same result*", "the same price*", "the same picture*", "the same version*",
            "not mind if two", "not care if two", "not matter if two",
        ],
    ),
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
                &["twice", "two times", "more than once", "double", "to two", "by two", "the same", "both", "same time", "again"],
            ],
            // `nobody may ever get a place that somebody else already has`
            &[&["nobody", "no one", "no customer", "never"], &["somebody else", "someone else", "another", "others"], &["already has", "already have", "has already", "already bought", "already holds", "already booked"]],
            // `no payment may ever be captured twice`
            &[NOT, TAKEN, &["twice", "two times", "more than once", "a second time"]],
            &[NOT, &["double captur*", "double settle*", "double refund*", "double payout*"]],
            &[TAKEN, &["once only", "only once", "just once", "one time only"]],
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
            // `nobody may be given a slot that somebody else already has`
            &[
                &["nobody may", "no one may", "nobody can", "no one can", "nobody must", "must not be", "may not be", "never be", "cannot be", "nobody gets"],
                HANDED,
                &[
                    "already has", "already have", "already holds", "already taken", "already sold", "already booked", "already given",
                    "already assigned", "is taken", "anyone else", "anybody else", "someone else", "somebody else already",
                ],
            ],
            &[&["nobody may", "nobody can", "no one may", "never"], &["one that is taken", "one that is already taken", "what is taken"]],
            &[&["never", "not", "no", "under no circumstances"], &["sell more", "sold more", "promise more", "book more"], &["than"]],
            &[NOT, &["stock", "inventory", "balance", "credit"], &["below zero", "negative"]],
            &[NOT, &["the same"], &["to two", "by two", "for two"]],
            // `the last place went to two students; the new system must make this impossible`
            &[
                &["went to two", "gone to two", "sold twice", "given to two", "booked twice", "sold to two", "assigned twice"],
                &["impossible", "prevent*", "must not happen", "never happen", "ruled out"],
            ],
            &[NOT, &["two", "several"], &["holding the same", "hold the same", "have the same", "sent to the same", "in the same", "on the same"]],
            &[&["bookings", "reservations", "appointments", "slots", "rentals"], &["may overlap", "must not overlap", "overlap"], NOT],
            &[
                &["duplicate booking*", "duplicate reservation*", "duplicate sale*", "conflicting booking*", "conflicting reservation*", "duplicate assignment*"],
                NOT,
            ],
            &[&["coupon*", "voucher*", "code", "codes", "gift card*"], &["works only once", "work only once", "once only", "works once"]],
            &[&["vote", "votes", "ballot*"], &["once per person", "once per voter", "counts once", "count once", "only once"]],
            &[
                &["only one may", "only one can", "only one of them may", "only one of them can", "only one of them gets", "exactly one of them", "only one gets"],
                &["get", "gets", "have", "buy", "book", "win", "wins", "seat*", "ticket*", "slot*", "room*", "place*", "table*"],
            ],
            &[
                &["exactly one", "only one", "at most one", "a single"],
                &["winner", "buyer", "owner of", "customer can", "user can", "person can", "rider can", "driver can", "bidder"],
            ],
        ],
    ),
    (
        Mark::NoLossOnceAcknowledged,
        &[
            &[NOT, LOST, SAID],
            &[&["nothing may", "nothing must", "nothing can", "nothing shall", "not a single"], LOST],
            &[
                SAID,
                &["must be safe", "means safe", "be kept safe", "be stored safely", "has to be saved", "has to be safe", "must be saved", "must still be there", "has to be there", "be there after"],
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
        &[
            &[NOT, &["sent", "processed", "handled", "applied", "count", "counts", "see", "receive"], &["twice", "two times", "more than once"]],
            &[&["exactly once", "exactly one time", "no duplicates", "without duplicates", "deduplicat*", "idempoten*"]],
            // `a message that arrives twice must count once`
            &[AGAIN, &[
                "only once", "count once", "counts once", "counted once", "once only", "no effect", "no further effect", "not have any effect",
                "not change anything", "stored once", "take effect once", "act once", "acts once", "have no effect", "applied once", "no second effect",
                "nothing changes", "change nothing", "not do anything",
            ]],
            &[&["again", "repeat*", "retry", "retries", "resen*", "redeliver*"], NOT, &["made twice", "second order", "second booking", "second payment", "second charge", "second time", "executed twice", "double"]],
            &[
                &["duplicates", "duplicate message*", "duplicate event*", "duplicate request*", "repeated message*", "repeated event*", "repeats"],
                &["discard*", "dropped", "ignor*", "recogni*", "ruled out", "filtered", "eliminat*", "removed", "must not", "no effect", "detected", "thrown away"],
            ],
            &[&["double processing", "duplicate processing", "processing twice"]],
            &[
                &["once and only once"],
                &["event*", "message*", "transfer*", "executed", "processed", "applied", "handled", "performed", "payment*", "request*", "effect*", "counted"],
            ],
            &[&["safe to send", "safe to retry", "safe to repeat", "safely repeat*", "safely retr*", "safely resen*"], &["again", "request*", "message*", "call*", "it", "retr*"]],
        ],
    ),
    (
        Mark::Eventual,
        &[&[&["eventual*", "may be stale", "can be stale", "slightly stale", "may lag", "a little old", "best effort"]]],
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
        Mark::DailyBackup,
        &[&[
            &["backup*", "back up", "backs up", "backed up", "dump*", "snapshot*"],
            &["nightly", "each night", "every night", "once a day", "daily", "every day", "each day", "a night", "dump a day", "backup a day", "every evening"],
        ]],
    ),
    (
        Mark::OnlyBackup,
        &[&[
            &["backup*", "dump*", "snapshot*", "backs up", "back up", "backed up"],
            &["all he offers", "all they offer", "all it offers", "all she offers", "all that is offered", "all we get", "all that we get", "all we are given", "anything more is not", "more is not offered", "more is not on offer", "the only protection", "our only protection", "the only safeguard", "the only precaution", "the only service", "the only thing", "only means", "that is all", "that's all", "nothing else", "all there is", "nothing more", "nothing beyond", "nothing besides", "nothing apart from that", "nothing further", "no more than that", "no replication", "no replica", "not replicated", "only a backup", "there is no other copy", "no other copy", "is made by a backup", "is a backup", "is the backup", "is just a backup", "copy is a nightly backup", "made by the backup", "comes from a backup", "comes from the backup", "only backup*", "no other"],
        ]],
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
                "to a second site", "to another site", "to a second data cent*", "to another data cent*", "to a second location", "to a second machine",
                "at a second site", "in a second data cent*", "to a backup site", "to a second place", "to the second site", "to the other site",
                "to a second building", "to another location",
            ],
        ],
        // `it lies in both of our computing centres`
        &[
            &["both sites", "both data cent*", "both datacent*", "both computing cent*", "both server rooms", "both computer rooms", "both locations", "both of our sites", "both of our data cent*", "both of our datacent*", "both of our computing cent*", "both of our server rooms", "both our sites", "both our data cent*", "both our server rooms"],
            &["lies", "lie", "kept", "stored", "store", "held", "saved", "written", "exists", "exist", "copy", "copies", "filed", "archived"],
        ], &[&[
            "a copy besides", "one copy besides", "a replica besides", "one replica besides", "record and its duplicate", "the original and a copy", "one copy here", "a database and a replica",
            "a second copy", "the second copy", "a primary and a standby", "primary and standby", "primary plus standby", "a database with a replica", "a standby holds",
        ]]],
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
            &[&["personal data", "personal details", "their data"], &["gone"], &["demand*", "ask*", "request*", "wants"]],
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
            "fallback*", "fall back", "second provider", "backup provider", "secondary provider", "alternative provider", "another provider",
            "second payment provider", "two providers", "secondary",
        ]]],
    ),
    (
        Mark::Apart,
        &[&[&[
            "no personal data", "without personal data", "in a separate store", "kept apart from", "pseudonymised already",
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
                &["reconnect*", "come back", "comes back", "came back", "back online", "resync*", "rejoin*", "retry", "flush*", "catch up", "catches up"],
                &["outage*", "offline", "buffer*", "disconnect*", "all at once", "at once", "simultaneously", "network", "power cut", "blackout*", "connectivity", "coverage", "tunnel*"],
            ],
            // `books are returned at once` after no outage.
            &[&["return"], &["outage*", "offline", "buffer*", "disconnect*", "network", "power cut", "blackout*", "connectivity", "coverage"]],
            &[&["thundering herd", "reconnect storm", "reconnection storm"]],
            // `afterwards the charge points all dial in again at once`
            &[
                &["all", "every"],
                &["dial* in", "dial* back in", "call* in", "connect* again", "reconnect*", "log on again", "logs on again", "log in again", "logs in again", "sign in again", "signs in again", "register again"],
                &["at once", "at the same time", "at the same moment", "at the same instant", "simultaneously", "in the same second", "at the same second", "in the same minute"],
                // `all sign in again each morning at the same time` after no outage.
                BACK,
            ],
            // `when the network returns, all of them connect in the same instant`
            &[
                &["all", "every", "everyone", "everything", "they", "together"],
                &[
                    "connect in the same", "connect at the same", "connect at once", "connect all at once", "connect together", "connect again",
                    "dial in again", "dial in at the same", "dial in together", "log on again", "register again", "come in at the same",
                ],
                BACK,
            ],
            &[&["all", "every", "everybody", "everyone"], &["reconnect*", "connect* again"], &["we are back", "it is back", "network is back", "power is back", "service is back", "is restored"]],
            // `all connected phones will try to reconnect within seconds`
            &[&["all", "every"], &["reconnect within seconds", "reconnect within a minute", "reconnect within minutes", "reconnect immediately", "reconnect together", "reconnect in the same"]],
        ],
    ),
    (
        Mark::Jitter,
        &[
            &[&["jitter*", "admission control", "randomised delay", "randomized delay", "random delay", "spread their reconnect*"]],
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
            "authenticat*", "okta", "keycloak", "passkey*", "identity provider", "google workspace", "eid", "2fa", "mfa",
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
            "in order", "ordered", "ordering", "same order", "order of events", "in sequence", "chronological*",
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
