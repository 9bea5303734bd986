//! Objectives from outside: texts and series in, verdicts and reports out.

mod history;
