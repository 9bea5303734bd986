//! Every function that is evaluated: its name, what it takes, and what kind of work it is. A function that is not in this
//! table is refused by name.

use super::Shape;

/// One function.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// What it takes. The last `optional` may be left out.
    pub(crate) takes: &'static [Shape],
    pub(crate) optional: usize,
    /// Whether the last one may come any number of times.
    pub(crate) repeats: bool,
}

/// What kind of work a function is, and so who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Over(Over),
    Map(Map),
    Date(Date),
    Absent,
    AbsentOverTime,
    Vector,
    Scalar,
    Time,
    Pi,
    Timestamp,
    Sort { descending: bool },
    LabelReplace,
    LabelJoin,
    HistogramQuantile,
}

/// Functions of the samples in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Rate,
    Increase,
    Delta,
    Irate,
    Idelta,
    Deriv,
    PredictLinear,
    Resets,
    Changes,
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Last,
    First,
    Present,
    Stddev,
    Stdvar,
    Quantile,
}

/// Functions of one value, some with numbers beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Map {
    Abs,
    Ceil,
    Floor,
    Round,
    Exp,
    Ln,
    Log2,
    Log10,
    Sqrt,
    Sgn,
    Clamp,
    ClampMin,
    ClampMax,
    Deg,
    Rad,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,
}

/// Parts of a date in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Date {
    Minute,
    Hour,
    DayOfWeek,
    DayOfMonth,
    DayOfYear,
    DaysInMonth,
    Month,
    Year,
}

impl Function {
    pub(crate) fn find(name: &str) -> Option<Self> {
        FUNCTIONS.iter().find(|function| function.name == name).copied()
    }

    pub(crate) const fn shape(&self) -> Shape {
        match self.kind {
            Kind::Scalar | Kind::Time | Kind::Pi => Shape::Scalar,
            _ => Shape::Vector,
        }
    }

    /// What argument number `at` has to be; `None` where there may be none.
    pub(crate) fn takes(&self, at: usize) -> Option<Shape> {
        self.takes.get(at).or(self.takes.last().filter(|_| self.repeats)).copied()
    }
}

const fn function(name: &'static str, kind: Kind, takes: &'static [Shape]) -> Function {
    Function { name, kind, takes, optional: 0, repeats: false }
}

const fn over(name: &'static str, over: Over) -> Function {
    function(name, Kind::Over(over), &[Shape::Window])
}

const fn map(name: &'static str, map: Map) -> Function {
    function(name, Kind::Map(map), &[Shape::Vector])
}

const fn date(name: &'static str, date: Date) -> Function {
    Function { name, kind: Kind::Date(date), takes: &[Shape::Vector], optional: 1, repeats: false }
}

use Shape::{Scalar, Text, Vector, Window};

const FUNCTIONS: &[Function] = &[
    over("rate", Over::Rate),
    over("increase", Over::Increase),
    over("delta", Over::Delta),
    over("irate", Over::Irate),
    over("idelta", Over::Idelta),
    over("deriv", Over::Deriv),
    function("predict_linear", Kind::Over(Over::PredictLinear), &[Window, Scalar]),
    over("resets", Over::Resets),
    over("changes", Over::Changes),
    over("sum_over_time", Over::Sum),
    over("avg_over_time", Over::Avg),
    over("count_over_time", Over::Count),
    over("min_over_time", Over::Min),
    over("max_over_time", Over::Max),
    over("last_over_time", Over::Last),
    over("first_over_time", Over::First),
    over("present_over_time", Over::Present),
    over("stddev_over_time", Over::Stddev),
    over("stdvar_over_time", Over::Stdvar),
    function("quantile_over_time", Kind::Over(Over::Quantile), &[Scalar, Window]),
    function("absent", Kind::Absent, &[Vector]),
    function("absent_over_time", Kind::AbsentOverTime, &[Window]),
    function("vector", Kind::Vector, &[Scalar]),
    function("scalar", Kind::Scalar, &[Vector]),
    function("time", Kind::Time, &[]),
    function("pi", Kind::Pi, &[]),
    function("timestamp", Kind::Timestamp, &[Vector]),
    map("abs", Map::Abs),
    map("ceil", Map::Ceil),
    map("floor", Map::Floor),
    Function {
        name: "round",
        kind: Kind::Map(Map::Round),
        takes: &[Vector, Scalar],
        optional: 1,
        repeats: false,
    },
    map("exp", Map::Exp),
    map("ln", Map::Ln),
    map("log2", Map::Log2),
    map("log10", Map::Log10),
    map("sqrt", Map::Sqrt),
    map("sgn", Map::Sgn),
    function("clamp", Kind::Map(Map::Clamp), &[Vector, Scalar, Scalar]),
    function("clamp_min", Kind::Map(Map::ClampMin), &[Vector, Scalar]),
    function("clamp_max", Kind::Map(Map::ClampMax), &[Vector, Scalar]),
    map("deg", Map::Deg),
    map("rad", Map::Rad),
    map("sin", Map::Sin),
    map("cos", Map::Cos),
    map("tan", Map::Tan),
    map("asin", Map::Asin),
    map("acos", Map::Acos),
    map("atan", Map::Atan),
    map("sinh", Map::Sinh),
    map("cosh", Map::Cosh),
    map("tanh", Map::Tanh),
    map("asinh", Map::Asinh),
    map("acosh", Map::Acosh),
    map("atanh", Map::Atanh),
    date("minute", Date::Minute),
    date("hour", Date::Hour),
    date("day_of_week", Date::DayOfWeek),
    date("day_of_month", Date::DayOfMonth),
    date("day_of_year", Date::DayOfYear),
    date("days_in_month", Date::DaysInMonth),
    date("month", Date::Month),
    date("year", Date::Year),
    function("sort", Kind::Sort { descending: false }, &[Vector]),
    function("sort_desc", Kind::Sort { descending: true }, &[Vector]),
    function("label_replace", Kind::LabelReplace, &[Vector, Text, Text, Text, Text]),
    Function {
        name: "label_join",
        kind: Kind::LabelJoin,
        takes: &[Vector, Text, Text, Text],
        optional: 1,
        repeats: true,
    },
    function("histogram_quantile", Kind::HistogramQuantile, &[Scalar, Vector]),
];
