//! The rubric for people and for machines: scores, what each means, what it rests on, and the next step.

use super::status::{answer_json, fact, reason};
use crate::output::headline::count;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::plan::score::{Answer, Before, Score, TARGET, TOP};
use loadline_base::Sources;
use serde_json::{Value, json};

/// Letters of a commit's name that are printed.
const SHORT: usize = 10;

/// What there is to print.
pub(crate) struct Seen<'a> {
    pub(crate) scores: &'a [Score],
    pub(crate) before: Option<&'a [Before]>,
    pub(crate) sources: &'a Sources,
}

/// The table, then what would come next for each criterion, then the past.
pub(crate) fn page(seen: &Seen<'_>, evidence: bool) -> Page {
    let mut page = Page::default();
    page.head(headline(seen.scores));
    page.table(Table {
        title: "scores".to_owned(),
        columns: vec![("criterion", Align::Left), ("score", Align::Right), ("it means", Align::Left)],
        rows: seen
            .scores
            .iter()
            .map(|score| {
                vec![score.criterion.title.to_owned(), score.score.to_string(), score.means().to_owned()]
            })
            .collect(),
        rest: 0,
    });
    for score in seen.scores {
        if let Some(answer) = score.cheapest() {
            let next = score.score + 1;
            let title = format!(
                "{}, to score {next}: {}",
                score.criterion.title, score.criterion.levels[score.score].means
            );
            page.list(title, steps(score, answer, seen.sources));
        }
        if evidence {
            let met = score.levels.iter().take(score.score.max(1)).flatten();
            let facts: Vec<String> = met
                .flat_map(|answer| &answer.evidence)
                .map(|evidence| fact(evidence, seen.sources))
                .collect();
            page.aside(format!("{} rests on", score.criterion.title), facts);
        }
    }
    if let Some(before) = seen.before {
        past(&mut page, seen, before);
    }
    page
}

fn headline(scores: &[Score]) -> String {
    let sum: usize = scores.iter().map(|score| score.score).sum();
    let below = scores.iter().filter(|score| score.score < TARGET).count();
    let risks: Vec<&str> =
        scores.iter().filter(|score| score.score == 0).map(|score| score.criterion.title).collect();
    let aim = match below {
        0 => format!("every criterion has the {TARGET} that is the aim"),
        below => format!(
            "{below} of {} below the {TARGET} that is the aim",
            count(scores.len(), "criterion").replace("criterions", "criteria")
        ),
    };
    let risks = if risks.is_empty() { String::new() } else { format!("; at risk: {}", risks.join(", ")) };
    format!("{sum} of {}: {aim}{risks}", scores.len() * TOP)
}

/// The cheapest requirement with its first gap, then what else is between here and the next score.
fn steps(score: &Score, cheapest: &Answer, sources: &Sources) -> Vec<String> {
    let gaps = cheapest.gaps.len();
    let mut items = vec![format!("cheapest step: {} ({})", cheapest.requirement.what, count(gaps, "gap"))];
    items.extend(cheapest.gaps.first().map(|gap| reason(gap, sources)));
    let others = score.gaps().count() - gaps;
    if others > 0 {
        items.push(format!("{} in other requirements of that score", count(others, "more gap")));
    }
    items
}

fn past(page: &mut Page, seen: &Seen<'_>, before: &[Before]) {
    let digits = |scores: &[usize]| -> Vec<String> { scores.iter().map(usize::to_string).collect() };
    let mut columns = vec![("commit", Align::Left), ("day", Align::Left)];
    columns.extend(seen.scores.iter().map(|score| (short(score.criterion.id), Align::Right)));
    columns.extend([("sum", Align::Right), ("title", Align::Left)]);
    let row = |name: &str, day: &str, scores: Option<&[usize]>, title: &str| {
        let mut row = vec![name.to_owned(), day.to_owned()];
        match scores {
            Some(scores) => {
                row.extend(digits(scores));
                row.push(scores.iter().sum::<usize>().to_string());
            }
            None => row.extend(std::iter::repeat_n("–".to_owned(), seen.scores.len() + 1)),
        }
        row.push(title.to_owned());
        row
    };
    let mut rows: Vec<Vec<String>> = before
        .iter()
        .map(|at| row(at.commit.get(..SHORT).unwrap_or(&at.commit), &at.day, at.scores.as_deref(), &at.title))
        .collect();
    let today: Vec<usize> = seen.scores.iter().map(|score| score.score).collect();
    rows.push(row("now", "", Some(&today), "the files as they are"));
    page.table(Table {
        title: "trend, the oldest first; – where the model could not be read".to_owned(),
        columns,
        rows,
        rest: 0,
    });
}

/// A word for the head of a column.
fn short(id: &'static str) -> &'static str {
    id.split('-').next().unwrap_or(id)
}

/// The JSON shape, `loadline/score/v1`.
pub(crate) fn as_json(seen: &Seen<'_>) -> Value {
    let criterion = |score: &Score| {
        let levels = score.levels.iter().enumerate().map(|(level, answers)| {
            let answers: Vec<Value> =
                answers.iter().map(|answer| answer_json(answer, seen.sources)).collect();
            json!({"score": level + 1, "means": score.criterion.levels[level].means, "requirements": answers})
        });
        json!({
            "criterion": score.criterion.id,
            "title": score.criterion.title,
            "score": score.score,
            "means": score.means(),
            "cheapest_step": score.cheapest().map(|answer| answer.requirement.id),
            "levels": levels.collect::<Vec<_>>(),
        })
    };
    let before =
        |at: &Before| json!({"commit": at.commit, "day": at.day, "title": at.title, "scores": at.scores});
    json!({
        "sum": seen.scores.iter().map(|score| score.score).sum::<usize>(),
        "lowest": seen.scores.iter().map(|score| score.score).min(),
        "aim": TARGET,
        "criteria": seen.scores.iter().map(criterion).collect::<Vec<_>>(),
        "trend": seen.before.map(|before_all| before_all.iter().map(before).collect::<Vec<_>>()),
    })
}
