//! `faulttree`: a fault tree of a foreign file, solved.

use crate::load::Failure;
use loadline_base::{Sources, Span};
use loadline_depend::fault_tree::EventId;
use loadline_depend::{
    Budget, MAX_MEF_BYTES, MefError, MefTree, NegatedCircle, Options, Solution, has_circle, read_mef, solve,
};
use loadline_repo::read_text;
use std::path::Path;

pub use loadline_depend::{Count, Importance, Probability};

/// What to work out beyond the probability and the number of cut sets.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The gate to solve; the only one that no other uses when not said.
    pub gate: Option<&'a str>,
    /// How many cut sets to list.
    pub cut_sets: usize,
    /// Whether to work out importance.
    pub importance: bool,
}

/// A fault tree, solved.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultTreeReport {
    /// Name of the gate solved.
    pub top: String,
    /// Gates the file defines.
    pub gates: usize,
    /// Basic events the file defines.
    pub basic_events: usize,
    /// Basic events that are reached from the top.
    pub basic_events_reached: usize,
    /// Nodes of the decision diagram.
    pub nodes: usize,
    /// The probability of the top.
    pub probability: Probability,
    /// How many minimal cut sets there are.
    pub minimal_cut_sets: Count,
    /// The largest order that cut sets were sought to; `None` when they are all there.
    pub largest_order: Option<u32>,
    /// Whether the cut sets are only those that a search came to, the most probable first.
    pub selection: bool,
    /// Whether gates refer to each other in a circle: such a gate is true only for a reason outside it.
    pub circle: bool,
    /// Whether no gate negates. If one does, cut sets are minimal positive sets, not prime implicants.
    pub coherent: bool,
    /// How many minimal cut sets there are of each order; orders without any are left out.
    pub by_order: Vec<(usize, u128)>,
    /// Whether these are all orders, and not the smallest of too many to tell apart.
    pub orders_complete: bool,
    /// The most probable cut sets: names of events and probability.
    pub top_cut_sets: Vec<(Vec<String>, f64)>,
    /// Every event with its probability and its importance, the most critical first; `None` when not asked for, or when
    /// the top is only known within bounds.
    pub importance: Option<Vec<(String, f64, Importance)>>,
}

/// Reads an Open-PSA MEF file and solves one of its gates.
///
/// # Errors
/// When the file cannot be read or understood, or the tree means nothing.
pub fn faulttree(path: &Path, question: Question<'_>) -> Result<FaultTreeReport, Failure> {
    let text = read_text(path, MAX_MEF_BYTES as u64)?;
    let mef = match read_mef(&text, question.gate) {
        Ok(mef) => mef,
        Err(error) => return Err(misread(path, text, &error)),
    };
    let budget = Budget::of(mef.tree.gates().len());
    let options = Options { budget, typical: Some(mef.probabilities.clone()), ..Options::default() };
    let solution = solve(&mef.tree, &[mef.top], &options).map_err(|error| circle(&mef, &error))?;
    Ok(report(&mef, &solution, question))
}

fn report(mef: &MefTree, solution: &Solution, question: Question<'_>) -> FaultTreeReport {
    let q = &mef.probabilities;
    let name = |event: EventId| mef.events[event.index()].clone();
    let cut_sets = solution.cut_sets(0);
    let importance = question.importance.then(|| solution.importance(0, q)).flatten().map(|mut all| {
        all.sort_by(|a, b| b.criticality.total_cmp(&a.criticality).then(a.event.cmp(&b.event)));
        all.into_iter().map(|one| (name(one.event), q.of(one.event), one)).collect()
    });
    let by_order = cut_sets.by_order();
    let listed = cut_sets.most_probable(question.cut_sets, q).into_iter();
    FaultTreeReport {
        top: mef.top_name.clone(),
        gates: mef.gates.len(),
        basic_events: mef.events.len(),
        basic_events_reached: mef.tree.events_below(mef.top).len(),
        nodes: solution.nodes(0),
        probability: solution.probability(0, q),
        minimal_cut_sets: cut_sets.count(),
        largest_order: cut_sets.largest_order(),
        selection: cut_sets.are_a_selection(),
        circle: has_circle(&mef.tree, mef.top),
        coherent: cut_sets.are_coherent(),
        by_order: by_order.sets.into_iter().enumerate().filter(|(_, number)| *number > 0).collect(),
        orders_complete: by_order.all,
        top_cut_sets: listed
            .map(|set| (set.events.into_iter().map(name).collect(), set.probability))
            .collect(),
        importance,
    }
}

fn misread(path: &Path, text: String, error: &MefError) -> Failure {
    let name = path.display().to_string();
    let Some(at) = error.at.and_then(|at| u32::try_from(at).ok()) else {
        return Failure::new(format!("{name}: {}", error.message), error.hint.clone());
    };
    let mut sources = Sources::default();
    let file = sources.add(name.clone(), text);
    let place = sources.start(Span::new(file, at, at));
    Failure::new(format!("{name}:{}:{}: {}", place.line, place.column, error.message), error.hint.clone())
}

fn circle(mef: &MefTree, error: &NegatedCircle) -> Failure {
    let named: Vec<String> =
        error.gates.iter().filter_map(|gate| mef.gates.get(gate.index())).cloned().collect();
    let some: Vec<String> = named.iter().take(5).map(|name| format!("`{name}`")).collect();
    let more = if named.len() > 5 { ", …" } else { "" };
    Failure::new(
        format!("gates refer to each other in a circle that passes a negation: {}{more}", some.join(", ")),
        "break the circle: whether such a gate is true cannot be said",
    )
}
