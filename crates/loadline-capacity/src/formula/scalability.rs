//! How throughput grows with size: the universal scalability law and Amdahl's law.

use super::refusal::{positive, share, within};
use super::{Formula, Kind, Measure, Parameter, Refusal, SCALING};

pub(super) const USL: Formula = Formula {
    name: "usl",
    family: SCALING,
    title: "Universal scalability law, with its peak",
    assumes: "contention and coherency costs measured or fitted on this system",
    parameters: &[
        Parameter::new("throughput_of_one", "γ", Kind::Rate, "throughput with size 1"),
        Parameter::new("contention", "α", Kind::Share, "share of work that is serial"),
        Parameter::new("coherency", "β", Kind::Number, "cost of keeping each pair consistent"),
        Parameter::new("size", "N", Kind::Number, "nodes, processes or concurrent clients"),
    ],
    quantities: &[
        Measure::new("throughput", Kind::Rate, "X(N) = γ N / (1 + α (N − 1) + β N (N − 1))"),
        Measure::new("efficiency", Kind::Share, "X(N) / (γ N)"),
        Measure::new("peak_size", Kind::Number, "N* = max(1, √((1 − α) / β)), infinite for β = 0"),
        Measure::new("peak_throughput", Kind::Rate, "X(N*); γ / α for β = 0"),
    ],
    source: "Gunther 2007, Guerrilla Capacity Planning, ch. 4–6",
    evaluate: |given| {
        let size = given.number("size");
        within("size", size, size >= 1.0 && size.is_finite(), "at least 1")?;
        let law =
            usl(given.number("throughput_of_one"), given.number("contention"), given.number("coherency"))?;
        let throughput = law.throughput(size);
        Ok(vec![
            throughput.into(),
            (throughput / (law.throughput_of_one * size)).into(),
            law.peak_size().into(),
            law.peak_throughput().into(),
        ])
    },
};

pub(super) const AMDAHL: Formula = Formula {
    name: "amdahl",
    family: SCALING,
    title: "Amdahl's law: speed-up by parallel work",
    assumes: "the rest of the work divides evenly and without cost",
    parameters: &[
        Parameter::new("serial_share", "f", Kind::Share, "share of work that is serial"),
        Parameter::new("processors", "N", Kind::Number, "processors"),
    ],
    quantities: &[
        Measure::new("speed_up", Kind::Number, "1 / (f + (1 − f) / N)"),
        Measure::new("limit", Kind::Number, "1 / f, with any number of processors"),
        Measure::new("efficiency", Kind::Share, "speed-up / N"),
    ],
    source: "Amdahl 1967, Validity of the Single Processor Approach",
    evaluate: |given| {
        let (serial, processors) = (given.number("serial_share"), given.number("processors"));
        let speed_up = amdahl(serial, processors)?;
        Ok(vec![speed_up.into(), (1.0 / serial).into(), (speed_up / processors).into()])
    },
};

/// The universal scalability law with its coefficients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usl {
    /// γ per second.
    pub throughput_of_one: f64,
    /// α.
    pub contention: f64,
    /// β.
    pub coherency: f64,
}

/// The law with these coefficients.
///
/// # Errors
/// When the throughput is not above 0, the contention not from 0 to 1, or the coherency negative.
pub fn usl(throughput_of_one: f64, contention: f64, coherency: f64) -> Result<Usl, Refusal> {
    positive("throughput_of_one", throughput_of_one)?;
    share("contention", contention)?;
    within("coherency", coherency, coherency >= 0.0 && coherency.is_finite(), "0 or more")?;
    Ok(Usl { throughput_of_one, contention, coherency })
}

impl Usl {
    /// Throughput per second at `size`.
    #[must_use]
    pub fn throughput(&self, size: f64) -> f64 {
        let more = size - 1.0;
        self.throughput_of_one * size / (1.0 + self.contention * more + self.coherency * size * more)
    }

    /// The size of greatest throughput, at least 1; infinite without coherency cost.
    #[must_use]
    pub fn peak_size(&self) -> f64 {
        if self.coherency == 0.0 {
            return f64::INFINITY;
        }
        libm::sqrt((1.0 - self.contention) / self.coherency).max(1.0)
    }

    /// The greatest throughput per second; infinite with no cost at all.
    #[must_use]
    pub fn peak_throughput(&self) -> f64 {
        let peak = self.peak_size();
        if peak.is_finite() { self.throughput(peak) } else { self.throughput_of_one / self.contention }
    }
}

/// The speed-up by `processors` when `serial_share` of the work is serial.
///
/// # Errors
/// When the share is not from 0 to 1 or the number not at least 1.
pub fn amdahl(serial_share: f64, processors: f64) -> Result<f64, Refusal> {
    share("serial_share", serial_share)?;
    within("processors", processors, processors >= 1.0 && processors.is_finite(), "at least 1")?;
    Ok(1.0 / (serial_share + (1.0 - serial_share) / processors))
}
