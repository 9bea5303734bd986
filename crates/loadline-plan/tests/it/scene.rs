//! A model as the plan sees it: read from text, with its engines run.

use loadline_base::{Date, Sources, TextEdit, apply_edits};
use loadline_capacity::SystemCapacity;
use loadline_capacity::sizing::{loads, sizings};
use loadline_depend::{Failures, Solved, Strength, Top};
use loadline_evidence::{Finding, Quantity, Question};
use loadline_flow::{Demands, Flows};
use loadline_model::{Model, Reading};
use loadline_plan::{Downtime, Facts};
use std::path::Path;

/// The day of every test.
pub(crate) fn today() -> Date {
    "2026-11-20".parse().unwrap()
}

/// The files of a model.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) files: Vec<(String, String)>,
}

impl Scene {
    /// A model of one file, without its first line.
    pub(crate) fn of(text: &str) -> Self {
        Self { files: vec![("model.yaml".to_owned(), format!("loadline: 1\n{text}"))] }
    }

    /// An example of the repository.
    pub(crate) fn example(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect();
        files.sort();
        Self { files }
    }

    pub(crate) fn read(&self) -> Reading {
        let mut sources = Sources::default();
        for (name, text) in &self.files {
            sources.add(name.clone(), text.clone());
        }
        loadline_model::parse_files(&sources).resolve()
    }

    /// The same files with edits of one of them.
    pub(crate) fn edited(&self, file: usize, edits: &[TextEdit]) -> Self {
        let mut files = self.files.clone();
        files[file].1 = apply_edits(&files[file].1, edits).unwrap();
        Self { files }
    }

    /// Runs the engines and hands everything over, with what rules are made out to have said.
    pub(crate) fn with<T>(
        &self,
        findings: &[Finding],
        questions: &[Question],
        judge: impl FnOnce(&Facts<'_>) -> T,
    ) -> T {
        let reading = self.read();
        assert_eq!(reading.faults, []);
        with_model(&reading.model, findings, questions, judge)
    }
}

pub(crate) fn with_model<T>(
    model: &Model,
    findings: &[Finding],
    questions: &[Question],
    judge: impl FnOnce(&Facts<'_>) -> T,
) -> T {
    let flows = Flows::read(model);
    let capacity = SystemCapacity::of(model, &flows, today());
    let sized = loads(model, &sizings(model, &flows, &Demands::of(model, &flows)));
    let solved = Solved::of(Failures::read(model, &flows, &sized, Strength::Hard));
    let journeys = solved.failures.journeys.iter().enumerate();
    let downtimes: Vec<Downtime> = journeys
        .map(|(index, journey)| {
            let failed = solved.unavailability(index, Top::Failed).unwrap().upper();
            let failed = Quantity::computed("share of time failed", failed, "1", "fault tree");
            Downtime { journey: journey.id.to_owned(), failed }
        })
        .collect();
    judge(&Facts {
        model,
        flows: &flows,
        capacity: &capacity,
        downtimes: &downtimes,
        findings,
        questions,
        recorded: None,
        today: today(),
    })
}
