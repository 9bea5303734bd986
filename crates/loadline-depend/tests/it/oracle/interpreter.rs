//! The guide's tables read by the letter: one naive interpreter that asks "is this down for longer than that?" again and
//! again until nothing changes, for every assignment of the variables at once. It shares no code with the builder.

use super::breaks::{Cause, Parts, Shape};
use super::system::System;
use super::table::Table;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

pub(super) const NANOS: u64 = 1_000_000_000;

/// Down for longer than so many nanoseconds; the late time is stretched by a factor, as bits.
pub(crate) type Age = (u64, u64);

pub(super) const NOW: Age = (0, 0x3ff0_0000_0000_0000);
pub(super) const FOR_EVER: u64 = u64::MAX;
/// Systems with more ways through them than this are left to others.
const MOST_STEPS: usize = 2_000;

/// A visit: component, part, whether a message brought it, journey.
pub(super) type Visit = (usize, Option<usize>, bool, Option<usize>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Question {
    Failed(Visit, Age),
    Degraded(Visit),
    Itself(usize, Age),
    Place(usize, Age),
}

/// What is gone for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gone {
    Component(usize),
    Place(usize),
}

/// One variable of a cause's chain: it makes the cause older than `age`, where no rarer one does.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) cause: usize,
    pub(crate) age: Age,
    pub(crate) probability: f64,
}

/// What the interpreter found.
#[derive(Debug)]
pub(crate) struct Answers {
    pub(crate) causes: Vec<Cause>,
    pub(crate) variables: Vec<Variable>,
    /// FAILED and DEGRADED of every journey.
    pub(crate) tops: Vec<(Table, Table)>,
    pub(crate) saw: BTreeSet<&'static str>,
    /// Whether a mask lies in a circle: questions may then be asked at more ages than are needed.
    pub(crate) went_round: bool,
}

impl Answers {
    /// Its variables, a line each.
    pub(crate) fn list(&self) -> String {
        let line = |variable: &Variable| {
            format!("{:?} {:?} {}\n", self.causes[variable.cause], variable.age, variable.probability)
        };
        self.variables.iter().map(line).collect()
    }
}

pub(crate) struct Interpreter<'s> {
    pub(super) system: &'s System,
    /// What an edge counts as that does not say.
    pub(super) unsaid_is_hard: bool,
    pub(super) gone: Option<Gone>,
    /// Every component taken apart, with the constructs met on the way.
    pub(super) parts: Vec<Rc<(Parts, BTreeSet<&'static str>)>>,
    causes: Vec<Cause>,
    groups: Vec<usize>,
    ages: Vec<BTreeSet<Age>>,
    variables: Vec<Variable>,
    bands: HashMap<(usize, Age), Table>,
    questions: Vec<Question>,
    known: HashMap<Question, usize>,
    values: Vec<Table>,
    /// What the question at hand asks; only kept while the questions are gathered.
    asks: Option<Vec<Question>>,
    /// Whether a circle came back older to a question on the way.
    went_round: bool,
    steps: usize,
    pub(super) saw: BTreeSet<&'static str>,
}

impl<'s> Interpreter<'s> {
    pub(crate) fn new(system: &'s System, unsaid_is_hard: bool) -> Self {
        let parts = (0..system.components.len()).map(|index| {
            let mut saw = BTreeSet::new();
            let parts = system.parts(index, &mut |what| {
                saw.insert(what);
            });
            Rc::new((parts, saw))
        });
        let parts = parts.collect();
        let mut made = Self {
            system,
            unsaid_is_hard,
            gone: None,
            parts,
            causes: Vec::new(),
            groups: Vec::new(),
            ages: Vec::new(),
            variables: Vec::new(),
            bands: HashMap::new(),
            questions: Vec::new(),
            known: HashMap::new(),
            values: Vec::new(),
            asks: Some(Vec::new()),
            went_round: false,
            steps: 0,
            saw: BTreeSet::new(),
        };
        for journey in 0..made.system.journeys.len() {
            made.tops_of(journey);
        }
        let tops = made.asks.replace(Vec::new()).unwrap_or_default();
        let tops: Vec<Question> = tops.into_iter().collect();
        for question in tops {
            made.gather(question, &mut Vec::new());
        }
        made.asks = None;
        made.chain();
        made
    }

    /// Whether it has grown too large to enumerate.
    pub(crate) fn is_too_large(&self) -> bool {
        self.steps > MOST_STEPS
    }

    /// Further ages at which causes are looked at. They change no answer, only the variables it is told in; questions
    /// that go round a circle may be asked at more ages than are needed.
    pub(crate) fn look_closer(&mut self, ages: impl IntoIterator<Item = (String, f64, Age)>) {
        if !self.went_round {
            return;
        }
        self.saw.insert("masks in a circle");
        for (name, q, age) in ages {
            let same = |cause: &Cause| cause.name == name && (cause.q - q).abs() <= 1e-12 * q;
            if let Some(index) = self.causes.iter().position(same) {
                self.ages[index].insert(age);
            }
        }
        self.chain();
    }

    /// Gathers what is asked on every way on which no question comes up twice, whatever its age: what has failed for
    /// longer has failed for shorter, so the way round a circle explains nothing.
    fn gather(&mut self, question: Question, way: &mut Vec<Question>) {
        self.steps += 1;
        if way.contains(&ageless(question)) {
            self.went_round |= age_of(question) > 0;
            return;
        }
        if self.is_too_large() {
            return;
        }
        if !self.known.contains_key(&question) {
            self.known.insert(question, self.questions.len());
            self.questions.push(question);
            self.values.push(self.never());
        }
        self.answer(question);
        let asks = self.asks.replace(Vec::new()).unwrap_or_default();
        way.push(ageless(question));
        for asked in asks {
            self.gather(asked, way);
        }
        way.pop();
    }

    /// How many variables there are.
    pub(crate) fn size(&self) -> usize {
        self.variables.len()
    }

    /// Gives every cause one variable an age.
    fn chain(&mut self) {
        self.variables.clear();
        for (index, cause) in self.causes.iter().enumerate() {
            let share = |age: Age| match cause.shape {
                Shape::Chance => 1.0,
                shape => older(age, cause.m, shape),
            };
            let mut ages: Vec<Age> = self.ages[index].iter().copied().collect();
            ages.sort_by(|a, b| share(*a).total_cmp(&share(*b)).then(b.cmp(a)));
            let mut rarer = 0.0;
            for age in ages {
                let whole = (cause.q * share(age)).min(1.0);
                let probability = if rarer < 1.0 { (whole - rarer) / (1.0 - rarer) } else { 0.0 };
                self.variables.push(Variable { cause: index, age, probability });
                rarer = whole;
            }
        }
    }

    /// Works out every question for every assignment: the least fixed point, from all-false upwards.
    pub(crate) fn answers(&mut self, gone: Option<Gone>) -> Answers {
        self.gone = gone;
        let size = self.size();
        self.bands.clear();
        let mut chain = Table::constant(size, false);
        for (number, variable) in self.variables.iter().enumerate() {
            if number == 0 || self.variables[number - 1].cause != variable.cause {
                chain = Table::constant(size, false);
            }
            chain = chain.or(&Table::variable(size, number));
            self.bands.insert((variable.cause, variable.age), chain.clone());
        }
        self.values = vec![Table::constant(size, false); self.questions.len()];
        loop {
            let mut changed = false;
            for index in (0..self.questions.len()).rev() {
                let value = self.answer(self.questions[index]);
                changed |= value != self.values[index];
                self.values[index] = value;
            }
            if !changed {
                break;
            }
        }
        let tops = (0..self.system.journeys.len()).map(|journey| self.tops_of(journey)).collect();
        let (causes, variables) = (self.causes.clone(), self.variables.clone());
        Answers { causes, variables, tops, saw: self.saw.clone(), went_round: self.went_round }
    }

    fn tops_of(&mut self, journey: usize) -> (Table, Table) {
        let (component, part) = self.system.journeys[journey].entry;
        let visit = (component, part, false, Some(journey));
        let failed = self.ask(Question::Failed(visit, NOW));
        let late = self.late(journey);
        (failed, self.ask(Question::Degraded(visit)).or(&late))
    }

    pub(super) fn never(&self) -> Table {
        Table::constant(self.size(), false)
    }

    pub(super) fn always(&self) -> Table {
        Table::constant(self.size(), true)
    }

    pub(super) fn ask(&mut self, question: Question) -> Table {
        if let Question::Failed(_, age) | Question::Itself(_, age) | Question::Place(_, age) = question
            && age.0 == FOR_EVER
        {
            return self.never();
        }
        if let Some(asks) = &mut self.asks {
            asks.push(question);
            return self.never();
        }
        // What was not gathered only goes round a circle.
        self.known.get(&question).map_or_else(|| self.never(), |index| self.values[*index].clone())
    }

    fn answer(&mut self, question: Question) -> Table {
        match question {
            Question::Failed(visit, age) => self.failed(visit, age),
            Question::Degraded(visit) => self.degraded(visit),
            Question::Itself(component, age) => self.itself(component, age),
            Question::Place(place, age) => self.place(place, age),
        }
    }

    /// The cause holds for longer than `age`.
    pub(super) fn holds(&mut self, cause: &Cause, age: Age) -> Table {
        self.holds_in(0, cause, age)
    }

    /// The same for causes of which several groups of copies have one each.
    pub(super) fn holds_in(&mut self, group: usize, cause: &Cause, age: Age) -> Table {
        let mut known = self.causes.iter().zip(&self.groups);
        let index = match known.position(|(known, of)| known == cause && *of == group) {
            Some(index) => index,
            None => {
                self.causes.push(cause.clone());
                self.groups.push(group);
                self.ages.push(BTreeSet::new());
                self.causes.len() - 1
            }
        };
        let age = if cause.shape == Shape::Chance { NOW } else { age };
        self.ages[index].insert(age);
        self.bands.get(&(index, age)).cloned().unwrap_or_else(|| self.never())
    }
}

fn age_of(question: Question) -> u64 {
    match question {
        Question::Failed(_, age) | Question::Itself(_, age) | Question::Place(_, age) => age.0,
        Question::Degraded(_) => 0,
    }
}

fn ageless(question: Question) -> Question {
    match question {
        Question::Failed(visit, _) => Question::Failed(visit, NOW),
        Question::Degraded(visit) => Question::Degraded(visit),
        Question::Itself(component, _) => Question::Itself(component, NOW),
        Question::Place(place, _) => Question::Place(place, NOW),
    }
}

/// Share of the time down that is older than the age.
fn older((nanos, stretch): Age, m: f64, shape: Shape) -> f64 {
    let t = nanos as f64 / NANOS as f64;
    let left = match shape {
        _ if nanos == 0 => 1.0,
        _ if m <= 0.0 => 0.0,
        Shape::Fixed => ((m - t) / m).max(0.0),
        Shape::Exponential | Shape::Chance => (-t / m).exp(),
    };
    left * f64::from_bits(stretch)
}
