//! Questions of guided mode: what is asked, what that is worth, and what an answer changes in the text.

use crate::scene::{Scene, today};
use loadline_plan::interview::{
    CannotAnswer, LEAST, MOST, Question, answer, assume, every, field, questions,
};
use loadline_plan::{Verdict, Workflow, judge};

fn design(scene: &Scene) -> Verdict {
    scene.with(&[], &[], |facts| judge(Workflow::Design, facts))
}

fn question(scene: &Scene, path: &str) -> Question {
    let all = every(&design(scene));
    let paths: Vec<String> = all.iter().map(|question| question.path.clone()).collect();
    all.into_iter()
        .find(|question| question.path == path)
        .unwrap_or_else(|| panic!("{path} is not in {paths:?}"))
}

/// The text after an answer.
#[track_caller]
fn check(text: &str, path: &str, given: &str, expected: &str) {
    let scene = Scene::of(text);
    let question = question(&scene, path);
    let edit = answer(&scene.read().model, &question, given).unwrap();
    assert_eq!(edit.text, format!("loadline: 1\n{expected}"));
}

#[test]
fn an_answer_is_one_small_edit() {
    let text = "# ours\nsystem: {id: shop}   # short\n";
    check(
        text,
        "system/purpose",
        "sell: bread, and cake",
        "# ours\nsystem: {id: shop, purpose: \"sell: bread, and cake\"}   # short\n",
    );
    check(
        text,
        "system/stakeholders",
        "bakers, the tax office",
        "# ours\nsystem: {id: shop, stakeholders: [bakers, the tax office]}   # short\n",
    );
    check(text, "system/headroom", "1.5x", "# ours\nsystem: {id: shop, headroom: 1.5x}   # short\n");
    let journey =
        "journeys:\n  buy:\n    entry: web.http # the door\nservices: {web: {exposes: {http: {}}}}\n";
    check(
        journey,
        "journeys/buy/criticality",
        "critical",
        "journeys:\n  buy:\n    entry: web.http # the door\n    criticality: critical\nservices: {web: {exposes: {http: {}}}}\n",
    );
}

#[test]
fn what_nobody_knows_becomes_a_default_with_an_assumption() {
    let text = "system: {id: shop, owner: us}\nteams: {us: {}}\nservices: {web: {exposes: {http: {}}}}\n\
                journeys: {buy: {entry: web.http, load: {average: 20rps}}}\n";
    let scene = Scene::of(text);
    let question = question(&scene, "journeys/buy/load/peak");
    let edit = assume(&scene.read().model, &question, today(), 90).unwrap();
    assert!(edit.text.contains("load: {average: 20rps, peak-factor: 4x}"), "{}", edit.text);
    let assumption = "journeys-buy-load-peak-factor: {claim: the peak is four times the average, owner: us, \
                      basis: nobody knew on 2026-11-20, about: journeys/buy/load/peak-factor, expires: 2027-02-18}";
    assert!(edit.text.contains(assumption), "{}", edit.text);
    let after = Scene { files: vec![("model.yaml".to_owned(), edit.text)] };
    assert!(every(&design(&after)).iter().all(|other| other.path != question.path), "it is not asked again");
    let nobody = Scene::of(&text.replace("owner: us", "title: s").replace("teams: {us: {}}\n", ""));
    assert_eq!(assume(&nobody.read().model, &question, today(), 90), Err(CannotAnswer::NoOwner));
}

#[test]
fn the_questions_that_close_most_come_first_and_nothing_is_asked_twice() {
    for (scene, least) in [(Scene::of("services: {web: {}}\n"), LEAST), (Scene::example("payments-clean"), 0)]
    {
        let verdict = design(&scene);
        let chosen = questions(&verdict);
        assert!((least..=MOST).contains(&chosen.len()), "{}", chosen.len());
        let mut all = every(&verdict);
        all.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        let worst = chosen.iter().map(|question| question.worth).reduce(f64::min);
        let best_left = all.get(chosen.len()).map(|question| question.worth);
        assert!(worst >= best_left || best_left.is_none());
        let mut paths: Vec<&str> = all.iter().map(|question| question.path.as_str()).collect();
        let many = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), many);
    }
}

#[test]
fn the_field_table_says_what_may_stand_where() {
    let known = field("services/web/needs/db/kind").unwrap();
    assert_eq!(known.words.iter().map(|word| word.word).collect::<Vec<_>>(), ["hard", "soft"]);
    assert!(field("journeys/buy/load/peak").unwrap().wants.contains("350rps"));
    assert!(field("services/web/needs/db/timeout").unwrap().may_be_none);
    assert!(field("system/regulation").unwrap().is_list);
    assert!(!field("journeys").unwrap().is_single);
    assert!(field("journeys/buy/colour").is_none());
    assert!(field("nothing/at/all").is_none());
}
