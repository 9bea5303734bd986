//! Rows with their columns in line, for terminals.

use super::Align;

/// The rows with their columns in line; cells beyond the last column are left out. The first column takes what is left of `width` and is cut to it, with an ellipsis.
pub fn lines(rows: &[Vec<String>], align: &[Align], width: usize, indent: &str) -> String {
    let count = |text: &str| text.chars().count();
    let mut widths: Vec<usize> = (0..align.len())
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| count(cell)).max().unwrap_or(0)
        })
        .collect();
    let others: usize = widths.iter().skip(1).map(|width| width + 2).sum();
    if let Some(first) = widths.first_mut() {
        *first = (*first).min(width.saturating_sub(others + count(indent)).max(12));
    }
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (column, ((cell, width), align)) in row.iter().zip(&widths).zip(align).enumerate() {
            let width = *width;
            let cell = if count(cell) > width { cut(cell, width) } else { cell.clone() };
            let gap = " ".repeat(width - count(&cell));
            if column > 0 {
                line.push_str("  ");
            }
            match align {
                Align::Left => line.extend([cell.as_str(), gap.as_str()]),
                Align::Right => line.extend([gap.as_str(), cell.as_str()]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn cut(text: &str, width: usize) -> String {
    let mut kept: String = text.chars().take(width.saturating_sub(1)).collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_line_and_long_words_are_cut() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = [row(&["what", "min"]), row(&["a very long name indeed", "1,200"]), row(&["b", "7"])];
        let text = lines(&rows, &[Align::Left, Align::Right], 24, "  ");
        assert_eq!(
            text,
            "  what               min\n  a very long n…   1,200\n  b                    7\n"
                .replace("a very long n…   1,200", "a very long na…  1,200")
        );
    }
}
