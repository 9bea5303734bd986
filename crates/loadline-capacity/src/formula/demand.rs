//! Back-of-the-envelope capacity: traffic, storage, bandwidth, instances, time to drain a backlog.

use super::refusal::{not_negative, positive, share, spare, within};
use super::{Formula, Kind, Measure, Parameter, Refusal, SCALING};
use loadline_base::units::format_number;

const SOURCE: &str = "definition; a day has 86,400 s";
const PEAK: Parameter = Parameter::new("peak_multiplier", "m", Kind::Number, "peak over average").or("1");

pub(super) const TRAFFIC: Formula = Formula {
    name: "traffic",
    family: SCALING,
    title: "Traffic from users: average and peak rate, reads and writes",
    assumes: "nothing but the figures given",
    parameters: &[
        Parameter::new("daily_active_users", "DAU", Kind::Number, "users on one day"),
        Parameter::new("actions_per_user", "n", Kind::Number, "actions of a user on one day"),
        PEAK,
        Parameter::new("read_share", "r", Kind::Share, "share of actions that read; none if not given")
            .or("0"),
    ],
    quantities: &[
        Measure::new("average_rate", Kind::Rate, "DAU × n / 86,400 s"),
        Measure::new("peak_rate", Kind::Rate, "average × m"),
        Measure::new("peak_read_rate", Kind::Rate, "peak × r"),
        Measure::new("peak_write_rate", Kind::Rate, "peak × (1 − r)"),
    ],
    source: SOURCE,
    evaluate: |given| {
        let users = not_negative("daily_active_users", given.number("daily_active_users"))?;
        let actions = not_negative("actions_per_user", given.number("actions_per_user"))?;
        let reads = share("read_share", given.number("read_share"))?;
        let average = users * actions / 86_400.0;
        let peak = average * multiplier(given.number("peak_multiplier"))?;
        Ok(vec![average.into(), peak.into(), (peak * reads).into(), (peak * (1.0 - reads)).into()])
    },
};

pub(super) const STORAGE: Formula = Formula {
    name: "storage",
    family: SCALING,
    title: "Storage: per day, replicated, retained",
    assumes: "no compression, no index or filesystem overhead",
    parameters: &[
        Parameter::new("writes_per_day", "w", Kind::PerDay, "items written on one day"),
        Parameter::new("item_size", "s", Kind::Bytes, "size of one item"),
        Parameter::new("replication", "k", Kind::Number, "copies kept, the first included").or("1"),
        Parameter::new("retention", "t", Kind::Time, "how long items are kept, such as 365d"),
    ],
    quantities: &[
        Measure::new("bytes_per_day", Kind::Bytes, "w s, before replication"),
        Measure::new("replicated_bytes_per_day", Kind::Bytes, "w s k, all copies"),
        Measure::new("retained_bytes", Kind::Bytes, "w s t / 86,400 s, before replication"),
        Measure::new("replicated_retained_bytes", Kind::Bytes, "w s k t / 86,400 s, all copies"),
    ],
    source: SOURCE,
    evaluate: |given| {
        let writes = not_negative("writes_per_day", given.number("writes_per_day"))?;
        let bytes = writes * not_negative("item_size", given.number("item_size"))?;
        let copies = given.number("replication");
        within("replication", copies, copies >= 1.0 && copies.is_finite(), "at least 1")?;
        let days = not_negative("retention", given.number("retention"))? / 86_400.0;
        Ok(vec![bytes.into(), (bytes * copies).into(), (bytes * days).into(), (bytes * copies * days).into()])
    },
};

pub(super) const BANDWIDTH: Formula = Formula {
    name: "bandwidth",
    family: SCALING,
    title: "Bandwidth: average and peak",
    assumes: "payload only, no protocol overhead",
    parameters: &[
        Parameter::new("average_rate", "λ", Kind::Rate, "messages on average"),
        Parameter::new("message_size", "s", Kind::Bytes, "size of one message"),
        PEAK,
    ],
    quantities: &[
        Measure::new("average_bandwidth", Kind::ByteRate, "λ s"),
        Measure::new("peak_bandwidth", Kind::ByteRate, "λ s m"),
    ],
    source: SOURCE,
    evaluate: |given| {
        let rate = not_negative("average_rate", given.number("average_rate"))?;
        let average = rate * not_negative("message_size", given.number("message_size"))?;
        Ok(vec![average.into(), (average * multiplier(given.number("peak_multiplier"))?).into()])
    },
};

pub(super) const INSTANCES: Formula = Formula {
    name: "instances",
    family: SCALING,
    title: "Instances for a peak with headroom",
    assumes: "load spreads evenly over instances",
    parameters: &[
        Parameter::new("peak_rate", "λ", Kind::Rate, "requests at peak"),
        Parameter::new("headroom_factor", "h", Kind::Number, "capacity wanted over peak, such as 1.3")
            .or("1"),
        Parameter::new("rate_per_instance", "x", Kind::Rate, "requests one instance carries"),
    ],
    quantities: &[
        Measure::new("required_rate", Kind::Rate, "λ h"),
        Measure::new("instances", Kind::Count, "N = ⌈λ h / x⌉"),
        Measure::new("utilisation", Kind::Share, "λ / (N x), at peak"),
        Measure::new("utilisation_without_one", Kind::Share, "λ / ((N − 1) x), one instance lost"),
    ],
    source: SOURCE,
    evaluate: |given| {
        let peak = positive("peak_rate", given.number("peak_rate"))?;
        let headroom = given.number("headroom_factor");
        let each = given.number("rate_per_instance");
        let number = instances(peak, headroom, each)?;
        Ok(vec![
            (peak * headroom).into(),
            number.into(),
            (peak / (number * each)).into(),
            (peak / ((number - 1.0) * each)).into(),
        ])
    },
};

pub(super) const RECOVERY: Formula = Formula {
    name: "recovery_time",
    family: SCALING,
    title: "Time to drain a backlog",
    assumes: "both rates stay as they are",
    parameters: &[
        Parameter::new("backlog", "B", Kind::Number, "items waiting"),
        Parameter::new("processing_rate", "μ", Kind::Rate, "items processed"),
        Parameter::new("arrival_rate", "λ", Kind::Rate, "items still coming in"),
    ],
    quantities: &[Measure::new("recovery_time", Kind::Time, "B / (μ − λ)")],
    source: "definition",
    evaluate: |given| {
        let backlog = given.number("backlog");
        Ok(vec![
            recovery_time(backlog, given.number("processing_rate"), given.number("arrival_rate"))?.into(),
        ])
    },
};

fn multiplier(value: f64) -> Result<f64, Refusal> {
    within("peak_multiplier", value, value >= 1.0 && value.is_finite(), "at least 1")
}

/// The fewest instances that carry `peak_rate` × `headroom_factor`, each `rate_per_instance`.
///
/// A quotient within 10⁻¹² of a whole number is that number: rounding alone buys no instance.
///
/// # Errors
/// When a rate is not above 0 or the factor is below 1.
pub fn instances(peak_rate: f64, headroom_factor: f64, rate_per_instance: f64) -> Result<f64, Refusal> {
    positive("peak_rate", peak_rate)?;
    positive("rate_per_instance", rate_per_instance)?;
    let fits = headroom_factor >= 1.0 && headroom_factor.is_finite();
    within("headroom_factor", headroom_factor, fits, "at least 1")?;
    let exact = peak_rate * headroom_factor / rate_per_instance;
    Ok(libm::ceil(exact * (1.0 - 1e-12)).max(1.0))
}

/// Seconds until a backlog is gone; rates per second.
///
/// # Errors
/// When the backlog is negative, a rate out of range, or arrivals reach the processing rate.
pub fn recovery_time(backlog: f64, processing_rate: f64, arrival_rate: f64) -> Result<f64, Refusal> {
    not_negative("backlog", backlog)?;
    positive("processing_rate", processing_rate)?;
    not_negative("arrival_rate", arrival_rate)?;
    Ok(backlog / spare(arrival_rate, processing_rate, &format!("{}/s", format_number(processing_rate)))?)
}
