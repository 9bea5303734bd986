//! Texts that mean harm, and laws that hold for any text.

use loadline_plan::draft::draft;
use loadline_plan::statement::read;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str) {
    let statement = read(text);
    let draft = draft(&statement);
    for fact in &statement.facts {
        assert!(fact.amount.value.is_finite(), "{fact:?}");
        assert!(text.get(fact.amount.span.range()).is_some_and(|quote| !quote.is_empty()), "{fact:?}");
    }
    for unused in &statement.unused {
        assert!(text.get(unused.span.range()).is_some(), "{unused:?}");
    }
    for number in &draft.numbers {
        assert!(number.value.is_finite() && number.value >= 0.0, "{number:?}");
    }
    for flag in &draft.flags {
        assert!(
            !flag.text.is_empty() && flag.evidence.iter().all(|span| text.get(span.range()).is_some()),
            "{flag:?}"
        );
    }
}

#[test]
fn long_and_strange_texts_end_soon() {
    let started = std::time::Instant::now();
    check("");
    check(" \u{200b}\n\t");
    // A share as the first words of all.
    check("half the peak");
    check("third in reserve");
    check(&"1 ".repeat(500_000));
    check(&"users ".repeat(180_000));
    check(&"1,000 users send 5 messages per second. ".repeat(25_000));
    check(&"every ".repeat(170_000));
    check(&"a half of a quarter of ".repeat(45_000));
    check(&"9".repeat(1_000_000));
    check(&"1,000".repeat(200_000));
    check(&"\u{1f600}e\u{301}\u{202e}\u{0}".repeat(90_000));
    check(
        "99999999999999999999999999999999999999 million users every 0.000000000000000001 ms, 1e99 calls per day, 0 users, 0 s",
    );
    check(
        "1/0 users, 0:0 reads, -5 users, 200 % writes, p00, p9999999999999999999999, every 0 seconds, 3 per 0 days",
    );
    check(
        "0 users make 0 calls per 0 days; availability 0 %; one node handles 0 requests per second; headroom 0x; 0 copies",
    );
    check(
        "100 users each make 1 call per day, availability 120 % over 0 days, an outage of 0 hours, we process 0 messages per second in total",
    );
    // Some 25 s of processor time; the limit is against what grows without bound, and leaves room for a machine that others use.
    assert!(started.elapsed().as_secs() < 900, "{:?}", started.elapsed());
}

/// Pieces statements are made of, to be put together in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1.5 million",
        "250,000",
        "40k",
        "0",
        "a dozen",
        "three",
        "99.95%",
        "4 %",
        "p99",
        "800 ms",
        "7 years",
        "30 days",
        "twice",
        "20x",
        "users",
        "vehicles",
        "calls",
        "messages",
        "orders",
        "per day",
        "per second",
        "every 10 seconds",
        "each",
        "send",
        "read",
        "write",
        "peak",
        "headroom",
        "kept for",
        "deleted within",
        "available",
        "provider",
        "SLA",
        "limited to",
        "one node handles",
        "in total",
        "2 kB",
        "€40k/month",
        "team of",
        "launch in",
        ".",
        ",",
        ";",
        "(",
        ")",
        "-",
        "no seat may be sold twice",
        "backlog",
        "outage",
        "older than",
        "copies",
        "half of",
        "between 8 and 10",
        "2027-03-01",
        "1 March 2027",
        "\n\n- ",
        "%",
        "/",
        "x",
        "m",
        "\u{e9}",
        "10:1",
        "reads",
        "round trips",
        "retries",
        "timeout",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_order_of_pieces_is_read(text in pieces()) {
        check(&text);
    }

    #[test]
    fn reading_twice_is_the_same(text in pieces()) {
        let (once, twice) = (read(&text), read(&text));
        prop_assert_eq!(&once, &twice);
        prop_assert_eq!(draft(&once), draft(&twice));
    }

    /// Users, actions, a factor and a share in any figures and four wordings: the arithmetic of D18.
    #[test]
    fn the_arithmetic_holds_for_any_figures(users in 1_000u32..50_000_000, actions in 2u32..500, factor in 2u32..40, share in 1u32..60, wording in 0usize..4) {
        let text = match wording {
            0 => format!("{users} users a day, each making {actions} requests. {share} % of requests are writes. Peak is {factor} times the average."),
            1 => format!("At peak, load is {factor}x the mean; writes are {share}% of all calls. There are {users} daily active users. A user makes {actions} calls per day."),
            2 => format!("Daily active users: {users}. Requests per user: we expect {actions} requests per user per day. The busiest hour sees {factor} times the usual traffic. {} percent of the traffic only reads.", 100 - share),
            _ => format!("We have {users} customers who each perform {actions} operations per day, of which {share} per cent are updates; rush traffic is {factor}-fold the normal traffic."),
        };
        let draft = draft(&read(&text));
        let average = f64::from(users) * f64::from(actions) / 86_400.0;
        let near = |key: &str, wanted: f64| {
            let found = draft.number(key).map_or(f64::NAN, |number| number.value);
            prop_assert!((found - wanted).abs() <= 1e-9 * wanted, "{} is {} and not {} in {:?}", key, found, wanted, text);
            Ok(())
        };
        near("avg_rps", average)?;
        near("peak_rps", average * f64::from(factor))?;
        near("write_rps", average * f64::from(share) / 100.0)?;
    }
}
