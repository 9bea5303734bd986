//! Named distributions of times, by mean and one figure of shape.

use super::refusal::{not_negative, positive, within};
use super::{Arguments, Kind, Parameter, Refusal};
use loadline_math::root::time_of_tail;
use loadline_math::{gamma, normal};

/// The words of the parameter `distribution`.
const NAMES: &[&str] = &["exponential", "deterministic", "lognormal", "gamma", "hyperexponential", "pareto"];

pub(super) const DISTRIBUTION: Parameter =
    Parameter::new("distribution", "", Kind::Word(NAMES), "distribution of the time").or("exponential");
pub(super) const CV: Parameter = Parameter::new(
    "coefficient_of_variation",
    "cv",
    Kind::Number,
    "standard deviation over mean; for lognormal, gamma and hyperexponential",
)
.optional();
pub(super) const SHAPE: Parameter =
    Parameter::new("shape", "α", Kind::Number, "tail exponent of pareto; above 1").optional();

/// A distribution of a time with mean 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// Memoryless; coefficient of variation 1.
    Exponential,
    /// Always the mean; coefficient of variation 0.
    Deterministic,
    /// The logarithm is normal.
    Lognormal {
        /// Coefficient of variation, above 0.
        cv: f64,
    },
    /// Gamma; Erlang where 1 / cv² is whole.
    Gamma {
        /// Coefficient of variation, above 0.
        cv: f64,
    },
    /// Two exponential branches with balanced means.
    Hyperexponential {
        /// Coefficient of variation, at least 1.
        cv: f64,
    },
    /// Pareto with a least value; moments from `shape` on are infinite.
    Pareto {
        /// Tail exponent, above 1.
        shape: f64,
    },
}

impl Distribution {
    /// The distribution that the arguments name.
    pub(super) fn from(given: &Arguments) -> Result<Self, Refusal> {
        let name = given.word("distribution");
        let needed = |parameter: &'static str| {
            given.optional(parameter).ok_or_else(|| Refusal::Missing {
                parameter,
                why: format!("the {name} distribution is given by its mean and this"),
            })
        };
        let distribution = match name {
            "deterministic" => Self::Deterministic,
            "lognormal" => Self::Lognormal { cv: needed(CV.name)? },
            "gamma" => Self::Gamma { cv: needed(CV.name)? },
            "hyperexponential" => Self::Hyperexponential { cv: needed(CV.name)? },
            "pareto" => Self::Pareto { shape: needed(SHAPE.name)? },
            _ => Self::Exponential,
        };
        distribution.check()?;
        Ok(distribution)
    }

    /// Refuses a figure of shape that is out of range.
    pub(super) fn check(self) -> Result<(), Refusal> {
        match self {
            Self::Exponential | Self::Deterministic => Ok(()),
            Self::Lognormal { cv } => positive(CV.name, cv).map(drop),
            Self::Gamma { cv } => {
                positive(CV.name, cv)?;
                within(CV.name, cv, (1e-3..=1e3).contains(&cv), "from 0.001 to 1,000 for gamma").map(drop)
            }
            Self::Hyperexponential { cv } => {
                not_negative(CV.name, cv)?;
                within(CV.name, cv, cv >= 1.0, "at least 1 for hyperexponential").map(drop)
            }
            Self::Pareto { shape } => {
                positive(SHAPE.name, shape)?;
                within(SHAPE.name, shape, shape > 1.0, "above 1, else the mean is infinite").map(drop)
            }
        }
    }

    /// The expected square of the time over the square of its mean: 1 + cv².
    #[must_use]
    pub fn second_moment(self) -> f64 {
        match self {
            Self::Exponential => 2.0,
            Self::Deterministic => 1.0,
            Self::Lognormal { cv } | Self::Gamma { cv } | Self::Hyperexponential { cv } => 1.0 + cv * cv,
            Self::Pareto { shape } => pareto_moment(shape, 2),
        }
    }

    /// The expected cube of the time over the cube of its mean.
    #[must_use]
    pub fn third_moment(self) -> f64 {
        match self {
            Self::Exponential => 6.0,
            Self::Deterministic => 1.0,
            Self::Lognormal { cv } => {
                let one = 1.0 + cv * cv;
                one * one * one
            }
            Self::Gamma { cv } => (1.0 + cv * cv) * (1.0 + 2.0 * cv * cv),
            Self::Hyperexponential { cv } => {
                let [(often, fast), (seldom, slow)] = branches(cv);
                6.0 * (often / (fast * fast * fast) + seldom / (slow * slow * slow))
            }
            Self::Pareto { shape } => pareto_moment(shape, 3),
        }
    }

    /// The probability that the time exceeds `t` means.
    #[must_use]
    pub fn tail(self, t: f64) -> f64 {
        if t < 0.0 {
            return 1.0;
        }
        match self {
            Self::Exponential => libm::exp(-t),
            Self::Deterministic => f64::from(u8::from(t < 1.0)),
            Self::Lognormal { cv } => {
                let (mean, deviation) = lognormal(cv);
                normal::cumulative((mean - libm::log(t)) / deviation)
            }
            Self::Gamma { cv } => gamma::upper(1.0 / (cv * cv), t / (cv * cv)),
            Self::Hyperexponential { cv } => {
                branches(cv).into_iter().map(|(share, rate)| share * libm::exp(-rate * t)).sum()
            }
            Self::Pareto { shape } => {
                let least = (shape - 1.0) / shape;
                if t <= least { 1.0 } else { libm::pow(least / t, shape) }
            }
        }
    }

    /// The time, in means, that is exceeded with probability `tail`, which must be above 0.
    #[must_use]
    pub fn time_of_tail(self, tail: f64) -> f64 {
        match self {
            Self::Exponential => -libm::log(tail),
            Self::Deterministic => 1.0,
            Self::Lognormal { cv } => {
                let (mean, deviation) = lognormal(cv);
                libm::exp(mean - deviation * normal::quantile(tail))
            }
            Self::Pareto { shape } => (shape - 1.0) / shape * libm::pow(tail, -1.0 / shape),
            Self::Gamma { .. } | Self::Hyperexponential { .. } => time_of_tail(|t| self.tail(t), tail, 1.0),
        }
    }
}

/// Mean and standard deviation of the logarithm of a lognormal variable with mean 1.
fn lognormal(cv: f64) -> (f64, f64) {
    let variance = libm::log1p(cv * cv);
    (-variance / 2.0, libm::sqrt(variance))
}

/// Share and rate of the two branches of a hyperexponential variable with mean 1, each with half of the mean.
fn branches(cv: f64) -> [(f64, f64); 2] {
    let square = cv * cv;
    let lean = libm::sqrt((square - 1.0) / (square + 1.0));
    // 1 − lean without the subtraction, for a large cv.
    let rest = 2.0 / ((square + 1.0) * (1.0 + lean));
    let (often, seldom) = ((1.0 + lean) / 2.0, rest / 2.0);
    [(often, 2.0 * often), (seldom, 2.0 * seldom)]
}

fn pareto_moment(shape: f64, order: i32) -> f64 {
    let order_f = f64::from(order);
    if shape <= order_f {
        return f64::INFINITY;
    }
    let least = (shape - 1.0) / shape;
    shape * (1..=order).fold(1.0, |power, _| power * least) / (shape - order_f)
}
