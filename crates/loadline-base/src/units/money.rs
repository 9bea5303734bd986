//! Sums of money, `60 EUR per request` or `60000 EUR/month`.

use std::cmp::Ordering;

use super::text::{Leading, clamped, number, per, per_what, period};
use super::{Period, Unit, UnitError, format_number};

/// What a sum of money is counted per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Per {
    /// Per stretch of time.
    Period(Period),
    /// Per request.
    Request,
}

/// A sum of money that is never negative, in one currency, once or [`Per`] something.
///
/// Written `12.50 USD`, `60 EUR per request`, `60000 EUR/month`. Sums compare only within one currency, and only
/// when both are once, both per request or both per a period; there is no conversion.
#[derive(Debug, Clone, Copy)]
pub struct Money {
    amount: f64,
    currency: [u8; 3],
    per: Option<Per>,
}

impl Money {
    /// `amount` of `currency`, three capital letters, or `None` when it is not that. NaN and negative amounts give
    /// 0, infinity the largest number.
    #[must_use]
    pub fn new(amount: f64, currency: &str, per: Option<Per>) -> Option<Self> {
        let currency: [u8; 3] = currency.as_bytes().try_into().ok()?;
        currency.iter().all(u8::is_ascii_uppercase).then_some(Self { amount: clamped(amount), currency, per })
    }

    /// How much of the currency.
    #[must_use]
    pub const fn amount(self) -> f64 {
        self.amount
    }

    /// The currency's three capital letters (ISO 4217).
    #[must_use]
    pub fn currency(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }

    /// What it is counted per; `None` for a sum that is paid once.
    #[must_use]
    pub const fn per(self) -> Option<Per> {
        self.per
    }
}

impl PartialEq for Money {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.currency != other.currency {
            return None;
        }
        match (self.per, other.per) {
            (Some(Per::Period(mine)), Some(Per::Period(theirs))) => {
                (self.amount / mine.seconds()).partial_cmp(&(other.amount / theirs.seconds()))
            }
            (mine, theirs) if mine == theirs => self.amount.partial_cmp(&other.amount),
            _ => None,
        }
    }
}

impl Unit for Money {
    const WANTS: &'static str = "a sum of money such as `60 EUR per request` or `60000 EUR/month`";
    const PATTERN: &'static str =
        concat!("^", number!(), " *[A-Z]{3}(?:", per!(), "(?:request|", period!(), "))?$");

    fn read(text: &str) -> Result<Self, UnitError> {
        const KNOWN: &str = "a currency such as `EUR`, alone or with `per request`, `/month` or `/y`";
        let leading = Leading::of(text)?;
        let unknown = || leading.wrong_unit(KNOWN);
        let (currency, rest) = leading.rest.split_at_checked(3).ok_or_else(unknown)?;
        let per = match rest.trim_start_matches(' ') {
            "" if rest.is_empty() => None,
            rest => Some(match per_what(rest).ok_or_else(unknown)? {
                "request" => Per::Request,
                word => Per::Period(Period::named(word).ok_or_else(unknown)?),
            }),
        };
        Self::new(leading.value, currency, per).ok_or_else(unknown)
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let amount = format_number(self.amount);
        // Prices have cents: `12.50`, not `12.5`.
        let cents = match amount.split_once('.') {
            Some((_, decimals)) if decimals.len() == 1 => "0",
            _ => "",
        };
        write!(f, "{amount}{cents} {}", self.currency())?;
        match self.per {
            Some(Per::Period(period)) => write!(f, " per {period}"),
            Some(Per::Request) => f.write_str(" per request"),
            None => Ok(()),
        }
    }
}
