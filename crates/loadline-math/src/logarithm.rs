//! The natural logarithm of uniform numbers, made for drawing exponential variables: one look into a table and a short
//! polynomial, of sums and products alone, so that it is the same to the last bit on every platform.
//!
//! The way is that of Tang 1990, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic".

/// Bits of the number that choose the row of the table.
const ROW_BITS: u32 = 7;
const ROWS: usize = 1 << ROW_BITS;
/// Bits of 0.6875: mantissas are read from there to twice as much, so that numbers near 1 meet a row of zero and lose no digit.
const START: u64 = 0x3fe6_0000_0000_0000;
const FRACTION_BITS: u32 = 52;
const ROW_SHIFT: u32 = FRACTION_BITS - ROW_BITS;

/// For each row c ≈ 1 ÷ z and −ln c, with z in the middle of what the row is for.
const TABLE: [(f64, f64); ROWS] = table();

/// −ln of a number in the open interval (0, 1), to within 1 in 10¹⁵ and 2 × 10⁻¹⁶.
#[inline(always)]
pub(crate) fn minus_ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let from_start = bits.wrapping_sub(START);
    let (inverse, ln) = TABLE[(from_start >> ROW_SHIFT) as usize % ROWS];
    let doublings = from_start.cast_signed() >> FRACTION_BITS;
    let z = f64::from_bits(bits.wrapping_sub(from_start & !((1 << FRACTION_BITS) - 1)));
    // |r| < 2⁻⁷: what the series leaves out is below r⁸ ÷ 8 < 2⁻⁵⁸.
    let r = z * inverse - 1.0;
    let r2 = r * r;
    let upper = (1.0 / 5.0 - r * (1.0 / 6.0)) + r2 * (1.0 / 7.0);
    let lower = 1.0 / 3.0 - r * (1.0 / 4.0);
    let tail = r2 * (-0.5 + r * (lower + r2 * upper));
    -((doublings as f64 * std::f64::consts::LN_2 + ln) + (r + tail))
}

const fn table() -> [(f64, f64); ROWS] {
    let mut table = [(1.0, 0.0); ROWS];
    let mut row = 0;
    while row < ROWS {
        let middle = f64::from_bits(START + ((row as u64) << ROW_SHIFT) + (1 << (ROW_SHIFT - 1)));
        // The two rows next to 1 stay as they are.
        if middle < 1.0 - 0.003 || middle > 1.0 + 0.005 {
            let inverse = 1.0 / middle;
            table[row] = (inverse, -ln(inverse));
        }
        row += 1;
    }
    table
}

/// ln c = 2 artanh((c − 1) ÷ (c + 1)), by its series; for c between 0.7 and 1.5.
const fn ln(c: f64) -> f64 {
    let t = (c - 1.0) / (c + 1.0);
    let mut term = 16;
    let mut sum = 0.0;
    while term > 0 {
        term -= 1;
        sum = sum * t * t + 1.0 / (2 * term + 1) as f64;
    }
    2.0 * t * sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    #[track_caller]
    fn check(x: f64) {
        let (found, exact) = (minus_ln(x), -crate::ln(x));
        assert!((found - exact).abs() <= 2e-16 + 1e-15 * exact, "{x:e}: {found:e}, not {exact:e}");
    }

    #[test]
    fn the_table_gives_the_logarithm() {
        let mut stream = Stream::keyed(&[5]);
        for _ in 0..200_000 {
            let x = stream.uniform();
            check(x);
            check(1.0 - x * 0.02);
            check(1.0 - x * 1e-4);
            check(x * 1e-12);
        }
        // The least and the largest number that a stream gives, and the ends of rows.
        for x in [0.5 / 9_007_199_254_740_992.0, 1.0 - f64::EPSILON / 2.0, 0.5, 0.6875, 0.25, 0.996_093_75] {
            check(x);
        }
    }
}
