//! Bad input: every formula answers or refuses by name, quickly, and never panics.

use loadline_capacity::formula::{
    Arguments, Default, FORMULAS, Formula, Kind, Parameter, Refusal, find, mmc, mmck, size, tandem,
};
use proptest::prelude::*;

#[track_caller]
fn check(words: &str, refusal: &str) {
    let mut words = words.split(' ');
    let formula = find(words.next().unwrap()).unwrap();
    let found = match Arguments::read(formula, words) {
        Ok(arguments) => formula.evaluate(&arguments).unwrap_err().to_string(),
        Err(bad) => bad.to_string(),
    };
    assert_eq!(found, refusal);
}

#[test]
fn no_steady_state_is_refused_with_the_figures() {
    check(
        "mmc arrival_rate=100 service_rate=10 servers=8",
        "utilisation is 1.25: arrivals 100/s exceed 8 × 10/s; the queue grows without end",
    );
    check(
        "mm1 arrival_rate=10 service_rate=10",
        "utilisation is 1: arrivals 10/s equal 10/s; the queue grows without end",
    );
    check(
        "tandem arrival_rate=10 service_rates=20,5",
        "utilisation is 2: arrivals 10/s exceed 5/s of station 2; the queue grows without end",
    );
    check(
        "recovery_time backlog=100 processing_rate=10 arrival_rate=12",
        "utilisation is 1.2: arrivals 12/s exceed 10/s; the queue grows without end",
    );
    check(
        "md1 arrival_rate=10 service_time=200ms",
        "utilisation is 2: arrivals 10/s exceed 1 / 0.2 s; the queue grows without end",
    );
}

#[test]
fn figures_out_of_range_are_refused_by_name() {
    check("mm1 arrival_rate=0 service_rate=10", "`arrival_rate` is 0: it must be above 0");
    check("mmc arrival_rate=1 service_rate=1 servers=0", "`servers` is 0: it must be from 1 to 10,000,000");
    check(
        "mmc arrival_rate=1 service_rate=1 servers=1e18",
        "`servers` is 1e18: it must be from 1 to 10,000,000",
    );
    check(
        "mm1 arrival_rate=nan service_rate=1",
        "`arrival_rate=nan` is not a rate in events per second, such as `80` or `80rps`",
    );
    check(
        "mm1 arrival_rate=1 service_rate=2 quantile=1",
        "`quantile` is 1: it must be between 0 and 1, such as 0.99",
    );
    check(
        "mmck arrival_rate=1 service_rate=1 servers=4 capacity=3",
        "`capacity` is 3: it must be from 4 to 1,999,999",
    );
    check(
        "k_of_n availability_of_one=1.5 needed=1 components=2",
        "`availability_of_one` is 1.5: it must be from 0 to 1",
    );
    check("k_of_n availability_of_one=0.5 needed=3 components=2", "`needed` is 3: it must be from 0 to 2");
    check("cold_cache hit_ratio=1", "`hit_ratio` is 1: it must be at least 0 and below 1");
    check("little arrival_rate=1", "`mean_sojourn` is missing: two of the three figures are needed");
    check(
        "mg1 arrival_rate=1 mean_service_time=0.1 distribution=pareto shape=2",
        "`mean_wait` is infinite: the second moment of the service time is infinite (pareto with shape 2 or less)",
    );
}

#[test]
fn work_is_bounded() {
    check(
        "erlang_a arrival_rate=1e12 service_rate=1 servers=10 mean_patience=1e6",
        "too large to compute: more than 2,000,000 states matter",
    );
    check(
        "mva customers=100000000 service_demands=1,2",
        "too large to compute: customers × stations are more than 100,000,000",
    );
    check(
        "sizing arrival_rate=1e9 service_rate=1",
        "too large to compute: more than 10,000,000 servers would be needed",
    );
    let stations = vec![2.0; 101];
    assert!(matches!(tandem(1.0, &stations), Err(Refusal::OutOfRange { parameter: "service_rates", .. })));
    assert!(mmck(1.0, 1.0, u64::MAX, u64::MAX).is_err());
    assert!(mmc(f64::MAX, f64::MIN_POSITIVE, 1).is_err());
    let target = loadline_capacity::formula::Target {
        utilisation: f64::NAN,
        mean_wait: None,
        probability_of_wait: None,
        wait_quantile: None,
    };
    assert!(size(1.0, 1.0, &target).is_err());
}

#[test]
fn the_table_is_sound() {
    for (index, formula) in FORMULAS.iter().enumerate() {
        assert!(FORMULAS[..index].iter().all(|other| other.name != formula.name), "{} twice", formula.name);
        for (index, parameter) in formula.parameters.iter().enumerate() {
            let before = &formula.parameters[..index];
            assert!(before.iter().all(|other| other.name != parameter.name), "{} twice", parameter.name);
        }
        // Families are listed once each.
        let later = FORMULAS[index..].iter().skip_while(|other| other.family == formula.family);
        assert!(later.clone().all(|other| other.family != formula.family), "{} is scattered", formula.family);
    }
}

/// Values that have broken programs, besides ordinary ones.
fn figure() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0.0..1.0_f64).prop_map(|value| value.to_string()),
        3 => (1.0..100.0_f64).prop_map(|value| value.to_string()),
        3 => (0_u32..200).prop_map(|value| value.to_string()),
        1 => prop::sample::select(vec!["0", "-1", "1", "1e-300", "1e300", "1e18", "4.9e-324", "1e-9", "0.9999999999"])
            .prop_map(str::to_owned),
    ]
}

fn written(parameter: &'static Parameter) -> BoxedStrategy<Option<String>> {
    let value = match parameter.kind {
        Kind::Word(words) => prop::sample::select(words.to_vec()).prop_map(str::to_owned).boxed(),
        Kind::List(_) => prop::collection::vec(figure(), 1..5).prop_map(|list| list.join(",")).boxed(),
        // Millions of states are computed elsewhere; here they would only take time.
        Kind::Count => prop_oneof![
            9 => (0_u32..300).prop_map(|value| value.to_string()),
            1 => Just("1000000000000000000".to_owned()),
        ]
        .boxed(),
        _ => figure().boxed(),
    };
    let name = parameter.name;
    let given = value.prop_map(move |value| Some(format!("{name}={value}")));
    if parameter.default == Default::Required {
        given.boxed()
    } else {
        prop_oneof![given, Just(None)].boxed()
    }
}

fn evaluation() -> impl Strategy<Value = (&'static Formula, Vec<Option<String>>)> {
    prop::sample::select(FORMULAS.iter().collect::<Vec<&'static Formula>>()).prop_flat_map(|formula| {
        let words: Vec<_> = formula.parameters.iter().map(written).collect();
        (Just(formula), words)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_formula_answers_or_refuses((formula, words) in evaluation()) {
        let words: Vec<&str> = words.iter().flatten().map(String::as_str).collect();
        if let Ok(arguments) = Arguments::read(formula, words)
            && let Ok(figures) = formula.evaluate(&arguments)
        {
            prop_assert_eq!(figures.len(), formula.quantities.len());
            for (measure, value) in figures {
                for number in value.numbers() {
                    prop_assert!(!number.is_nan(), "{}", measure.name);
                    let share = measure.kind == Kind::Share;
                    prop_assert!(!share || (-1e-12..=1.0 + 1e-9).contains(number) || measure.name.starts_with("utilisation")
                        || measure.name == "efficiency", "{} {} = {}", formula.name, measure.name, number);
                    prop_assert!(*number >= -1e-12, "{} {} = {}", formula.name, measure.name, number);
                }
            }
        }
    }
}
