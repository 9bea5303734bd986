//! Amounts of data, `2kB` or `1.5GiB`.

use super::text::{Leading, excerpt, number};
use super::{Unit, UnitError, format_number};

const DECIMAL: [&str; 7] = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

/// An amount of data in whole bytes, up to 18 EB.
///
/// Written in decimal units, `2kB` = 2000 B (`KB` is read too), or binary ones, `4KiB` = 4096 B. Printed in decimal
/// units: `2 kB`, `1.5 GB`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Size(u64);

impl Size {
    /// That many bytes.
    #[must_use]
    pub const fn from_bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// In bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// `self` times `factor`, to the nearest byte; saturates, and NaN and negative factors give zero.
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        Self((self.0 as f64 * factor).round() as u64)
    }
}

impl Unit for Size {
    const WANTS: &'static str = "a size such as `2kB` or `1.5GB`";
    const PATTERN: &'static str =
        concat!("^", number!(), " *(?:B|kB|KB|MB|GB|TB|PB|EB|KiB|MiB|GiB|TiB|PiB)$");

    fn read(text: &str) -> Result<Self, UnitError> {
        const KNOWN: &str = "`B`, `kB`, `MB`, `GB`, `TB`, `PB`, `KiB`, `MiB`, `GiB` or `TiB`";
        let leading = Leading::of(text)?;
        let bytes: f64 = match leading.rest {
            "B" => 1.0,
            "kB" | "KB" => 1e3,
            "MB" => 1e6,
            "GB" => 1e9,
            "TB" => 1e12,
            "PB" => 1e15,
            "EB" => 1e18,
            "KiB" => (1_u64 << 10) as f64,
            "MiB" => (1_u64 << 20) as f64,
            "GiB" => (1_u64 << 30) as f64,
            "TiB" => (1_u64 << 40) as f64,
            "PiB" => (1_u64 << 50) as f64,
            _ => return Err(leading.wrong_unit(KNOWN)),
        };
        let total = (leading.value * bytes).round();
        if total >= u64::MAX as f64 {
            return Err(UnitError::OutOfRange(excerpt(text), "a size is at most 18 EB"));
        }
        Ok(Self(total as u64))
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut value = self.0 as f64;
        let mut unit = 0;
        // The bound is what would be printed as `1,000`.
        while value >= 999.999_95 && unit + 1 < DECIMAL.len() {
            value /= 1e3;
            unit += 1;
        }
        write!(f, "{} {}", format_number(value), DECIMAL[unit])
    }
}
