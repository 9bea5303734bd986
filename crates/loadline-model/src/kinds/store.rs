//! Stores: databases and other places where state lives.

use super::{Common, Reach};
use crate::lower::{Decided, Ref, Stated, record, targets};
use loadline_base::Date;
use loadline_base::units::{Count, Duration, Size};

record! {
    /// A database or another place where state lives.
    pub struct Store("store", profiles) {
        include common: Common;
        /// How far its port can be reached; `published` = from outside the system.
        "reach" reach: Reach,
        /// How data at rest is encrypted; `none` = not.
        "encryption" encryption: Decided<String>,
        /// How data is saved for the worst day; `none` = not at all.
        "backup" backup: Decided<Backup>,
        /// How it is filled again from another place.
        "rebuild" rebuild: Rebuild,
        /// Data held, before replication.
        "size" size: Size,
        /// Copies that serve reads.
        "read-replicas" read_replicas: Count,
        /// Access paths that are indexed; `none` = none.
        "indexes" indexes: Decided<Vec<Stated<String>>>,
        /// How data is split over machines.
        "shards" shards: Count,
    }
}

record! {
    /// How data is saved for the worst day.
    pub struct Backup("backup plan") {
        /// How often one is taken.
        "every" every: Duration,
        /// Recovery point objective: most data, in time, that may be lost.
        "rpo" rpo: Duration,
        /// Recovery time objective: longest time until data is back.
        "rto" rto: Duration,
        /// Time a restore took when it was last tried.
        "restore-takes" restore_takes: Duration,
        /// When a restore was last tried; `none` = never.
        "restore-tested" restore_tested: Decided<Date>,
        /// Whether changes between backups are kept too (write-ahead log, binlog).
        "point-in-time" point_in_time: bool,
        /// Where backups are kept.
        "kept-in" kept_in: String,
        /// How long backups are kept.
        "retention" retention: Duration,
    }
}

record! {
    /// How a store is filled again from another place.
    pub struct Rebuild("rebuild plan") {
        /// Where the data comes from.
        "from" from: Ref<targets::Component>,
        /// How long it takes.
        "takes" takes: Duration,
    }
}
