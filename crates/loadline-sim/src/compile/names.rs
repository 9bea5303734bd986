//! Names of calls and nodes, each given once: random numbers are keyed by them, so two of one name would share their luck.

use std::collections::HashSet;

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    calls: HashSet<String>,
    nodes: HashSet<String>,
}

impl Names {
    /// The name of a call that a station makes; with the station's part where a call of the same edge has that name already.
    pub(super) fn call(&mut self, name: String, part: Option<&str>) -> String {
        free(&mut self.calls, name, part)
    }

    /// The same of a node.
    pub(super) fn node(&mut self, name: String, part: Option<&str>) -> String {
        free(&mut self.nodes, name, part)
    }
}

fn free(taken: &mut HashSet<String>, name: String, part: Option<&str>) -> String {
    let mut free = name;
    if taken.contains(&free)
        && let Some(part) = part
    {
        free = format!("{free} at {part}");
    }
    if taken.contains(&free) {
        let other = (2u64..).map(|number| format!("{free} ({number})"));
        free = other.into_iter().find(|other| !taken.contains(other)).unwrap_or(free);
    }
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let mut call = |part| names.call("j: a/needs/b".to_owned(), part);
        assert_eq!(call(Some("one")), "j: a/needs/b");
        assert_eq!(call(Some("two")), "j: a/needs/b at two");
        assert_eq!(call(Some("two")), "j: a/needs/b at two (2)");
        assert_eq!(call(None), "j: a/needs/b (2)");
        assert_eq!(call(None), "j: a/needs/b (3)");
        assert_eq!(names.node("j: a/needs/b".to_owned(), None), "j: a/needs/b");
    }
}
