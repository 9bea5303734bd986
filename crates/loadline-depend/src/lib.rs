//! What fails when something fails: a model as fault trees, their exact probabilities, minimal cut sets and importance.
//!
//! Pure: no IO, no clock, no unseeded randomness. It knows no other engine; how many copies the load needs is handed in.

pub mod fault_tree;
