//! One thing said in several wordings and orders: peaks and averages, daily users, growth, prices, reads and writes, targets
//! for operations. And whatever a statement says is used, or listed as not used.

use loadline_base::{Date, Span};
use loadline_plan::draft::{Draft, draft, model};
use loadline_plan::statement::{Role, Statement, read};
use proptest::prelude::*;

fn drafted(text: &str) -> (Statement, Draft, String) {
    let statement = read(text);
    let draft = draft(&statement);
    let model = model(&statement, &draft, Date::new(2026, 11, 28).expect("a day"));
    (statement, draft, model)
}

/// The numbers a text must give.
#[track_caller]
fn check(text: &str, numbers: &[(&str, f64)]) {
    let (_, draft, _) = drafted(text);
    for (key, value) in numbers {
        let found = draft.number(key).unwrap_or_else(|| panic!("no {key} from `{text}`"));
        assert!((found.value - value).abs() <= 1e-4 * value.abs(), "{text}\n{}", found.line());
    }
}

/// What a text says and the draft does not use.
#[track_caller]
fn unused(text: &str, quotes: &[&str]) {
    let (statement, draft, _) = drafted(text);
    let found: Vec<&str> = draft.unused.iter().map(|unused| statement.quote(unused.span)).collect();
    assert_eq!(found, quotes, "{text}");
}

/// Lines that the model of a text must have.
#[track_caller]
fn in_model(text: &str, lines: &[&str]) {
    let (_, _, model) = drafted(text);
    for line in lines {
        assert!(model.contains(line), "no `{line}` from `{text}`\n{model}");
    }
}

#[test]
fn what_we_process_is_load_and_not_what_one_process_carries() {
    check(
        "We process 7200 orders per hour, the peak is 30 per second.",
        &[("avg_rps", 2.0), ("peak_rps", 30.0), ("peak_multiplier", 15.0)],
    );
    check("We process 2 million sensor readings per hour.", &[("avg_rps", 555.5556)]);
    in_model("A gateway takes 90 rps on average. One process handles 40 requests per second.", &["rps: 40"]);
}

#[test]
fn peak_and_average_go_with_the_rate_beside_them() {
    for text in [
        "A gateway, peak 720 rps, average 90 rps.",
        "A gateway, average 90 rps, peak 720 rps.",
        "A gateway: 720 requests per second at peak and 90 requests per second on average.",
        "A gateway: 90 rps average, 720 rps peak.",
        "A gateway: 720 rps peak, 90 rps average.",
        "A gateway with an average load of 90 requests a second and peaks of 720 requests a second.",
        "A gateway takes 90 requests a second on average with a peak of 720 requests a second.",
        "A gateway takes 90 requests a second on average. Peak 720 rps.",
    ] {
        check(text, &[("avg_rps", 90.0), ("peak_rps", 720.0), ("peak_multiplier", 8.0)]);
        unused(text, &[]);
    }
}

#[test]
fn a_peak_alone_is_the_peak() {
    check("A gateway for partners. Peak 48 rps.", &[("peak_rps", 48.0), ("avg_rps", 12.0)]);
    check("A gateway. At peak it takes 48 requests a second.", &[("peak_rps", 48.0)]);
}

#[test]
fn a_heading_is_no_part_of_the_sentence_below_it() {
    let base = "Collectors come to our shop. On an ordinary day 720,000 of them drop by, and each makes 18 requests over the day.";
    for heading in [
        "Limited edition sneakers",
        "Requests of collectors",
        "Orders: how many there are",
        "# Our customers",
    ] {
        check(&format!("{heading}\n\n{base}"), &[("users", 720_000.0), ("avg_rps", 150.0)]);
    }
}

#[test]
fn daily_users_win_over_a_share_of_monthly_ones() {
    for text in [
        "A forum with 4 million monthly users, 500,000 daily active users. Each user makes 20 requests a day.",
        "A forum with 500,000 daily users of 4 million monthly users. Each user makes 20 requests a day.",
        "A forum with 4 million registered users. There are 500,000 daily active users. Users make 20 requests a day.",
    ] {
        check(text, &[("users", 500_000.0), ("avg_rps", 500_000.0 * 20.0 / 86_400.0)]);
        assert!(drafted(text).1.assumptions.iter().all(|known| known.id != "active-share"), "{text}");
    }
    check(
        "A forum with 4 million monthly users. Each user makes 20 requests a day.",
        &[("users", 1_200_000.0)],
    );
}

#[test]
fn growth_is_no_peak_and_stands_in_the_model() {
    let with =
        |growth: &str| format!("A shop with 30,000 users. Each user makes 20 requests a day. {growth}");
    for (growth, line) in [
        ("The load doubles every year.", "growth: 100%/y"),
        ("Usage triples each year.", "growth: 200%/y"),
        ("Traffic grows 30 % a year.", "growth: 30%/y"),
        ("We expect traffic to increase by 15 percent per year.", "growth: 15%/y"),
        ("Load is rising 10 % every month.", "growth: 213.843%/y"),
        ("Traffic doubles every six months.", "growth: 300%/y"),
    ] {
        in_model(&with(growth), &[line]);
        check(&with(growth), &[("peak_multiplier", 4.0)]);
        unused(&with(growth), &[]);
    }
    unused(&with("Stored data grows 30 % a year."), &["30 % a year"]);
    check(&with("At noon the load is twice the average."), &[("peak_multiplier", 2.0)]);
}

#[test]
fn what_users_pay_is_no_budget() {
    let with = |money: &str| format!("A club with 30,000 users. Each user makes 20 requests a day. {money}");
    for (money, quote) in [
        ("Premium costs users 7 EUR a month.", "7 EUR a month"),
        ("Members pay 7 EUR a month.", "7 EUR a month"),
        ("Customers are charged 7 EUR per month.", "7 EUR per month"),
        ("The subscription is 7 EUR a month.", "7 EUR a month"),
        ("Revenue is 90,000 EUR a month.", "90,000 EUR a month"),
    ] {
        assert!(drafted(&with(money)).1.number("budget").is_none(), "{money}");
        unused(&with(money), &[quote]);
    }
    check(&with("The budget is 900 EUR a month. Users pay 7 EUR a month."), &[("budget", 900.0)]);
    check(&with("Hosting may cost 900 EUR a month."), &[("budget", 900.0)]);
}

#[test]
fn every_verb_has_its_own_rate() {
    let day = 86_400.0;
    for text in [
        "A photo app for 864,000 users. Each user uploads 2 photos a day and views about 50.",
        "A photo app for 864,000 users. Each user uploads 2 photos a day and views about 50 photos. Each view is 90 kB.",
        "A photo app for 864,000 users. Each user browses 50 photos a day and posts 2 photos.",
        "A photo app for 864,000 users. A user downloads 50 photos a day and uploads 2 photos a day.",
    ] {
        check(
            text,
            &[
                ("users", 864_000.0),
                ("write_rps", 864_000.0 * 2.0 / day),
                ("read_rps", 864_000.0 * 50.0 / day),
            ],
        );
    }
}

#[test]
fn targets_go_with_their_operations() {
    let app = "A photo app for 864,000 daily users. Each user uploads 2 photos a day and views 50 photos.";
    for targets in [
        "Uploads finish within 3 s at p99 and views within 400 ms at p95.",
        "Views finish within 400 ms at p95 and uploads within 3 s at p99.",
        "p95 of 400 ms for views, p99 of 3 s for uploads.",
        "Uploads finish within 3 s at p99. Views finish within 400 ms at p95.",
    ] {
        let text = format!("{app} {targets}");
        in_model(&text, &["latency: {p99: 3s}", "latency: {p95: 400ms}"]);
        let (_, _, model) = drafted(&text);
        let (write, read) =
            (model.find("  write-photo:").expect("it"), model.find("  read-photo:").expect("it"));
        let (long, short) = (model.find("{p99: 3s}").expect("it"), model.find("{p95: 400ms}").expect("it"));
        assert_eq!(write < read, long < short, "{text}\n{model}");
        unused(&text, &[]);
    }
    let text = format!("{app} Availability is 99.95 % for uploads and 99.5 % for views.");
    in_model(&text, &["target: 99.95%", "target: 99.5%", "of: write-photo", "of: read-photo"]);
    unused(&text, &[]);
}

/// Pieces of statements; what they say is known, so that nothing can be lost.
const PIECES: &[&str] = &[
    "Premium costs users 5 EUR a month.",
    "Peak 10 rps.",
    "The load doubles every year.",
    "The team has 4 engineers.",
    "Traffic grows 30 % a year.",
    "There are 70,000 daily active users.",
    "There are 900,000 monthly users.",
    "Each user uploads 3 photos a day and views about 60.",
    "Answers within 200 ms at p95.",
    "Uploads within 2 s at p99 and searches within 300 ms at p90.",
    "Availability is 99.9 % for views and 99.5 % for uploads.",
    "Answers may be cached for 5 minutes.",
    "Photos have 2 MB and are kept for 3 years.",
    "There are 3 regions.",
    "We have 12 TB already.",
    "The provider promises 99.5 % and allows 50 requests per second.",
    "Calls time out after 2 seconds and are retried 3 times.",
    "The cache answers 80 % of reads.",
    "The peak is 5 times the average.",
    "The budget is 900 EUR a month.",
    "Launch is in 6 weeks.",
    "One instance carries 200 requests a second.",
    "Data may be 5 minutes old.",
    "Replicas lag 2 seconds behind.",
    "At most 5 minutes of data may be lost, and it is back within 1 hour.",
];

/// The numbers written in digits, with their places.
fn figures(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut from = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        let next = text[at..].chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        let inside = sign.is_ascii_digit() || (from.is_some() && matches!(sign, ',' | '.') && next);
        match (inside, from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                found.push(Span::new(loadline_base::FileId(0), start as u32, at as u32));
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// Every figure of a text is behind a number, a flag or a value of the model, or is listed as not used.
#[track_caller]
fn nothing_is_lost(text: &str, figures: impl IntoIterator<Item = Span>) {
    let (statement, draft, model) = drafted(text);
    let mut spans: Vec<Span> = draft.numbers.iter().flat_map(|number| number.spans.iter().copied()).collect();
    spans.extend(draft.flags.iter().flat_map(|flag| flag.evidence.iter().copied()));
    spans.extend(draft.unused.iter().map(|unused| unused.span));
    for figure in figures {
        let inside = |span: &Span| span.start < figure.end && figure.start < span.end;
        // The model quotes what it was given; percentiles stand in its keys.
        let fact = statement.facts.iter().find(|fact| inside(&fact.amount.span));
        let quoted = fact.is_some_and(|fact| {
            let words: String =
                statement.quote(fact.amount.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let minutes = |key: &str| {
                let minutes = fact.amount.value / 60.0;
                model.contains(&format!("{key}: {minutes}m"))
                    || model.contains(&format!("{key}: {}h", minutes / 60.0))
            };
            match fact.role {
                Role::Percentile | Role::LatencyShare => model.contains("latency: {p"),
                Role::Rpo => minutes("rpo"),
                Role::Rto => minutes("rto"),
                Role::BackupEvery => minutes("every"),
                Role::Erasure => model.contains("erasure: "),
                _ => model.contains(&format!("given: \"{words}\"")),
            }
        });
        assert!(quoted || spans.iter().any(inside), "`{}` is lost from `{text}`", statement.quote(figure));
    }
}

#[test]
fn nothing_is_lost_from_the_statements_of_other_trades() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/statements");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path).expect("text");
            nothing_is_lost(&text, read(&text).facts.iter().map(|fact| fact.amount.span));
        }
    }
    PIECES.iter().for_each(|piece| nothing_is_lost(piece, figures(piece)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_lost_in_any_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..8)) {
        let text = format!("An app for photos. {}", pieces.join(" "));
        nothing_is_lost(&text, figures(&text));
    }
}
