//! How much a system can carry: closed forms of queueing, and what they say about a model.
//!
//! Pure: no IO, no clock, no randomness. It knows no other engine.
