//! The table of a benchmark: right-aligned columns, one row per size.

use super::{FIGURES, Row};

/// The table, with how much each total grew over the row before.
pub(super) fn render(rows: &[Row]) -> String {
    let mut header: Vec<String> = ["services", "files", "lines"].map(str::to_owned).to_vec();
    header.extend(FIGURES.map(str::to_owned));
    header.push("growth".to_owned());
    let mut lines = vec![header];
    let mut before: Option<&Row> = None;
    for row in rows {
        let mut cells = [row.services, row.files, row.lines].map(|count| count.to_string()).to_vec();
        cells.extend(row.figures.map(|figure| format!("{figure:.1}")));
        cells.push(before.map_or_else(|| "-".to_owned(), |before| growth(before, row)));
        lines.push(cells);
        before = Some(row);
    }
    let widths: Vec<usize> = (0..lines[0].len())
        .map(|column| lines.iter().map(|cells| cells[column].len()).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for cells in &lines {
        let padded: Vec<String> =
            cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        text.push_str(&padded.join("  "));
        text.push('\n');
    }
    text
}

/// `9.8x for 10x`: the total is 9.8 times as long for 10 times as many services.
fn growth(before: &Row, row: &Row) -> String {
    let [.., was, _] = before.figures;
    let [.., is, _] = row.figures;
    #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
    let larger = row.services as f64 / before.services as f64;
    format!("{:.1}x for {larger:.0}x", is / was)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_growth_is_against_the_row_before() {
        let row = |services, total| Row {
            services,
            files: 2,
            lines: services * 30,
            figures: [1.0, 2.0, 3.0, total, 40.0],
            peer: None,
        };
        let expected = "\
services  files  lines  parse  resolve  rules  total  memory         growth
     100      2   3000    1.0      2.0    3.0   10.0    40.0              -
    1000      2  30000    1.0      2.0    3.0  105.0    40.0  10.5x for 10x
";
        assert_eq!(render(&[row(100, 10.0), row(1000, 105.0)]), expected);
    }
}
