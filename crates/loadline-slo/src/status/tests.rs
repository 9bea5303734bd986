//! What answers mean, from one objective of each kind.

use super::*;
use crate::{
    AlertPolicy, Budgeting, Calendar, Correction, Decimal, Events, Indicator, Joint, Kind, Part, Slo, Target,
    WithoutData,
};
use loadline_base::units::Unit as _;

const NOW: Millis = 1_700_000_000_000;

fn read(text: &str) -> Duration {
    Duration::read(text).unwrap()
}

fn ratio(part: Part) -> Indicator {
    let events = Events::Counter("part".into());
    Indicator::Ratio { kind: Kind::Availability, part, events, total: Events::Counter("all".into()) }
}

fn slo(id: &str, indicator: Indicator) -> Slo {
    Slo {
        policy: Some(AlertPolicy::standard(read("30d"))),
        ..Slo::new(id, "shop", indicator, Target::read_percent("99.9").unwrap(), Window::Rolling(read("30d")))
    }
}

/// One answer: over which time, which side, how many.
type Said<'a> = (&'a str, Side, f64);

/// Judges `slos` by what was said of each by its position.
fn judged(slos: &[Slo], said: &[(usize, Said<'_>)]) -> Vec<Status> {
    let mut answers = Answers::default();
    for (slo, (over, side, value)) in said {
        let stretch = Stretch { until: NOW, over: read(over), count: Count::Events };
        let question = Question { slo: *slo, stretch, side: *side, query: String::new() };
        answers.take(&question, Labels::default(), *value);
    }
    judge(slos, &answers, NOW)
}

#[track_caller]
fn check(part: Part, said: &[Said<'_>], expected: &Data) {
    let said: Vec<_> = said.iter().map(|said| (0, *said)).collect();
    assert_eq!(&judged(&[slo("a", ratio(part))], &said)[0].windows[0].data, expected);
}

fn of(bad: f64, total: f64, assumed_none: bool) -> Data {
    Data::Counted { spent: Spent { bad, total }, assumed_none }
}

#[test]
fn no_data_is_neither_good_nor_bad_and_has_a_reason() {
    let (bad, good) = (Side::Part(Part::Bad), Side::Part(Part::Good));
    check(Part::Bad, &[("30d", bad, 2.0), ("30d", Side::Total, 10.0)], &of(2.0, 10.0, false));
    check(Part::Good, &[("30d", good, 2.0), ("30d", Side::Total, 10.0)], &of(8.0, 10.0, false));
    check(Part::Bad, &[("30d", Side::Total, 10.0)], &of(0.0, 10.0, true));
    check(Part::Good, &[("30d", Side::Total, 10.0)], &Data::None(NoData::NoGood));
    check(Part::Good, &[("30d", Side::Total, 0.0)], &Data::NoTraffic);
    check(Part::Bad, &[("30d", bad, 0.0), ("30d", Side::Total, 0.0)], &Data::NoTraffic);
    check(Part::Bad, &[], &Data::None(NoData::NoTotal));
    check(Part::Bad, &[("30d", bad, 2.0)], &Data::None(NoData::NoTotal));
    check(Part::Bad, &[("1h", Side::Total, 2.0)], &Data::None(NoData::NoTotal));
    for value in [f64::NAN, f64::INFINITY] {
        check(Part::Bad, &[("30d", bad, value), ("30d", Side::Total, 10.0)], &Data::None(NoData::NotANumber));
        check(Part::Bad, &[("30d", bad, 1.0), ("30d", Side::Total, value)], &Data::None(NoData::NotANumber));
    }
    check(Part::Bad, &[("30d", bad, 20.0), ("30d", Side::Total, 10.0)], &Data::None(NoData::Impossible));
    check(Part::Bad, &[("30d", bad, -1.0), ("30d", Side::Total, 10.0)], &Data::None(NoData::Impossible));
    // Extrapolation may make the part a little larger than the whole; that is all of it.
    check(Part::Bad, &[("30d", bad, 10.05), ("30d", Side::Total, 10.0)], &of(10.0, 10.0, false));
    let twice = [("30d", Side::Total, 10.0), ("30d", Side::Total, 11.0)];
    check(Part::Bad, &twice, &Data::None(NoData::Ambiguous(2)));
}

#[test]
fn a_burn_is_held_against_both_windows_of_a_tier() {
    let bad = Side::Part(Part::Bad);
    let mut said: Vec<(usize, Said<'_>)> = Vec::new();
    for (over, count) in [("1h", 15.0), ("5m", 20.0), ("6h", 7.0), ("30m", 5.0), ("1d", 2.0), ("2h", 9.0)] {
        said.extend([(0, (over, bad, count)), (0, (over, Side::Total, 1000.0))]);
    }
    said.extend([(0, ("30d", bad, 0.25)), (0, ("30d", Side::Total, 1000.0))]);
    let status = &judged(&[slo("a", ratio(Part::Bad))], &said)[0];
    let fires: Vec<_> = status.tiers.iter().map(|tier| tier.fires).collect();
    assert_eq!(fires, [Some(true), Some(false), Some(false), None]);
    assert_eq!(status.state(), State::Pages);
    assert!((status.windows[0].remaining.unwrap() - 0.75).abs() < 1e-12);
}

#[test]
fn members_are_added_up_and_a_circle_ends() {
    let every = |members: &[&str]| Indicator::Composite {
        members: members.iter().map(|id| ((*id).to_owned(), Decimal::ONE)).collect(),
        joint: Joint::Every,
    };
    let mut slos =
        vec![slo("a", ratio(Part::Bad)), slo("b", ratio(Part::Bad)), slo("both", every(&["a", "b"]))];
    let bad = Side::Part(Part::Bad);
    let said = [
        (0, ("30d", bad, 1.0)),
        (0, ("30d", Side::Total, 1000.0)),
        (1, ("30d", bad, 1.0)),
        (1, ("30d", Side::Total, 4000.0)),
    ];
    let Data::Counted { spent, .. } = judged(&slos, &said)[2].windows[0].data else { panic!("no counts") };
    assert!((spent.error_ratio().unwrap() - 0.00125).abs() < 1e-15);
    slos.push(slo("lost", every(&["gone"])));
    slos.push(slo("circle", every(&["circle"])));
    let states = judged(&slos, &said);
    assert!(matches!(&states[3].windows[0].data, Data::None(NoData::NotAsked(why)) if why.contains("gone")));
    assert!(matches!(&states[4].windows[0].data, Data::None(NoData::NotAsked(_))));
}

#[test]
fn questions_are_asked_once_for_each_time_and_packed_into_few_requests() {
    let slos: Vec<Slo> = (0..100).map(|number| slo(&format!("s{number}"), ratio(Part::Good))).collect();
    let all = questions(&slos, NOW);
    // Seven times: 5m 30m 1h 2h 6h 1d 3d of the tiers (6h and 2h are shared by none twice), and 30d.
    assert_eq!(all.len(), 100 * 8 * 2);
    let packed = batches(&all);
    assert!(packed.len() <= 20, "{}", packed.len());
    assert_eq!(packed.iter().map(|batch| batch.questions.len()).sum::<usize>(), all.len());
}

#[test]
fn slices_are_counted_by_budgets_and_by_alerts_alike() {
    let sliced = |indicator| Slo {
        budgeting: Budgeting::Timeslices { slice: read("10m"), target: "0.95".parse().unwrap() },
        ..slo("sliced", indicator)
    };
    let asked =
        |slo: Slo| questions(&[slo], NOW).into_iter().map(|question| question.query).collect::<Vec<_>>();
    let queries = asked(sliced(ratio(Part::Bad)));
    assert_eq!(queries.len(), 8 * 2, "the window and seven windows of tiers, nothing about events");
    let slices = "(((sum(increase(part[10m]))) or on() 0 * (sum(increase(all[10m])))) / on() ((sum(increase(all[10m]))) > 0)) > bool 0.05";
    // A window shorter than a slice looks at the last one every minute, as generated rules do.
    for span in ["[5m:1m]", "[30m:10m]", "[3d:10m]", "[30d:10m]"] {
        for function in ["sum", "count"] {
            let query = format!("{function}_over_time(({slices}){span})");
            assert!(queries.contains(&query), "{query} is not among {queries:#?}");
        }
    }
    let raw = Indicator::Raw { part: Part::Good, ratio: Events::Expression("up_share[$window]".into()) };
    assert!(asked(sliced(raw)).iter().all(|query| query.contains("clamp_min(1 - (up_share[10m]), 0) >= 0")));
}

#[test]
fn a_tier_of_slices_fires_by_slices() {
    let budgeting = Budgeting::Timeslices { slice: read("5m"), target: "0.95".parse().unwrap() };
    let mut policy = AlertPolicy::standard(read("30d"));
    policy.least_events = Decimal::from(1000);
    let slos = [Slo { budgeting, policy: Some(policy), ..slo("a", ratio(Part::Bad)) }];
    let mut answers = Answers::default();
    for question in questions(&slos, NOW) {
        // One slice of twelve, and the one of the last five minutes; that many slices are no events to wait for.
        let slices = question.stretch.over.as_secs_f64() / 300.0;
        let value = if question.side == Side::Total { slices } else { (slices / 12.0).max(1.0) };
        answers.take(&question, Labels::default(), value);
    }
    let tier = &judge(&slos, &answers, NOW)[0].tiers[0];
    assert!((tier.long.unwrap() - 1000.0 / 12.0).abs() < 1e-9 && tier.fires == Some(true), "{tier:?}");
}

#[test]
fn layers_of_composites_are_asked_and_judged_once_each() {
    let layer = |id: &str, members: &[String]| {
        let members = members.iter().map(|id| (id.clone(), Decimal::ONE)).collect();
        slo(id, Indicator::Composite { members, joint: Joint::WeightedMean })
    };
    // Forty layers of two that each need both below: 2^40 paths.
    let mut slos = vec![slo("0a", ratio(Part::Bad)), slo("0b", ratio(Part::Bad))];
    for height in 1..=40 {
        let below: Vec<String> = ["a", "b"].iter().map(|side| format!("{}{side}", height - 1)).collect();
        slos.extend(["a", "b"].map(|side| layer(&format!("{height}{side}"), &below)));
    }
    let asked = questions(&slos, NOW);
    assert_eq!(asked.len(), 2 * 8 * 2);
    let mut answers = Answers::default();
    for question in &asked {
        let bad = if question.slo == 0 { 2.0 } else { 4.0 };
        let value = if question.side == Side::Total { 1000.0 } else { bad };
        answers.take(question, Labels::default(), value);
    }
    let judged = judge(&slos, &answers, NOW);
    let Data::Counted { spent, .. } = judged.last().unwrap().windows[0].data else { panic!("no counts") };
    assert!((spent.error_ratio().unwrap() - 0.003).abs() < 1e-12);
}

#[test]
fn a_grouped_composite_stands_for_each_group_of_its_members() {
    let grouping = vec!["zone".to_owned()];
    let both = Indicator::Composite { members: vec![("a".into(), Decimal::ONE)], joint: Joint::Every };
    let slos = [
        Slo { grouping: grouping.clone(), ..slo("both", both) },
        Slo { grouping, ..slo("a", ratio(Part::Bad)) },
    ];
    let mut answers = Answers::default();
    for question in questions(&slos, NOW) {
        for (zone, bad) in [("x", 1.0), ("y", 2.0)] {
            let value = if question.side == Side::Total { 1000.0 } else { bad };
            answers.take(&question, Labels::new([("zone", zone)]), value);
        }
    }
    let judged = judge(&slos, &answers, NOW);
    let burns: Vec<_> = judged.iter().map(|status| (status.slo, status.windows[0].burn)).collect();
    assert_eq!(burns, [(0, Some(1.0)), (0, Some(2.0)), (1, Some(1.0)), (1, Some(2.0))]);
}

#[test]
fn answers_are_believed_only_where_they_fit_the_questions() {
    let slos = [slo("a", ratio(Part::Bad))];
    let asked = questions(&slos, NOW);
    let take = |body: &str| {
        let mut answers = Answers::default();
        take_answer(body.as_bytes(), &asked, NOW, &mut answers).map_err(|error| error.to_string())
    };
    let vector = |element: &str| {
        format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{element}]}}}}"#)
    };
    let element = |mark: &str, time: &str, value: &str| {
        vector(&format!(r#"{{"metric":{{"{MARK}":"{mark}"}},"value":[{time},"{value}"]}}"#))
    };
    assert_eq!(take(&vector("")), Ok(()));
    assert_eq!(take(&element("0", "1700000000", "NaN")), Ok(()));
    let wrong = [
        (element("99", "1700000000", "1"), "belongs to no question"),
        (element("0", "1700000060", "1"), "another time than asked"),
        (element("0", "1700000000", "lots"), "`lots` is not a number"),
        (vector(r#"{"metric":{}}"#), "not the JSON of an instant vector"),
        (vector(r#"{"metric":{},"value":[1,"2"]}"#), "belongs to no question"),
        (r#"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#.into(), "`scalar`"),
        (r#"{"status":"error","error":"out of memory"}"#.into(), "the server failed: out of memory"),
        (r#"{"status":"success"}"#.into(), "it does not say why"),
        ("<html>".into(), "not the JSON"),
        (String::new(), "not the JSON"),
    ];
    for (body, reason) in wrong {
        let error = take(&body).unwrap_err();
        assert!(error.contains(reason), "`{error}` does not say `{reason}` of {body}");
    }
}

#[test]
fn maintenance_is_taken_out_of_both_sides() {
    let hour = 3_600_000;
    let correction = |from, until| Correction { from: NOW + from, until: NOW + until, reason: None };
    let mended = Slo {
        // The second one overlaps the first, the third is not within the window at all.
        corrections: vec![
            correction(-3 * hour, -hour),
            correction(-2 * hour, -hour),
            correction(-2_000 * hour, -1_990 * hour),
        ],
        policy: None,
        ..slo("a", ratio(Part::Bad))
    };
    let slos = [mended];
    let mut answers = Answers::default();
    let asked = questions(&slos, NOW);
    assert_eq!(asked.len(), 4);
    for question in &asked {
        let value = match (question.stretch.until == NOW, question.side) {
            (true, Side::Total) => 1000.0,
            (true, _) => 11.0,
            (false, Side::Total) => 100.0,
            (false, _) => 10.0,
        };
        answers.take(question, Labels::default(), value);
    }
    assert_eq!(judge(&slos, &answers, NOW)[0].windows[0].data, of(1.0, 900.0, false));
    // A maintenance about which two different answers come leaves no number.
    for question in asked.iter().filter(|question| question.stretch.until != NOW) {
        answers.take(question, Labels::default(), f64::NAN);
    }
    let data = &judge(&slos, &answers, NOW)[0].windows[0].data;
    assert!(matches!(data, Data::None(_)), "{data:?}");
}

#[test]
fn a_tier_waits_for_the_events_that_its_policy_wants() {
    let fires = |least: i64| {
        let policy = AlertPolicy { least_events: Decimal::from(least), ..AlertPolicy::standard(read("30d")) };
        let slos = [Slo { policy: Some(policy), ..slo("a", ratio(Part::Bad)) }];
        let bad = Side::Part(Part::Bad);
        let said =
            [("1h", bad, 50.0), ("1h", Side::Total, 100.0), ("5m", bad, 5.0), ("5m", Side::Total, 10.0)];
        let said: Vec<_> = said.iter().map(|said| (0, *said)).collect();
        judged(&slos, &said)[0].tiers[0].fires
    };
    assert_eq!((fires(0), fires(100), fires(101)), (Some(true), Some(true), Some(false)));
}

#[test]
fn a_calendar_window_has_only_spent_what_its_elapsed_part_allows() {
    // 1,700,000,000 is 2023-11-14 22:13:20 UTC: 13.926 of 30 days.
    let calendar = Calendar { count: 1, unit: crate::Unit::Month, zone: "UTC".into(), start: None };
    let slos =
        [Slo { windows: vec![Window::Calendar(calendar)], policy: None, ..slo("a", ratio(Part::Bad)) }];
    let mut answers = Answers::default();
    for question in questions(&slos, NOW) {
        let value = if question.side == Side::Total { 1000.0 } else { 1.0 };
        answers.take(&question, Labels::default(), value);
    }
    let window = &judge(&slos, &answers, NOW)[0].windows[0];
    assert!((window.remaining.unwrap() - (1.0 - 13.925_925_9 / 30.0)).abs() < 1e-6);
    assert_eq!(window.length.as_secs_f64(), 30.0 * 86_400.0);
}

#[test]
fn members_are_asked_for_the_windows_of_what_they_belong_to() {
    let joint = Joint::Every;
    let both = Indicator::Composite { members: vec![("a".into(), Decimal::ONE)], joint };
    let member = Slo { policy: None, ..slo("a", ratio(Part::Bad)) };
    let asked = questions(&[slo("both", both), member], NOW);
    assert_eq!(asked.len(), 8 * 2, "30 days and seven windows of tiers");
    assert!(asked.iter().all(|question| question.slo == 1));
}

#[test]
fn an_objective_may_say_what_silence_means() {
    for (without_data, left) in
        [(WithoutData::Unknown, None), (WithoutData::Good, Some(1.0)), (WithoutData::Bad, Some(-999.0))]
    {
        let slos = [Slo { without_data, ..slo("a", ratio(Part::Bad)) }];
        let remaining = judged(&slos, &[])[0].windows[0].remaining;
        assert_eq!(remaining.map(f64::round), left);
    }
}
