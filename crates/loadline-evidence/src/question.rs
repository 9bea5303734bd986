//! Something a rule would need to know and the model does not say.

use loadline_base::Span;

/// A fact that the model leaves unknown and a rule needs. Unknown is not wrong: it is asked, not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Code of the rule that asks.
    pub code: &'static str,
    /// Name of the rule that asks.
    pub rule: &'static str,
    /// Id path of what is unknown, such as `services/a/needs/b/timeout`.
    pub path: String,
    /// The place the answer belongs to.
    pub span: Span,
    /// The question itself, in one line.
    pub text: String,
}
