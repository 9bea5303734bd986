//! What truly went wrong, written down by people: as a table `start,end,name[,slo][,severity]`, or as YAML.

mod yaml;

pub use yaml::read_incidents_yaml;

use crate::history::{Unreadable, read_time, split_cells, unquoted_cell};
use loadline_promql::Millis;

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// What people call it.
    pub name: String,
    /// When it began to hurt.
    pub start: Millis,
    /// When it was over.
    pub end: Millis,
    /// How bad it was, in the words of those who wrote it down.
    pub severity: Option<String>,
    /// The objective it hurt; `None`: any.
    pub slo: Option<String>,
}

/// More incidents than this are no list that people wrote.
const MOST: usize = 100_000;

/// Reads a table with the columns `start`, `end`, `name` and perhaps `slo` and `severity`; times as RFC 3339, or seconds or milliseconds since 1970.
/// The incidents come back in the order of their starts.
///
/// # Errors
/// At the first line that cannot be read.
pub fn read_incidents(text: &str) -> Result<Vec<Incident>, Unreadable> {
    const HINT: &str = "start with `start,end,name` or `start,end,name,slo`";
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut header, mut incidents): (Option<Vec<String>>, Vec<Incident>) = (None, Vec::new());
    for (number, line) in (1u64..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<String> = split_cells(line, ',').map(unquoted_cell).collect();
        let Some(header) = &header else {
            for name in ["start", "end", "name"] {
                if !cells.iter().any(|cell| cell == name) {
                    return Err(Unreadable::new(number, format!("no column `{name}`")).hint(HINT));
                }
            }
            header = Some(cells);
            continue;
        };
        if cells.len() != header.len() {
            let what = format!("{} cells where the header has {}", cells.len(), header.len());
            return Err(Unreadable::new(number, what));
        }
        let cell = |name: &str| header.iter().position(|known| known == name).and_then(|at| cells.get(at));
        let time = |name: &str| {
            let text = cell(name).map(String::as_str).unwrap_or_default();
            read_time(text).ok_or_else(|| {
                let short: String = text.chars().take(40).collect();
                Unreadable::new(number, format!("`{short}` is no time"))
                    .hint("write `2027-03-01T12:00:00Z`, or seconds since 1970")
            })
        };
        let (start, end) = (time("start")?, time("end")?);
        if end < start {
            return Err(Unreadable::new(number, "the incident ends before it begins"));
        }
        if incidents.len() >= MOST {
            return Err(Unreadable::new(number, format!("more than {MOST} incidents")));
        }
        let name = cell("name").cloned().unwrap_or_default();
        let given = |name: &str| cell(name).cloned().filter(|text| !text.is_empty());
        incidents.push(Incident { name, start, end, severity: given("severity"), slo: given("slo") });
    }
    if header.is_none() {
        return Err(Unreadable::new(0, "a table without a header").hint(HINT));
    }
    incidents.sort_by(|a, b| (a.start, a.end, &a.name).cmp(&(b.start, b.end, &b.name)));
    Ok(incidents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incidents_are_read_in_the_order_of_time() {
        let text =
            "start,end,name,slo\n2027-03-01T12:00:00Z,2027-03-01T12:30:00Z,\"a, b\",shop\n100,200,c,\n";
        let incidents = read_incidents(text).unwrap();
        let told: Vec<_> =
            incidents.iter().map(|one| (one.name.as_str(), one.start, one.slo.as_deref())).collect();
        assert_eq!(told, [("c", 100_000, None), ("a, b", 1_803_902_400_000, Some("shop"))]);
        for (text, said) in [
            ("", "a table without a header"),
            ("start,name\n", "line 1: no column `end`"),
            ("start,end,name\n1,2\n", "line 2: 2 cells"),
            ("start,end,name\nx,2,n\n", "line 2: `x` is no time"),
            ("start,end,name\n2,1,n\n", "line 2: the incident ends before it begins"),
        ] {
            let error = read_incidents(text).unwrap_err().to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }
}
