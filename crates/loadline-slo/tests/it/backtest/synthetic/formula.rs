//! Detection and reset by the formulas of the SRE Workbook, from what truly happens and never from samples. Times are minutes.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5. Its formulas know no errors but those of the outage; here
//! a steady share `around` fails before and after it, and zero gives the chapter's own.

/// A burn-rate pair of 99.9 %.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The label `tier` of its alerts.
    pub(crate) tier: &'static str,
    /// The error ratio that both windows must exceed.
    pub(crate) threshold: f64,
    pub(crate) long: f64,
    pub(crate) short: f64,
}

/// The chapter's four for 30 days, the fastest first.
pub(crate) const PAIRS: [Pair; 4] = [
    Pair { tier: "page-1", threshold: 0.0144, long: 60.0, short: 5.0 },
    Pair { tier: "page-2", threshold: 0.006, long: 360.0, short: 30.0 },
    Pair { tier: "ticket-1", threshold: 0.003, long: 1440.0, short: 120.0 },
    Pair { tier: "ticket-2", threshold: 0.001, long: 4320.0, short: 360.0 },
];

/// Time that an outage has to be in a window for its ratio to be at the threshold:
/// `threshold × window ÷ errors`, with errors around it `(threshold − around) × window ÷ (errors − around)`. `None`: it never is.
pub(crate) fn detection(threshold: f64, window: f64, errors: f64, around: f64) -> Option<f64> {
    (errors > threshold && around < threshold).then(|| window * (threshold - around) / (errors - around))
}

/// Time from the end of an outage until too little of it is left in the window: `window × (1 − threshold ÷ errors)`.
pub(crate) fn reset(threshold: f64, window: f64, errors: f64, around: f64) -> Option<f64> {
    Some(window - detection(threshold, window, errors, around)?)
}
