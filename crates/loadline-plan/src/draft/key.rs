//! The closed list of numbers a draft may contain: one name per quantity.

/// A number that may appear in a draft.
#[derive(Debug)]
pub struct Key {
    /// Its one name.
    pub name: &'static str,
    /// Other names it is known by.
    pub aliases: &'static [&'static str],
    /// Units it is given in.
    pub unit: &'static str,
    /// How it is worked out, in names of other numbers and of parameters.
    pub formula: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

const fn key(
    name: &'static str,
    aliases: &'static [&'static str],
    unit: &'static str,
    formula: &'static str,
    meaning: &'static str,
) -> Key {
    Key { name, aliases, unit, formula, meaning }
}

/// Every number, in the order of a draft.
pub const KEYS: &[Key] = &[
    key(
        "users",
        &["daily_users", "dau", "population"],
        "people, or what they are",
        "given, or registered × active share",
        "Members of the main population that use it on a day; in a week or month, where they are counted by that.",
    ),
    key(
        "concurrent_users",
        &["concurrent_connections"],
        "people, or what they are",
        "given",
        "Members connected at the same time.",
    ),
    key(
        "avg_rps",
        &["average_rps", "avg_throughput"],
        "req/s or msg/s",
        "users × actions ÷ 86,400, or devices ÷ interval, summed over the main load",
        "Mean rate of the main load: of the main population, and of what is stated as a total.",
    ),
    key(
        "peak_multiplier",
        &["peak_factor"],
        "1",
        "given, or peak_rps ÷ avg_rps, or share of the day × 24 h ÷ length of the peak, or share × period ÷ days × 4",
        "Peak over average.",
    ),
    key(
        "peak_rps",
        &["peak_throughput"],
        "req/s or msg/s",
        "avg_rps × peak_multiplier",
        "Rate of the main load in its busiest minutes.",
    ),
    key(
        "write_share",
        &["write_ratio"],
        "1",
        "given, or 1 − share of reads, or 1 ÷ (1 + reads per write)",
        "Share of the main load that changes state.",
    ),
    key(
        "write_rps",
        &["avg_write_rps"],
        "req/s or msg/s",
        "rate × write_share, summed over all streams",
        "Mean rate of writes, other populations included.",
    ),
    key(
        "read_rps",
        &["avg_read_rps"],
        "req/s",
        "rate × (1 − write_share), summed over all streams",
        "Mean rate of reads, other populations included.",
    ),
    key(
        "peak_write_rps",
        &["write_rps_peak"],
        "req/s or msg/s",
        "writes of the main load × peak_multiplier",
        "Writes of the main load in its busiest minutes.",
    ),
    key(
        "peak_read_rps",
        &["read_rps_peak"],
        "req/s",
        "reads of the main load × peak_multiplier",
        "Reads of the main load in its busiest minutes.",
    ),
    key(
        "messages_per_day",
        &["requests_per_day"],
        "1/day",
        "avg_rps × 86,400",
        "Requests or messages of the main load on a day.",
    ),
    key("writes_per_day", &[], "1/day", "write_rps × 86,400", "Writes on a day, other populations included."),
    key(
        "storage_per_day_single_copy",
        &["storage_per_day"],
        "B to PB",
        "writes_per_day × record size, summed over all streams",
        "New data on a day, before replication.",
    ),
    key(
        "storage_per_day_replicated",
        &[],
        "B to PB",
        "storage_per_day_single_copy × copies",
        "New data on a day, after replication.",
    ),
    key(
        "retained_footprint",
        &["retained_storage", "storage_total"],
        "B to PB",
        "storage_per_day_replicated × days of retention",
        "Data held once retention is reached, after replication. Years have 365 days, months 30.",
    ),
    key(
        "retained_footprint_single_copy",
        &[],
        "B to PB",
        "storage_per_day_single_copy × days of retention",
        "Data held once retention is reached, before replication.",
    ),
    key(
        "ingest_bandwidth",
        &["write_bandwidth"],
        "bit/s to Tbit/s",
        "write_rps × record size × 8",
        "Mean bandwidth of what is written, where its size is stated with it.",
    ),
    key(
        "read_bandwidth",
        &[],
        "bit/s to Tbit/s",
        "read_rps × size of an answer × 8",
        "Mean bandwidth of answers to reads.",
    ),
    key(
        "bandwidth_avg",
        &["avg_bandwidth"],
        "bit/s to Tbit/s",
        "rate × size of an answer × 8",
        "Mean bandwidth of all answers.",
    ),
    key(
        "bandwidth_peak",
        &["peak_bandwidth"],
        "bit/s to Tbit/s",
        "peak rate × size of an answer × 8, or connected × bandwidth of each",
        "Bandwidth of all answers in the busiest minutes.",
    ),
    key(
        "headroom",
        &["headroom_multiplier"],
        "1",
        "given, or 1 + spare share",
        "Capacity wanted over the peak.",
    ),
    key(
        "required_capacity",
        &["capacity_required"],
        "req/s or msg/s",
        "peak_rps × headroom",
        "Rate the fleet must be able to carry.",
    ),
    key(
        "instances",
        &["nodes", "instance_count"],
        "instances or nodes",
        "⌈required_capacity ÷ capacity of one instance⌉",
        "Instances needed at the peak with headroom.",
    ),
    key(
        "availability_target",
        &["slo"],
        "1",
        "given, or 1 − downtime ÷ window",
        "Share of good requests, or of time, wanted; of several the strictest.",
    ),
    key(
        "error_budget",
        &["downtime_budget"],
        "min / window",
        "(1 − availability_target) × window",
        "Time the system may be down within the window.",
    ),
    key(
        "latency_target",
        &["latency_objective"],
        "ms",
        "given",
        "Time in which an answer is wanted, the first one said.",
    ),
    key(
        "backlog",
        &[],
        "messages or requests",
        "avg_rps × length of the outage",
        "What piles up during the stated outage.",
    ),
    key(
        "recovery_time",
        &["drain_time"],
        "s",
        "backlog ÷ (processing rate − avg_rps)",
        "Time until the backlog is worked off while live load goes on.",
    ),
    key(
        "round_trip_floor",
        &["latency_floor"],
        "ms",
        "round trips × round-trip time",
        "Least time that the stated round trips take.",
    ),
    key(
        "retry_time",
        &["retry_budget_time"],
        "s",
        "attempts × timeout",
        "Time that all attempts take when each runs into its timeout.",
    ),
    key(
        "quota_multiple",
        &[],
        "1",
        "quota ÷ peak of the calls it limits",
        "How far the quota of an external reaches above the peak.",
    ),
    key("peak_rps_10x", &[], "req/s or msg/s", "10 × peak_rps", "Peak at ten times the load."),
    key(
        "instances_10x",
        &[],
        "instances or nodes",
        "⌈10 × required_capacity ÷ capacity of one instance⌉",
        "Instances at ten times the load.",
    ),
    key(
        "retained_footprint_10x",
        &[],
        "B to PB",
        "10 × retained_footprint",
        "Data held at ten times the load.",
    ),
    key(
        "budget",
        &["monthly_budget"],
        "currency / month",
        "given; a yearly sum ÷ 12",
        "What the system may cost a month.",
    ),
    key("budget_per_user", &[], "currency / month", "budget ÷ users", "Budget for one user and month."),
    key(
        "budget_per_instance",
        &[],
        "currency / month",
        "budget ÷ instances",
        "Budget for one instance and month, if nothing else cost anything.",
    ),
    key("team", &["team_size"], "people", "given; teams × members", "People who build and run it."),
    key("deadline", &["time_to_launch"], "weeks", "given", "Time until the first launch."),
];

/// The key of a name or alias.
#[must_use]
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name || key.aliases.contains(&name))
}
