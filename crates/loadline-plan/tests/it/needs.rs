//! Statements of need of many trades, lengths and styles, each with the numbers it must give and the quantities that have no
//! place. A wrong number is worse than a quantity that is listed as not used.

use loadline_base::Date;
use loadline_plan::draft::{Draft, draft, model};
use loadline_plan::statement::{Statement, read};

/// A statement with what must come of it.
pub(crate) struct Case {
    pub(crate) text: &'static str,
    /// Numbers by key, in the unit they are given in.
    pub(crate) numbers: &'static [(&'static str, f64)],
    /// Keys that must have no number.
    pub(crate) none: &'static [&'static str],
    /// Lines the model must have.
    pub(crate) lines: &'static [&'static str],
    /// Quantities that are not used.
    pub(crate) unused: &'static [&'static str],
}

pub(crate) const fn case(text: &'static str, numbers: &'static [(&'static str, f64)]) -> Case {
    Case { text, numbers, none: &[], lines: &[], unused: &[] }
}

#[track_caller]
fn check(case: &Case) {
    let (statement, draft): (Statement, Draft) = {
        let statement = read(case.text);
        let draft = draft(&statement);
        (statement, draft)
    };
    for (key, value) in case.numbers {
        let found = draft.number(key).unwrap_or_else(|| panic!("no {key} from `{}`", case.text));
        assert!(
            (found.value - value).abs() <= 1e-4 * value.abs(),
            "{}\n{} and not {value}",
            case.text,
            found.line()
        );
    }
    for key in case.none {
        assert!(draft.number(key).is_none(), "{key} from `{}`", case.text);
    }
    let model = model(&statement, &draft, Date::new(2026, 11, 28).expect("a day"));
    for line in case.lines {
        assert!(model.contains(line), "no `{line}` from `{}`\n{model}", case.text);
    }
    let quantities = draft.unused.iter().filter(|unused| unused.quantity);
    let unused: Vec<&str> = quantities.map(|unused| statement.quote(unused.span)).collect();
    assert_eq!(unused, case.unused, "{}", case.text);
}

#[track_caller]
pub(crate) fn check_all(cases: &[Case]) {
    cases.iter().for_each(check);
}

/// A number that something unread may change is left out, and the quantity is listed.
#[test]
fn what_is_not_read_makes_no_number_wrong() {
    check_all(&[Case {
        none: &["avg_rps", "peak_rps", "write_rps", "storage_per_day_single_copy", "instances"],
        unused: &["3 wibbles per frob", "12 requests per sprocket"],
        ..case(
            "A booking site for 9,000 guests a day, 3 wibbles per frob and 12 requests per sprocket.",
            &[("users", 9_000.0)],
        )
    }]);
}

#[test]
fn a_unit_said_once_goes_for_both_numbers() {
    check_all(&[
        case(
            "A ticket desk for 300 clerks. It takes 3 requests a second on average, 40 at peak.",
            &[("users", 300.0), ("avg_rps", 3.0), ("peak_rps", 40.0)],
        ),
        case("A gateway for partners. 200 rps, at peak 900.", &[("avg_rps", 200.0), ("peak_rps", 900.0)]),
        case("A gateway. Average 3, peak 40 requests per second.", &[("avg_rps", 3.0), ("peak_rps", 40.0)]),
        case(
            "A gateway: 120 requests per second normally, up to 700 in rush hour.",
            &[("avg_rps", 120.0), ("peak_rps", 700.0)],
        ),
        case(
            "A bakery chain: usually 5 orders a minute, 60 in the morning rush.",
            &[("avg_rps", 5.0 / 60.0), ("peak_rps", 1.0)],
        ),
        case("Load: 200 rps. Peak: 900.", &[("avg_rps", 200.0), ("peak_rps", 900.0)]),
        case(
            "A gateway.\n- average load 350 requests/s\n- peak load 1.2k",
            &[("avg_rps", 350.0), ("peak_rps", 1_200.0)],
        ),
        case(
            "An auth service; it sees 2,000 logins per minute on average (busiest minute: 9,000).",
            &[("avg_rps", 33.3333), ("peak_rps", 150.0)],
        ),
        Case {
            lines: &["latency: {p95: 200ms, p99: 500ms}", "rpo: 5m", "rto: 1h"],
            ..case(
                "A gateway of 20 rps; p95 200 ms, p99 500. RPO 5 and RTO 60 minutes.",
                &[("avg_rps", 20.0)],
            )
        },
        case(
            "An auction site. Bids: 40/s average, 600/s during the last minute of big auctions. 5 reads per bid.",
            &[("avg_rps", 240.0), ("peak_multiplier", 15.0), ("peak_rps", 3_600.0), ("read_rps", 200.0)],
        ),
    ]);
}

#[test]
fn bounds_are_no_averages() {
    check_all(&[
        Case {
            none: &["users"],
            ..case(
                "A chat service. At most 100 requests a second. It has up to 500 concurrent users.",
                &[("peak_rps", 100.0), ("concurrent_users", 500.0)],
            )
        },
        Case {
            lines: &["latency: {p99: 200ms}", "target: 99.9%"],
            ..case(
                "A portal with 20,000 users, each makes 10 requests a day; never more than 50 requests per second. Answers in \
                 fewer than 200 ms. It must be up at least 99.9 % of the time.",
                &[("avg_rps", 2.3148), ("peak_rps", 50.0), ("availability_target", 0.999)],
            )
        },
        case("The API must sustain 2,000 requests per second.", &[("peak_rps", 2_000.0), ("avg_rps", 500.0)]),
        case(
            "The relay must not send more than 300 mails per minute. 20,000 mails are sent a day.",
            &[("avg_rps", 0.2315), ("peak_rps", 5.0)],
        ),
        Case {
            unused: &["60 requests a minute"],
            ..case(
                "Every user may make at most 60 requests a minute. 12,000 daily users make 80 requests a day each.",
                &[("users", 12_000.0), ("avg_rps", 11.1111)],
            )
        },
        Case {
            none: &["users"],
            ..case(
                "No more than 3,000 people are on the site at the same time.",
                &[("concurrent_users", 3_000.0), ("peak_rps", 300.0)],
            )
        },
    ]);
}

#[test]
fn one_activity_is_said_by_another() {
    check_all(&[
        Case {
            lines: &["write-book:", "read-slot:"],
            ..case(
                "A court booking site for 40,000 members. People look at free slots ten times as often as they book. Members book \
                 twice a week.",
                &[("write_rps", 0.132275), ("read_rps", 1.32275)],
            )
        },
        case(
            "A hotel site: guests search 30 times for every booking they make; 4,000 bookings a day.",
            &[("write_rps", 0.0463), ("read_rps", 1.3889)],
        ),
        case(
            "A photo site. Twice as many photos are viewed as uploaded. 90,000 members upload 3 photos a day.",
            &[("write_rps", 3.125), ("read_rps", 6.25)],
        ),
        case(
            "Users read articles 50 times more often than they write them; 10,000 authors write one article a week.",
            &[("write_rps", 0.016534), ("read_rps", 0.82672)],
        ),
        Case {
            none: &["backlog"],
            ..case(
                "A game with 1.8M DAU, 5 sessions per player and day, 30 requests per session.",
                &[("users", 1_800_000.0), ("avg_rps", 3_125.0)],
            )
        },
    ]);
}

#[test]
fn services_of_others_keep_their_names() {
    check_all(&[
        Case {
            lines: &[
                "\n  stripe:\n",
                "\n  twilio:\n",
                "\n  sendgrid:\n",
                "title: \"Stripe, for cards\"",
                "sla: 99.99%",
                "sla: 99.95%",
                "quota: 80rps",
                "stripe: {kind: hard",
                "twilio: {kind: soft",
                "sendgrid: {kind: soft",
            ],
            ..case(
                "A shop for 50,000 customers a day; each places 2 orders a day. Cards go through Stripe, messages through Twilio, \
                 mails through SendGrid. Stripe promises 99.99 % and Twilio 99.95 %. Twilio allows 80 messages per second.",
                &[("avg_rps", 1.1574)],
            )
        },
        Case {
            lines: &[
                "\n  mollie:\n",
                "\n  paypal:\n",
                "\n  dhl:\n",
                "\n  google-maps:\n",
                "sla: 99.9%",
                "sla: 99.95%",
            ],
            ..case(
                "Payments via Mollie and PayPal, parcel labels via DHL, addresses are checked with Google Maps. 3,000 orders a day. \
                 Mollie's SLA is 99.9 %, PayPal's 99.95 %. We need 99.95 % availability.",
                &[("availability_target", 0.9995), ("avg_rps", 0.034722)],
            )
        },
        Case {
            lines: &["\n  provider:\n", "sla: 99.9%"],
            ..case(
                "A shop with 9,000 orders a day. Payments go through one external provider with a 99.9 % SLA.",
                &[("avg_rps", 0.1041667)],
            )
        },
    ]);
}

#[test]
fn personal_data_is_what_the_statement_names() {
    let with =
        |data: &str| read(&format!("A club with 8,000 members. Each member makes 5 requests a day. {data}"));
    for (data, labels) in [
        ("It keeps names, phone numbers and dates of birth.", vec!["name", "phone number", "date of birth"]),
        ("Insurance numbers and diagnoses are stored for ten years.", vec!["insurance number", "diagnosis"]),
        ("Domain names and IP addresses are logged.", vec!["IP address"]),
        ("We address the needs of clubs.", vec![]),
    ] {
        let found: Vec<&str> = with(data).personal.iter().map(|(label, _)| *label).collect();
        assert_eq!(found, labels, "{data}");
    }
    check(&Case {
        lines: &["personal: [name]                            # default"],
        ..case("A club with 8,000 members. Each member makes 5 requests a day.", &[("users", 8_000.0)])
    });
}

#[test]
fn what_falls_into_a_window_makes_the_peak() {
    check_all(&[
        case(
            "A school app for 90,000 parents, each opens it 3 times a day, most of them between 7 and 9 in the morning.",
            &[("avg_rps", 3.125), ("peak_multiplier", 9.6)],
        ),
        case(
            "A lunch service with 60,000 orders a day. 70 % of orders come between 17:00 and 21:00.",
            &[("peak_multiplier", 4.2), ("peak_rps", 2.91667)],
        ),
        case(
            "A ferry company sells 8,000 tickets a day, half of them between 6 and 9 pm.",
            &[("peak_multiplier", 4.0), ("peak_rps", 0.37037)],
        ),
        case(
            "A voting service for 300,000 members. Each member casts one vote. 70 % of members vote within two days.",
            &[("avg_rps", 1.21528), ("peak_multiplier", 4.0)],
        ),
        case(
            "Invoices: 2 million a month, 80 % of them are issued within the first three days of the month.",
            &[("avg_rps", 0.771605), ("peak_multiplier", 32.0)],
        ),
    ]);
}

#[test]
fn several_targets_budgets_and_dates_are_told_apart() {
    check_all(&[
        Case {
            lines: &["target: 99.95%", "# given: \"99.95% a month\""],
            ..case(
                "A gateway that serves 400 rps at 99.95% a month.",
                &[("availability_target", 0.9995), ("avg_rps", 400.0)],
            )
        },
        Case {
            lines: &["target: 99.9%", "target: 99.95%", "of: read-page", "of: write-order"],
            ..case(
                "A shop. 20,000 shoppers a day browse 30 pages and place 2 orders each. 99.9 % for browsing and 99.95 for paying.",
                &[("write_rps", 0.462963), ("read_rps", 6.94444)],
            )
        },
        Case {
            unused: &["30,000 EUR", "20 weeks"],
            ..case(
                "A CRM for 400 agents making 50 calls a day each. Budget is 30,000 EUR for the build and 2,000 EUR a month for \
                 hosting. Full launch in 20 weeks, pilot in 6 weeks.",
                &[("budget", 2_000.0), ("deadline", 6.0)],
            )
        },
        Case {
            lines: &["budget: 500 GBP/month", "6,000 ÷ 12"],
            ..case(
                "A CRM for 400 agents making 50 calls a day each. £6,000 per year for infrastructure.",
                &[("budget", 500.0)],
            )
        },
        Case {
            lines: &["retention: 1825d", "retention: 30d"],
            ..case(
                "A club app for 8,000 members. Each member makes 5 requests a day. Bookings are kept for 5 years. Logs are kept 30 days.",
                &[("users", 8_000.0)],
            )
        },
    ]);
}
