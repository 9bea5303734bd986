//! Closed forms: one table of formulas with their parameters, quantities and sources, and an evaluation by name.
//!
//! Each family is one file of plain functions with typed results; the table only names them. No simulation here.

mod arguments;
mod availability;
mod backoff;
mod batch_arrivals;
mod cache;
mod closed_network;
mod demand;
mod deterministic_arrivals;
mod deterministic_service;
mod distribution;
mod erlang_a;
mod erlang_b;
mod fan_out;
mod feedback;
mod finite_queue;
mod fork_join;
mod general_service;
mod hedging;
mod little;
mod multi_server;
mod processor_sharing;
mod refusal;
mod repair_crew;
mod retries;
mod scalability;
mod shuffle_shard;
mod single_server;
mod sizing;
mod tandem;
mod throttling;

pub use arguments::{Argument, Arguments, BadArgument, Given};
pub use availability::{k_of_n, mtbf_mttr, parallel, series};
pub use backoff::{FullJitter, full_jitter};
pub use batch_arrivals::{BatchArrivals, batch_arrivals};
pub use cache::{ColdCache, cold_cache};
pub use closed_network::{ClosedNetwork, closed_network};
pub use demand::{instances, recovery_time};
pub use deterministic_arrivals::{Dm1, dm1};
pub use deterministic_service::{Md1, md1};
pub use distribution::Distribution;
pub use erlang_a::{ErlangA, erlang_a};
pub use erlang_b::{erlang_b, erlang_c};
pub use fan_out::{fan_out_slow, leaf_tail};
pub use feedback::{Feedback, feedback};
pub use finite_queue::{Mmck, mmck};
pub use fork_join::{ForkJoin, fork_join};
pub use general_service::{Mg1, mg1};
pub use hedging::Hedge;
pub use little::{Little, little};
pub use multi_server::{Mmc, mmc};
pub use processor_sharing::{Mg1Ps, mg1_ps};
pub use refusal::{MOST_SERVERS, MOST_STATES, Refusal};
pub use repair_crew::{RepairCrew, repair_crew};
pub use retries::{nested_retries, retry_amplification, retry_budget};
pub use scalability::{Usl, amdahl, usl};
pub use shuffle_shard::{Shards, shuffle_shard};
pub use single_server::{Mm1, mm1};
pub use sizing::{Target, size};
pub use tandem::{Tandem, tandem};
pub use throttling::{Throttling, throttling};

/// A closed form: what it takes, what it gives, and where it stands in the literature.
#[derive(Debug)]
pub struct Formula {
    /// The word on the command line.
    pub name: &'static str,
    /// The heading it is listed under.
    pub family: &'static str,
    /// What it is, in one line.
    pub title: &'static str,
    /// What it takes for granted, in one line.
    pub assumes: &'static str,
    /// What it is evaluated with.
    pub parameters: &'static [Parameter],
    /// What it gives, in the order of the report.
    pub quantities: &'static [Measure],
    /// Book or paper.
    pub source: &'static str,
    /// The arithmetic: values in the order of `quantities`.
    evaluate: fn(&Arguments) -> Result<Vec<Value>, Refusal>,
}

/// A parameter of a formula.
#[derive(Debug, PartialEq)]
pub struct Parameter {
    /// The standard term, as written on the command line.
    pub name: &'static str,
    /// The letter that stands for it in formulas.
    pub symbol: &'static str,
    /// What it measures.
    pub kind: Kind,
    /// What it means, in a few words.
    pub meaning: &'static str,
    /// What holds when it is not given.
    pub default: Default,
}

/// What holds when a parameter is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// It must be given.
    Required,
    /// This text, read as if it had been given.
    Value(&'static str),
    /// Nothing; the formula does without.
    Optional,
}

/// What a parameter or a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Events per second.
    Rate,
    /// Seconds.
    Time,
    /// A part of a whole, 0 to 1; may be written in percent.
    Share,
    /// A whole number.
    Count,
    /// A plain number.
    Number,
    /// Offered traffic: the mean number of servers that would be busy if there were enough.
    Erlang,
    /// Bytes.
    Bytes,
    /// Bytes per second.
    ByteRate,
    /// Events per day.
    PerDay,
    /// Events per year.
    PerYear,
    /// Seconds squared.
    TimeSquared,
    /// Seconds in a year.
    TimePerYear,
    /// Several, separated by commas.
    List(&'static Kind),
    /// One of these words.
    Word(&'static [&'static str]),
}

/// A quantity that a formula gives.
#[derive(Debug)]
pub struct Measure {
    /// The standard term.
    pub name: &'static str,
    /// What it measures.
    pub kind: Kind,
    /// How it follows from the parameters and the quantities above it.
    pub formula: &'static str,
}

/// What a quantity comes to: one number, or one for each station.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number; infinite where the quantity is.
    Number(f64),
    /// One number for each entry of a list parameter.
    List(Vec<f64>),
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<f64>> for Value {
    fn from(list: Vec<f64>) -> Self {
        Self::List(list)
    }
}

impl Value {
    /// The numbers in it.
    #[must_use]
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Number(number) => std::slice::from_ref(number),
            Self::List(list) => list,
        }
    }
}

impl Formula {
    /// The quantities with their values.
    ///
    /// # Errors
    /// When the parameters allow no answer: out of range, no steady state, too large to compute.
    pub fn evaluate(&self, arguments: &Arguments) -> Result<Vec<(&'static Measure, Value)>, Refusal> {
        let values = (self.evaluate)(arguments)?;
        let figures: Vec<(&'static Measure, Value)> = self.quantities.iter().zip(values).collect();
        match figures.iter().find(|(_, value)| value.numbers().iter().any(|number| number.is_nan())) {
            Some((measure, _)) => Err(Refusal::NotANumber { quantity: measure.name }),
            None => Ok(figures),
        }
    }
}

/// Every formula, by family.
pub const FORMULAS: &[Formula] = &[
    single_server::FORMULA,
    multi_server::FORMULA,
    erlang_b::FORMULA,
    finite_queue::FORMULA,
    erlang_a::FORMULA,
    general_service::MG1,
    general_service::LIFO,
    processor_sharing::FORMULA,
    deterministic_service::FORMULA,
    deterministic_arrivals::FORMULA,
    batch_arrivals::FORMULA,
    little::FORMULA,
    tandem::FORMULA,
    feedback::FORMULA,
    closed_network::FORMULA,
    fork_join::FORMULA,
    fan_out::FAN_OUT,
    fan_out::MAXIMUM,
    hedging::FORMULA,
    retries::AMPLIFICATION,
    retries::NESTED,
    retries::BUDGET,
    backoff::FORMULA,
    throttling::FORMULA,
    cache::FORMULA,
    availability::SERIES,
    availability::PARALLEL,
    availability::K_OF_N,
    availability::MTBF_MTTR,
    repair_crew::FORMULA,
    shuffle_shard::FORMULA,
    scalability::USL,
    scalability::AMDAHL,
    sizing::FORMULA,
    demand::TRAFFIC,
    demand::STORAGE,
    demand::BANDWIDTH,
    demand::INSTANCES,
    demand::RECOVERY,
];

/// The formula of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Formula> {
    FORMULAS.iter().find(|formula| formula.name == name)
}

impl Kind {
    /// The unit that values are in.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Rate => "rps",
            Self::Time => "s",
            Self::Share | Self::Count | Self::Number | Self::Word(_) => "1",
            Self::Erlang => "erlang",
            Self::Bytes => "B",
            Self::ByteRate => "B/s",
            Self::PerDay => "1/day",
            Self::PerYear => "1/year",
            Self::TimeSquared => "s²",
            Self::TimePerYear => "s/year",
            Self::List(of) => of.unit(),
        }
    }

    /// What is wanted, to read after "is not".
    const fn wants(self) -> &'static str {
        match self {
            Self::Rate => "a rate in events per second, such as `80` or `80rps`",
            Self::Time | Self::TimePerYear => "a time in seconds or with a unit, such as `0.1` or `100ms`",
            Self::Share => "a share such as `0.99` or `99%`",
            Self::Count => "a whole number",
            Self::Bytes => "a size in bytes or with a unit, such as `2000` or `2kB`",
            Self::List(_) => "a list such as `10,20,30`",
            Self::Word(_) => "a word known here",
            _ => "a number",
        }
    }
}

impl Parameter {
    const fn new(name: &'static str, symbol: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self { name, symbol, kind, meaning, default: Default::Required }
    }

    const fn or(self, text: &'static str) -> Self {
        Self { default: Default::Value(text), ..self }
    }

    const fn optional(self) -> Self {
        Self { default: Default::Optional, ..self }
    }
}

impl Measure {
    const fn new(name: &'static str, kind: Kind, formula: &'static str) -> Self {
        Self { name, kind, formula }
    }
}

const QUEUES: &str = "Queues";
const NETWORKS: &str = "Networks and fan-out";
const OVERLOAD: &str = "Retries, throttling and caches";
const AVAILABILITY: &str = "Availability";
const SCALING: &str = "Scaling and sizing";

const ARRIVAL_RATE: Parameter = Parameter::new("arrival_rate", "λ", Kind::Rate, "requests arriving, Poisson");
const SERVICE_RATE: Parameter =
    Parameter::new("service_rate", "μ", Kind::Rate, "requests one server completes while busy");
const SERVERS: Parameter = Parameter::new("servers", "c", Kind::Count, "servers working in parallel");
const MEAN_SERVICE_TIME: Parameter =
    Parameter::new("mean_service_time", "E[S]", Kind::Time, "mean time one request is in service");
const QUANTILE: Parameter =
    Parameter::new("quantile", "p", Kind::Share, "share of requests that are at least this fast").or("0.99");
