//! Data classes.

use crate::lower::{Decided, Stated, choice, record};
use loadline_base::units::{Duration, Share, Size};

record! {
    /// A class of data: how confidential it is, whether it names people, and how long it is kept.
    pub struct Data("data class") {
        /// Human name.
        "title" title: String,
        /// How confidential it is.
        "class" class: DataClass,
        /// The personal data in it (`name`, `address`); `none` when there is none.
        "personal" personal: Decided<Vec<Stated<String>>>,
        /// Regulation that applies to it.
        "subject-to" subject_to: Vec<Stated<String>>,
        /// What one record is found by (`payment id`).
        "key" key: String,
        /// The fields that matter, the key included.
        "fields" fields: Vec<Stated<String>>,
        /// Share of reads that go to the most read record.
        "hottest" hottest: Share,
        /// Size of one record, before replication.
        "record" record: Size,
        /// What it is held for (GDPR Art. 5(1)(b)).
        "purpose" purpose: Decided<String>,
        /// Legal basis of processing (GDPR Art. 6).
        "basis" basis: String,
        /// How long it is kept; `none` = for ever, by decision.
        "retention" retention: Decided<Duration>,
        /// How a person's data is erased from every copy on request (GDPR Art. 17).
        "erasure" erasure: Decided<String>,
    }
}

choice! {
    /// How confidential data is. Ordered from least to most.
    pub enum DataClass {
        /// Anyone may read it.
        Public = "public",
        /// Everyone in the organisation may read it.
        Internal = "internal",
        /// Only those who need it; harm when it leaks.
        Confidential = "confidential",
        /// Grave harm when it leaks: card numbers, health data, credentials.
        Restricted = "restricted",
    }
}
