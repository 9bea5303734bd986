//! The closed list of roles a quantity of a statement can play.

/// What a quantity is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// How many use it: users, devices, sites.
    Population,
    /// How many are connected at the same time.
    Concurrent,
    /// Something done: per member, per time, or both.
    Activity,
    /// Understood, and no number follows from it: what was said already, `24 hours a day`.
    Heard,
    /// Most load, as a rate.
    PeakRate,
    /// Most load over the average.
    PeakFactor,
    /// How long the most load lasts.
    PeakLength,
    /// How much of a day something is done.
    DutyTime,
    /// Share of a day's work that falls into its busiest hours.
    PeakShare,
    /// Share of what is done that changes state.
    WriteShare,
    /// Share of what is done that only reads.
    ReadShare,
    /// Reads for each write.
    ReadsPerWrite,
    /// Share of a population that is active on a day.
    ActiveShare,
    /// Size of what is stored for one write.
    RecordSize,
    /// How many such records one write stores.
    RecordsPerWrite,
    /// Size of one answer.
    ResponseSize,
    /// New data per time.
    DataRate,
    /// Data there is already.
    StoredTotal,
    /// How long data is kept.
    Retention,
    /// How many copies of data are kept.
    Copies,
    /// Time in which personal data must be deleted on request.
    Erasure,
    /// Time in which an answer is wanted.
    Latency,
    /// Share of answers a latency is wanted for.
    LatencyShare,
    /// Percentile a latency is wanted at.
    Percentile,
    /// Availability wanted.
    Availability,
    /// Time over which availability is counted.
    Window,
    /// Longest time down within a period.
    Downtime,
    /// Availability that an external promises.
    DependencySla,
    /// How many externals there are.
    Externals,
    /// Most calls an external takes.
    Quota,
    /// Calls to an external at its peak.
    QuotaPeak,
    /// Share of all calls that go to an external.
    QuotaShare,
    /// What one instance carries.
    InstanceCapacity,
    /// What workers process together.
    ProcessingRate,
    /// Capacity wanted over the peak.
    Headroom,
    /// Spare capacity wanted, as a share of the peak.
    HeadroomShare,
    /// How long work piles up.
    Outage,
    /// Share of those who send that an outage cuts off.
    OutageShare,
    /// Greatest age of what is shown.
    Freshness,
    /// How long a cached answer may be used.
    CacheTime,
    /// Share of reads a cache answers.
    HitRatio,
    /// Most data, in time, that may be lost.
    Rpo,
    /// Longest time until it is back.
    Rto,
    /// How often data is saved.
    BackupEvery,
    /// How far a copy trails behind.
    ReplicaLag,
    /// Longest time one attempt may take.
    Timeout,
    /// Longest time a caller waits for all attempts.
    CallerPatience,
    /// Attempts after the first.
    Retries,
    /// One way and back over the network.
    RoundTrip,
    /// How many of them happen one after the other.
    RoundTrips,
    /// Own work on one request.
    ServiceTime,
    /// Growth per time.
    Growth,
    /// Growth as a multiple.
    GrowthFactor,
    /// The time in which it grows as a multiple.
    GrowthTime,
    /// Growth as a multiple that it is to be sized for from the start.
    GrownLoad,
    /// What it may cost.
    Budget,
    /// What one instance costs.
    InstanceCost,
    /// How many build and run it.
    Team,
    /// Time until it must be there.
    Deadline,
    /// How many regions there are.
    Regions,
    /// Bits a second that each of those connected takes.
    StreamRate,
}

impl Role {
    /// The role in words, as reports say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Concurrent => "connected at once",
            Self::Activity => "activity",
            Self::Heard => "said already",
            Self::PeakRate => "peak load",
            Self::PeakFactor => "peak over average",
            Self::PeakLength => "length of the peak",
            Self::DutyTime => "hours of a day in which it is done",
            Self::PeakShare => "share of the day in its peak",
            Self::WriteShare => "share of writes",
            Self::ReadShare => "share of reads",
            Self::ReadsPerWrite => "reads for each write",
            Self::ActiveShare => "share active on a day",
            Self::RecordSize => "size of a record",
            Self::RecordsPerWrite => "records for each write",
            Self::ResponseSize => "size of an answer",
            Self::DataRate => "new data per time",
            Self::StoredTotal => "data there is already",
            Self::Retention => "retention",
            Self::Copies => "copies",
            Self::Erasure => "deletion on request",
            Self::Latency => "latency target",
            Self::LatencyShare => "share of answers in time",
            Self::Percentile => "percentile",
            Self::Availability => "availability target",
            Self::Window => "window of the target",
            Self::Downtime => "downtime allowed",
            Self::DependencySla => "availability an external promises",
            Self::Externals => "externals",
            Self::Quota => "quota of an external",
            Self::QuotaPeak => "calls to an external at peak",
            Self::QuotaShare => "share of calls that go to an external",
            Self::InstanceCapacity => "capacity of one instance",
            Self::ProcessingRate => "processing rate",
            Self::Headroom => "headroom",
            Self::HeadroomShare => "spare capacity",
            Self::Outage => "length of an outage",
            Self::OutageShare => "share that an outage cuts off",
            Self::Freshness => "greatest age shown",
            Self::CacheTime => "time in the cache",
            Self::HitRatio => "share answered by the cache",
            Self::Rpo => "recovery point objective",
            Self::Rto => "recovery time objective",
            Self::BackupEvery => "time between backups",
            Self::ReplicaLag => "lag of a replica",
            Self::Timeout => "timeout",
            Self::CallerPatience => "deadline of the caller",
            Self::Retries => "retries",
            Self::RoundTrip => "round-trip time",
            Self::RoundTrips => "round trips in series",
            Self::ServiceTime => "service time",
            Self::Growth => "growth",
            Self::GrowthFactor => "growth as a multiple",
            Self::GrowthTime => "time of growth",
            Self::GrownLoad => "growth it is sized for",
            Self::Budget => "budget",
            Self::InstanceCost => "cost of one instance",
            Self::Team => "team",
            Self::Deadline => "deadline",
            Self::Regions => "regions",
            Self::StreamRate => "bandwidth of each",
        }
    }
}
