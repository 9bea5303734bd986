//! The arithmetic behind a number, put into words only when somebody reads it: most figures of a large system are
//! never printed.

use std::fmt::{self, Debug, Display, Formatter};
use std::sync::Arc;

/// The arithmetic behind a number with the figures put in, such as `2 × 400 ms + 1.2 s`. Cheap to clone.
#[derive(Clone)]
pub struct Working(Arc<dyn Display + Send + Sync>);

impl Working {
    /// Words that `write` puts down each time they are read.
    #[must_use]
    pub fn new(write: impl Fn(&mut Formatter<'_>) -> fmt::Result + Send + Sync + 'static) -> Self {
        Self(Arc::new(fmt::from_fn(write)))
    }

    /// `load ÷ capacity`: one number over another, as `show` writes each.
    #[must_use]
    pub fn ratio(above: f64, below: f64, show: fn(f64) -> String) -> Self {
        Self::new(move |f| write!(f, "{} ÷ {}", show(above), show(below)))
    }
}

impl Display for Working {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Debug for Working {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl PartialEq for Working {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.to_string() == other.to_string()
    }
}

impl From<String> for Working {
    fn from(words: String) -> Self {
        Self(Arc::new(words))
    }
}

impl From<&'static str> for Working {
    fn from(words: &'static str) -> Self {
        Self(Arc::new(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_they_are_made() {
        let ratio = Working::ratio(1.0, 4.0, |number| number.to_string());
        assert_eq!(ratio.to_string(), "1 ÷ 4");
        assert_eq!(ratio, Working::from("1 ÷ 4"));
        assert_eq!(ratio, Working::from("1 ÷ 4".to_owned()));
        assert_ne!(ratio, Working::ratio(1.0, 5.0, |number| number.to_string()));
    }
}
