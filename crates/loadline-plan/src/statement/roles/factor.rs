//! Roles of multiples.

use super::super::amount::Amount;
use super::super::cue::{Row, after, before, near, noun, sentence};
use super::super::role::Role;
use super::super::unit::WEEK;
use super::any;

/// A multiple per week or longer is growth: `doubles every year`.
fn grows(amount: &Amount) -> bool {
    amount.period().is_some_and(|period| period >= WEEK)
}

fn at_once(amount: &Amount) -> bool {
    !grows(amount)
}

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row {
        role: Role::Headroom,
        fits: any,
        least: 4.0,
        must: &[],
        // `a peak of 8 times the average, headroom of 1.5x`
        cues: &[before(-14.0, &["a peak of", "peak of", "peaks of", "peak is", "peaks are", "peaks at", "peak load of", "peak load is"]), noun(8.0, &["again"]), near(
            14.0,
            &[
                "headroom", "capacity at", "capacity of", "spare", "reserve", "reserves", "slack", "safety", "margin", "overprovision*",
                "over provision*", "room to spare", "provision*", "size for", "sized for", "capacity for", "sizing", "capacity planning",
            ],
        ),
        after(10.0, &["the capacity", "of the capacity", "as much capacity"]),
        before(12.0, &["calculate with", "compute with", "dimension with", "calculated with"]),
        before(10.0, &[
            "capacity shall be", "capacity should be", "capacity must be", "capacity has to be", "capacity is to be",
            "capacity to be", "capacity needs to be", "capacity : peak x", "capacity = peak x", "capacity is peak x",
        ]),
        // `plan for 2x` unless it says of what.
        before(5.0, &["we want", "we keep", "we need", "we ask for", "would like", "we 'd like", "like to have", "room for", "nodes for"]),
        after(8.0, &["the load as capacity", "as capacity"]),
        // `double the load should fit`, `it should be possible to take twice the load`
        after(10.0, &[
            "should fit", "must fit", "has to fit", "have to fit", "should still fit", "must still fit", "should be possible", "must be possible",
            "should be carried", "must be carried", "has to be carried", "should be manageable", "has to be manageable", "must be manageable",
            "must be bearable", "should be bearable", "would have to fit", "needs to fit",
        ]),
        before(4.5, &[
            "should hold", "must hold", "should be able to take", "should be able to carry", "should be able to bear", "must be able to take",
            "must be able to carry", "be possible to take", "be possible to carry", "want to be able to carry", "want to be able to take",
            "want to be able to bear", "want to survive", "must survive", "should survive", "has to survive", "want to withstand", "be able to withstand", "could still take", "should still take", "must still take",
        ]),
        before(6.0, &["plan", "please plan", "plan for", "allow for", "cater for", "provide for", "prepare for", "be ready for", "room for", "make room for", "plan with", "planned for", "plan on", "dimension* for", "design for", "designed for", "build for", "bought for", "ordered for", "installed for", "procured for", "rented for"]),
        near(-4.0, &["peak* of", "spike*", "surge", "surges", "grow*", "growth", "burst*"])],
    },
    Row {
        role: Role::PeakFactor,
        fits: at_once,
        least: 2.0,
        must: &[],
        cues: &[
            near(
                6.0,
                &[
                    "peak*", "spike*", "surge", "surges", "burst*", "rush*", "busiest", "average", "normal",
                    "usual", "baseline", "typical", "mean", "ordinary", "quiet",
                ],
            ),
            near(
                3.0,
                &[
                    "load", "traffic", "evening*", "morning*", "lunch*", "sale*", "christmas", "friday",
                    "weekend*", "event*", "campaign*", "holiday*", "requests", "hour", "season",
                    "matchday*", "day", "busy", "volume", "weather", "rate", "night*", "hours", "minutes", "days", "kick off", "launch*", "everything", "demand",
                ],
            ),
            // `calls go up twelvefold`, `orders jump to 30x`
            near(
                5.0,
                &[
                    "go up", "goes up", "going up", "rise", "rises", "rising", "jump*", "climb*", "shoot*", "soar*", "multipl*", "swell*",
                    "increases", "leap*", "explode*", "explodes",
                ],
            ),
            near(-6.0, &["replicat*", "copies", "stored", "retr*", "attempt*", "grow*", "growth"]),
            after(-12.0, &["should still work", "must still work", "should still hold", "must still hold", "must be possible without", "would still work"]),
            // `the publisher asks what happens at ten times the load`
            before(-12.0, &["what happens at", "happens at", "what happens with", "what it takes for", "would happen at", "what would", "show what", "tell us what", "know what", "say what", "what changes at"]),
        ],
    },
    Row {
        role: Role::Copies,
        fits: any,
        least: 3.0,
        must: &[
            "replicat*", "cop*", "redundan*", "stored", "mirror*", "triplicate", "kept", "store", "held",
            "keep", "written", "archiv*", "preserv*", "retain*", "saved", "exist", "exists", "held on", "hold", "stay", "stays", "stores", "keeps", "holds",
        ],
        cues: &[
            near(8.0, &["replicat*", "copies", "redundan*", "mirror*", "triplicate"]),
            near(6.0, &["stored", "kept", "held", "exist", "exists", "store", "keep", "stores", "keeps", "retain*", "saved", "archiv*", "preserv*"]),
            // `everything is stored for 90 days, twice`
            sentence(2.5, &["stored", "kept", "held", "retain*", "saved", "archiv*", "preserv*", "we store", "we keep", "we hold", "must keep", "must store"]),
            noun(6.0, &["triplicate", "duplicated", "duplicate"]),
            near(-5.0, &["peak*", "average", "headroom", "load"]),
        ],
    },
    Row { role: Role::GrowthFactor, fits: grows, least: 1.0, must: &[], cues: &[sentence(2.0, &["every", "each", "per", "a", "an", "in", "within", "over", "yearly", "monthly", "annually", "/"])] },
    Row {
        role: Role::GrowthFactor,
        fits: any,
        least: 3.5,
        must: &["grow*", "growth", "increas*", "scale*", "next year", "years", "months", "expect*", "long run", "some day", "one day there", "where we want to be", "later on"],
        cues: &[
            near(7.0, &["grow*", "growth", "increas*", "scale to", "scale*", "where we want to be", "in a few years", "in some years", "in the long run", "some day", "one day there", "later on", "in five years", "in ten years"]),
            near(3.0, &["year", "years", "months", "next"]),
        ],
    },
    Row {
        role: Role::ReadsPerWrite,
        fits: any,
        least: 4.0,
        must: &["each", "every"],
        cues: &[before(
            8.0,
            &[
                "is read", "are read", "gets read", "is viewed", "is clicked", "clicked", "is opened",
                "is followed", "is fetched", "gets viewed", "gets clicked", "viewed", "read about",
                "read some", "is looked at", "are looked at", "looked at", "looked up", "is looked up", "is checked", "gets looked at",
                "is searched", "is displayed", "is downloaded", "looked at about", "viewed about",
            ],
        )],
    },
    Row {
        role: Role::Retries,
        fits: any,
        least: 4.0,
        must: &["retr*", "attempt*", "tries"],
        cues: &[near(9.0, &["retr*", "attempt*", "tries"])],
    },
];
