//! What simulations were seen to show, written beside the model: verdicts of claims and the harm that faults did, each bound to a
//! fingerprint of what was simulated, so that a changed model makes it out of date and never silently right.
//!
//! Text in, text out. Nothing here simulates, opens files or looks at a clock.

use loadline_base::figure::Digits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the format that is written and read.
const VERSION: u64 = 1;
/// Most runs that anything is told to rest on.
const MOST_RUNS: u32 = 10_000;
const AGAIN: &str = "take the file away and record anew: `loadline sim run SCENARIO --record`, `loadline sim resilience --record`";

/// Everything recorded of one model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    #[serde(rename = "loadline-evidence")]
    version: u64,
    /// By id of the scenario.
    #[serde(default)]
    pub scenarios: BTreeMap<String, ScenarioRecord>,
    /// What single faults do to the journeys at their peak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resilience: Option<FaultsRecord>,
}

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioRecord {
    /// Fingerprint of what was simulated.
    pub read: String,
    /// Which engine did it; none in what was recorded before engines were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// What the random numbers followed from.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// The claims, in the order they were written.
    pub claims: Vec<ClaimRecord>,
    /// Whether it says nothing of today's model any more; found out, never written.
    #[serde(skip)]
    pub stale: Option<Stale>,
}

/// Why a record says nothing of today's model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// The model has changed since.
    Model,
    /// Another engine simulated it, which may have come to other numbers.
    Engine,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRecord {
    /// The claim as it was written.
    pub claim: String,
    /// Whether it holds.
    pub verdict: RecordedVerdict,
    /// The figure it is about, in `unit`; none where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<f64>,
    /// Lower end of the 95 % interval over runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Its upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// `s`, `1` (a share or a factor), `rps` or `used`.
    pub unit: String,
    /// Why there is no figure, or what else is to be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl ClaimRecord {
    /// What was found, in words: `412 ms (405 to 419 ms)`, or why there is no figure.
    #[must_use]
    pub fn told(&self) -> String {
        let digits = Digits::Three;
        match (self.figure, self.low, self.high) {
            (Some(figure), Some(low), Some(high)) => digits.simulated_within(figure, [low, high], &self.unit),
            (Some(figure), ..) => digits.simulated(figure, &self.unit),
            (None, ..) => self.note.clone().unwrap_or_else(|| "nothing was found".to_owned()),
        }
    }
}

/// Whether a claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordedVerdict {
    /// It holds.
    Pass,
    /// It does not.
    Fail,
    /// The runs do not tell.
    Undecided,
}

impl RecordedVerdict {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undecided => "undecided",
        }
    }
}

/// What single faults were seen to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultsRecord {
    /// Fingerprint of what was simulated.
    pub read: String,
    /// Which engine did it; none in what was recorded before engines were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// What the random numbers followed from.
    pub seed: u64,
    /// Runs of each fault.
    pub runs: u32,
    /// Seconds that each fault lasted.
    pub lasts: f64,
    /// Seconds that journeys were watched after the repair.
    pub watched: f64,
    /// Fault by fault, the worst first; those that harm nothing are left out.
    pub faults: Vec<FaultRecord>,
    /// Whether it says nothing of today's model any more; found out, never written.
    #[serde(skip)]
    pub stale: Option<Stale>,
}

impl FaultsRecord {
    /// When what a fault does is over, in words.
    #[must_use]
    pub fn over(&self, harm: &HarmRecord) -> String {
        let time = |seconds| Digits::Three.time(seconds);
        match harm.recovery {
            _ if harm.stuck > 0 => {
                format!("not over within {} in {} of {} runs", time(self.watched), harm.stuck, self.runs)
            }
            Some(recovery) => format!("over {} after the repair", time(recovery)),
            None => "nothing tells when it is over".to_owned(),
        }
    }

    /// What its figures are means of: `3 runs with a fault of 30 s at the peak of all journeys, seed 1`.
    #[must_use]
    pub fn basis(&self) -> String {
        let (runs, lasts, seed) = (self.runs, Digits::Three.time(self.lasts), self.seed);
        format!("{runs} runs with a fault of {lasts} at the peak of all journeys, seed {seed}")
    }
}

/// A fault and whom it harms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRecord {
    /// What it happens to: the id of a component or a failure domain.
    pub of: String,
    /// What happens: `down`, `one copy down`, `half errors`, `lost` and so on.
    pub what: String,
    /// By id of the journey; those that nothing happens to are left out.
    pub harm: BTreeMap<String, HarmRecord>,
}

/// What a fault does to a journey.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HarmRecord {
    /// Share of its requests that fail while the fault lasts, the mean of the runs.
    pub failed: f64,
    /// Seconds from the repair until it is back to normal, the mean of the runs that get there; none where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<f64>,
    /// Runs that never get back to normal.
    pub stuck: u32,
}

/// Why a recording cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Line and column from 1, where the fault has a place.
    pub at: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

#[derive(Deserialize)]
struct Version {
    #[serde(rename = "loadline-evidence")]
    version: u64,
}

impl Default for Recording {
    fn default() -> Self {
        Self { version: VERSION, scenarios: BTreeMap::new(), resilience: None }
    }
}

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// When the text is no recording of this version, or a number in it cannot be: where, and what to do.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let wrong = |error: serde_json::Error| {
            let at = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            Unreadable { at, message: message.to_owned(), hint: AGAIN }
        };
        let Version { version } = serde_json::from_str(text).map_err(wrong)?;
        if version != VERSION {
            let message = format!("it is of version {version}, and this Loadline reads version {VERSION}");
            return Err(Unreadable { at: None, message, hint: AGAIN });
        }
        let recording: Self = serde_json::from_str(text).map_err(wrong)?;
        match recording.absurdity() {
            Some(message) => Err(Unreadable { at: None, message, hint: AGAIN }),
            None => Ok(recording),
        }
    }

    /// The text of it: the same recording gives the same bytes.
    #[must_use]
    pub fn to_text(&self) -> String {
        // Maps are ordered and nothing in it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Holds it to the model and the engine of today: `read` says what would be simulated now, for a scenario or for no scenario; `None`
    /// where nothing can be. What names no engine was recorded by an older one.
    pub fn hold_to(&mut self, engine: &str, mut read: impl FnMut(Option<&str>) -> Option<String>) {
        let mut stale = |scenario: Option<&str>, was: &str, by: Option<&str>| {
            if read(scenario).as_deref() != Some(was) {
                return Some(Stale::Model);
            }
            (by != Some(engine)).then_some(Stale::Engine)
        };
        for (id, record) in &mut self.scenarios {
            record.stale = stale(Some(id), &record.read, record.engine.as_deref());
        }
        if let Some(record) = &mut self.resilience {
            record.stale = stale(None, &record.read, record.engine.as_deref());
        }
    }

    /// What is recorded of a claim of a scenario: the scenario's record with that of the claim. A claim in other words is another.
    #[must_use]
    pub fn claim(&self, scenario: &str, claim: &str) -> Option<(&ScenarioRecord, &ClaimRecord)> {
        let record = self.scenarios.get(scenario)?;
        record.claims.iter().find(|one| one.claim == claim).map(|one| (record, one))
    }

    /// What single faults do, as far as it is still true.
    #[must_use]
    pub fn fresh_faults(&self) -> Option<&FaultsRecord> {
        self.resilience.as_ref().filter(|record| record.stale.is_none())
    }

    /// A number that cannot be.
    fn absurdity(&self) -> Option<String> {
        let runs = |runs: u32| !(1..=MOST_RUNS).contains(&runs);
        for (id, record) in &self.scenarios {
            if runs(record.runs) {
                return Some(format!("`scenarios/{id}` rests on {} runs, not 1 to {MOST_RUNS}", record.runs));
            }
            for claim in &record.claims {
                let shown = match (claim.low, claim.figure, claim.high) {
                    (Some(low), Some(figure), Some(high)) => low <= figure && figure <= high,
                    (low, _, high) => low.is_none() && high.is_none(),
                };
                if !["s", "1", "x", "rps", "used"].contains(&claim.unit.as_str()) {
                    return Some(format!(
                        "`{}` in `scenarios/{id}` is in `{}`, which is no unit of it",
                        claim.claim, claim.unit
                    ));
                }
                if !shown {
                    return Some(format!(
                        "the interval of `{}` in `scenarios/{id}` does not hold its figure",
                        claim.claim
                    ));
                }
            }
        }
        let faults = self.resilience.as_ref()?;
        if runs(faults.runs) {
            return Some(format!("`resilience` rests on {} runs, not 1 to {MOST_RUNS}", faults.runs));
        }
        if faults.lasts <= 0.0 || faults.watched <= 0.0 {
            return Some("the faults of `resilience` last no time, or nobody watched".to_owned());
        }
        for fault in &faults.faults {
            for (journey, harm) in &fault.harm {
                let absurd = !(0.0..=1.0).contains(&harm.failed)
                    || harm.recovery.is_some_and(|time| time < 0.0)
                    || harm.stuck > faults.runs;
                if absurd {
                    return Some(format!(
                        "what `{}` of `{}` does to `{journey}` cannot be",
                        fault.what, fault.of
                    ));
                }
            }
        }
        None
    }
}

/// A number with the digits that a recording keeps: six that matter.
#[must_use]
pub fn kept(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{
  "loadline-evidence": 1,
  "scenarios": {
    "sale": {
      "read": "abc",
      "engine": "1+a",
      "seed": 1,
      "runs": 20,
      "claims": [
        {
          "claim": "p99 of buy <= 400ms",
          "verdict": "pass",
          "figure": 0.3,
          "low": 0.29,
          "high": 0.31,
          "unit": "s"
        }
      ]
    }
  },
  "resilience": {
    "read": "abc",
    "engine": "1+a",
    "seed": 1,
    "runs": 3,
    "lasts": 30.0,
    "watched": 90.0,
    "faults": [
      {
        "of": "db",
        "what": "down",
        "harm": {
          "buy": {
            "failed": 1.0,
            "recovery": 2.0,
            "stuck": 0
          }
        }
      }
    ]
  }
}
"#;

    #[test]
    fn what_is_written_is_what_was_read() {
        let mut recording = Recording::read(GOOD).expect("a recording");
        assert_eq!(recording.to_text(), GOOD);
        let read = |scenario: Option<&str>| Some(if scenario.is_some() { "abc" } else { "def" }.to_owned());
        recording.hold_to("1+a", read);
        assert_eq!(recording.scenarios["sale"].stale, None, "the same model");
        assert!(recording.fresh_faults().is_none(), "another model");
        recording.hold_to("1+b", read);
        assert_eq!(recording.scenarios["sale"].stale, Some(Stale::Engine), "another engine");
        assert_eq!(recording.resilience.as_ref().and_then(|faults| faults.stale), Some(Stale::Model));
        assert_eq!(recording.to_text(), GOOD, "being out of date is never written");
    }

    #[test]
    fn what_names_no_engine_is_of_an_older_one() {
        let text = GOOD.replace("      \"engine\": \"1+a\",\n", "");
        let mut recording = Recording::read(&text).expect("a recording");
        assert_eq!(recording.to_text(), text);
        recording.hold_to("1+a", |_| Some("abc".to_owned()));
        assert_eq!(recording.scenarios["sale"].stale, Some(Stale::Engine));
    }

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert!(GOOD.contains(old), "{old}");
        let error = Recording::read(&GOOD.replacen(old, new, 1)).expect_err(new);
        assert!(error.message.contains(expected), "{}", error.message);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        check("evidence\": 1", "evidence\": 2", "version 2");
        check("\"pass\"", "\"perhaps\"", "unknown variant `perhaps`");
        check("\"runs\": 20", "\"runs\": 4000000000", "4000000000 runs");
        check("\"runs\": 20", "\"runs\": -1", "invalid value");
        check("0.29", "0.35", "does not hold its figure");
        check("\"low\": 0.29,", "", "does not hold its figure");
        check("\"unit\": \"s\"", "\"unit\": \"m\"", "no unit");
        check("0.31", "1e999", "out of range");
        check("\"failed\": 1.0", "\"failed\": 1.5", "cannot be");
        check("\"recovery\": 2.0", "\"recovery\": -2.0", "cannot be");
        check("\"lasts\": 30.0", "\"lasts\": 0.0", "last no time");
        check("\"stuck\": 0", "\"stuck\": 4", "cannot be");
        check("\"seed\": 1", "\"seed\": 1, \"sed\": 2", "unknown field `sed`");
    }

    #[test]
    fn a_file_that_was_cut_is_told_with_its_place() {
        for end in (0..GOOD.len() - 2).filter(|end| GOOD.is_char_boundary(*end)) {
            let error = Recording::read(&GOOD[..end]).expect_err("cut");
            assert!(error.at.is_some() || end == 0, "{error:?}");
        }
        let deep = "[".repeat(100_000);
        assert!(Recording::read(&format!("{{\"scenarios\": {deep}")).is_err());
    }
}
