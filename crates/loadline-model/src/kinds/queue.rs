//! Queues, logs and brokers.

use super::{Common, Reach};
use crate::lower::{Decided, Map, choice, record};
use loadline_base::units::{Count, Duration, Size};

record! {
    /// A queue, log or broker.
    pub struct Queue("queue", profiles) {
        include common: Common;
        /// How far its port can be reached; `published` = from outside the system.
        "reach" reach: Reach,
        /// How often a message may arrive.
        "delivery" delivery: Delivery,
        /// How long messages are kept.
        "retention" retention: Decided<Duration>,
        /// Most messages held; `none` = without limit.
        "limit" limit: Decided<Count>,
        /// Where messages go that cannot be processed; applies to topics that say nothing else.
        "dlq" dlq: Decided<String>,
        /// Deliveries before a message goes to the dead-letter queue; `none` = for ever.
        "max-deliveries" max_deliveries: Decided<Count>,
        /// How data at rest is encrypted; `none` = not.
        "encryption" encryption: Decided<String>,
        /// Topics, streams or queues inside it.
        "topics" topics: Map<Topic>,
    }
}

choice! {
    /// How often a message may arrive.
    pub enum Delivery {
        /// Once or never.
        AtMostOnce = "at-most-once",
        /// Once or more often.
        AtLeastOnce = "at-least-once",
        /// Once, as far as consumers can see.
        ExactlyOnce = "exactly-once",
    }
}

record! {
    /// A topic, stream or queue inside a broker.
    pub struct Topic("topic", profiles) {
        /// Human name.
        "title" title: String,
        /// Which messages keep their order.
        "order" order: Ordering,
        /// Where messages go that cannot be processed; `none` = nowhere.
        "dlq" dlq: Decided<String>,
        /// Deliveries before a message goes to the dead-letter queue; `none` = for ever.
        "max-deliveries" max_deliveries: Decided<Count>,
        /// Longest time a message may wait.
        "max-lag" max_lag: Duration,
        /// How long messages are kept.
        "retention" retention: Decided<Duration>,
        /// Most messages held; `none` = without limit.
        "limit" limit: Decided<Count>,
        /// File that describes a message.
        "schema" schema: String,
        /// Which old or new readers still work after a change.
        "evolution" evolution: Evolution,
        /// Size of one message.
        "payload" payload: Size,
        /// Parts consumed in parallel.
        "partitions" partitions: Count,
    }
}

choice! {
    /// Which messages keep their order.
    pub enum Ordering {
        /// None.
        None = "none",
        /// Those with the same key.
        PerKey = "per key",
        /// All of them.
        Total = "total",
    }
}

choice! {
    /// Which readers still work after a change of the message format.
    pub enum Evolution {
        /// New readers read old messages.
        Backward = "backward",
        /// Old readers read new messages.
        Forward = "forward",
        /// Both.
        Full = "full",
    }
}
