//! The table of a benchmark: right-aligned columns, one row per size.

/// The lines of cells, the header first, as columns. Every line has as many cells as the first.
pub(super) fn render(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| lines.iter().map(|cells| cells[column].len()).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for cells in lines {
        let padded: Vec<String> =
            cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        text.push_str(&padded.join("  "));
        text.push('\n');
    }
    text
}

/// `9.8x for 10x`: of two pairs of size and time, the second takes 9.8 times as long for 10 times the size.
pub(super) fn growth(before: (usize, f64), now: (usize, f64)) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
    let larger = now.0 as f64 / before.0 as f64;
    format!("{:.1}x for {larger:.0}x", now.1 / before.1)
}
