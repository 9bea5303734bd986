//! The rubric as a badge: one line of SVG for a README.

use loadline_app::plan::score::{Score, TARGET, TOP};

/// Width of a letter of the badge, in pixels; the text is stretched to it, so that no font has to be measured.
const LETTER: usize = 7;
/// Space beside a text, in pixels.
const SPACE: usize = 6;

/// The sum of all scores, coloured by the lowest of them.
pub(crate) fn badge(scores: &[Score]) -> String {
    let sum: usize = scores.iter().map(|score| score.score).sum();
    let (all, lowest) = (scores.len() * TOP, scores.iter().map(|score| score.score).min().unwrap_or(0));
    // Each of these against white letters has a contrast of at least 4.5 (WCAG AA).
    let colour = match lowest {
        0 => "#b3261e",
        score if score < TARGET => "#8a5a00",
        _ => "#1f6f43",
    };
    let (label, value) = ("loadline", format!("{sum} of {all}"));
    let (left, right) = (wide(label), wide(&value));
    let width = left + right;
    let (label_at, value_at) = (SPACE, left + SPACE);
    let (label_long, value_long) = (left - 2 * SPACE, right - 2 * SPACE);
    let title = format!("loadline score: {sum} of {all}, lowest {lowest} of {TOP}");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n\
         <rect width=\"{width}\" height=\"20\" rx=\"3\" fill=\"#444\"/>\n\
         <path d=\"M{left} 0h{inner}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{inner}z\" fill=\"{colour}\"/>\n\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">\n\
         <text x=\"{label_at}\" y=\"14\" textLength=\"{label_long}\">{label}</text>\n\
         <text x=\"{value_at}\" y=\"14\" textLength=\"{value_long}\">{value}</text>\n\
         </g>\n\
         </svg>\n",
        inner = right - 3,
    )
}

fn wide(text: &str) -> usize {
    text.chars().count() * LETTER + 2 * SPACE
}
