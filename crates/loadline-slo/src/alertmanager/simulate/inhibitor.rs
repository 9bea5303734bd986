//! Which alerts may keep which others quiet, worked out once for all label sets.

use crate::alertmanager::Inhibition;
use crate::alertmanager::route::all_match;
use loadline_promql::Labels;
use rustc_hash::FxHashMap;

/// Alerts of one rule that share the values of its `equal` labels, and whether each is a target of the rule too.
type Sources = Vec<(usize, bool)>;

/// The rules, ready to be asked.
pub(super) struct Inhibitor {
    sources: Vec<Sources>,
    /// For each alert: lists of sources that may keep it quiet, and whether it is itself a source of that rule.
    quieted_by: Vec<Vec<(usize, bool)>>,
}

impl Inhibitor {
    pub(super) fn new(rules: &[Inhibition], alerts: &[Labels]) -> Self {
        let mut all: Vec<Sources> = Vec::new();
        let mut quieted_by = vec![Vec::new(); alerts.len()];
        for rule in rules {
            let key = |labels: &Labels| -> Vec<String> {
                rule.equal.iter().map(|name| labels.get(name).unwrap_or_default().to_owned()).collect()
            };
            let mut lists: FxHashMap<Vec<String>, usize> = FxHashMap::default();
            for (alert, labels) in
                alerts.iter().enumerate().filter(|(_, labels)| all_match(&rule.source, labels))
            {
                let at = *lists.entry(key(labels)).or_insert_with(|| {
                    all.push(Vec::new());
                    all.len() - 1
                });
                if let Some(list) = all.get_mut(at) {
                    list.push((alert, all_match(&rule.target, labels)));
                }
            }
            for (labels, quieted_by) in alerts.iter().zip(&mut quieted_by) {
                if !lists.is_empty()
                    && all_match(&rule.target, labels)
                    && let Some(list) = lists.get(&key(labels))
                {
                    quieted_by.push((*list, all_match(&rule.source, labels)));
                }
            }
        }
        Self { sources: all, quieted_by }
    }

    /// Whether an alert that goes on keeps this one quiet.
    pub(super) fn mutes(&self, alert: usize, goes_on: impl Fn(usize) -> bool) -> bool {
        let lists = self.quieted_by.get(alert).map_or(&[][..], Vec::as_slice);
        lists.iter().any(|(list, both_sides)| {
            let sources = self.sources.get(*list).map_or(&[][..], Vec::as_slice);
            sources.iter().any(|(source, is_target)| !(*both_sides && *is_target) && goes_on(*source))
        })
    }
}
