//! What more is agreed on for some calls: which connections their attempts need, whose answers they are counted with, and what they fetch. Most
//! calls have none of it, and bear the cost of one look.

use super::ask::Live;
use super::keyed::{Ended, Fetch};
use super::{NOBODY, Run};

/// What more is agreed on for a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    /// The line for connections at its caller's copy.
    pub(super) lane: u32,
    /// Its attempts that wait there.
    pub(super) in_line: Live,
    /// The step whose answers it is counted with.
    pub(super) gather: u32,
    /// What it fetches for a cache that knows its keys.
    pub(super) fetch: Option<Fetch>,
    /// Its attempts that wait until another call has fetched that.
    pub(super) joined: Live,
}

/// The terms of all calls that have some; numbers are given out again.
#[derive(Debug, Default)]
pub(super) struct AllTerms {
    all: Vec<Terms>,
    free: Vec<u32>,
}

impl AllTerms {
    fn add(&mut self, terms: Terms) -> u32 {
        if let Some(number) = self.free.pop() {
            self.all[number as usize] = terms;
            return number;
        }
        self.all.push(terms);
        (self.all.len() - 1) as u32
    }

    pub(super) fn at(&mut self, number: u32) -> &mut Terms {
        &mut self.all[number as usize]
    }

    /// Whoever has, or waits for, a connection of these lanes has none. They are in their order.
    pub(super) fn leave_lanes(&mut self, lanes: &[std::ops::Range<u32>]) {
        if lanes.is_empty() {
            return;
        }
        for terms in self.all.iter_mut().filter(|terms| terms.lane != NOBODY) {
            let at = lanes.partition_point(|some| some.end <= terms.lane);
            if lanes.get(at).is_some_and(|some| some.contains(&terms.lane)) {
                (terms.lane, terms.in_line) = (NOBODY, Live::NOBODY);
            }
        }
    }

    /// They hold no more.
    pub(super) fn end(&mut self, number: u32) -> Terms {
        self.free.push(number);
        self.all[number as usize]
    }
}

impl Run<'_> {
    /// Agrees on terms for a call that is wanted.
    #[cold]
    pub(super) fn bind(&mut self, ask: u32, lane: u32, gather: u32) {
        let none = Live::NOBODY;
        let terms = self.terms.add(Terms { lane, in_line: none, gather, fetch: None, joined: none });
        self.records.ask_at(ask).terms = terms;
    }

    /// Whether the answer of a call with these terms would change nothing any more.
    #[cold]
    pub(super) fn is_pointless(&mut self, terms: u32) -> bool {
        let gather = self.terms.at(terms).gather;
        gather != NOBODY && self.gathers.is_over(gather)
    }

    /// A call with terms is given up: what it has out comes to nothing, and nobody is told.
    #[cold]
    pub(super) fn abandon(&mut self, at: u32) {
        let (terms, by) = (self.records.ask_at(at).terms, (at, self.records.generation(at)));
        self.records.end_ask(at);
        let Terms { gather, fetch, .. } = self.terms.end(terms);
        if gather != NOBODY {
            self.gathers.leave(gather);
        }
        if let Some(fetch) = fetch {
            self.fetched(fetch, by, Ended::GivenUp);
        }
    }
}
