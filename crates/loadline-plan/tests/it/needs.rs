//! Statements of need of many trades, lengths and styles, each with the numbers it must give and the quantities that have no
//! place. A wrong number is worse than a quantity that is listed as not used.

use loadline_base::Date;
use loadline_plan::draft::{Draft, draft, model};
use loadline_plan::statement::{Statement, read};

/// A statement with what must come of it.
struct Case {
    text: &'static str,
    /// Numbers by key, in the unit they are given in.
    numbers: &'static [(&'static str, f64)],
    /// Keys that must have no number.
    none: &'static [&'static str],
    /// Lines the model must have.
    lines: &'static [&'static str],
    /// Quantities that are not used.
    unused: &'static [&'static str],
}

const fn case(text: &'static str, numbers: &'static [(&'static str, f64)]) -> Case {
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
fn check_all(cases: &[Case]) {
    cases.iter().for_each(check);
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
            lines: &["retention: 1825d"],
            unused: &["30 days"],
            ..case(
                "A club app for 8,000 members. Each member makes 5 requests a day. Bookings are kept for 5 years. Logs are kept 30 days.",
                &[("users", 8_000.0)],
            )
        },
    ]);
}

#[test]
fn statements_of_many_styles() {
    check_all(&[
        Case {
            lines: &["latency: {p95: 1m}", "budget: 4000 USD/month", "team: 3 people"],
            unused: &["6 min"],
            ..case(
                "CI runners: 1.2k builds/day, avg 6 min, peak 140/h. Logs 3 MB per build, keep 90d. SLO 99.5%/month. P95 queue wait \
                 < 60 s. Team: 3. $4k/mo.",
                &[
                    ("avg_rps", 0.0138889),
                    ("peak_rps", 0.0388889),
                    ("storage_per_day_single_copy", 3.6),
                    ("availability_target", 0.995),
                ],
            )
        },
        Case {
            lines: &[
                "\n  adyen:\n",
                "sla: 99.95%",
                "rpo: 5m",
                "rto: 1h",
                "deadline: 2027-06-01",
                "team: 6 people",
            ],
            unused: &["half a million drivers"],
            ..case(
                "Hi all,\n\nfor the new parking app we need:\n- about half a million drivers, of whom 60,000 park on a weekday\n- each \
                 parking session is one start and one stop request, plus a dozen status look-ups\n- payments go through Adyen (99.95 % \
                 SLA) and receipts through Mailgun\n- the garage gates must answer within 300 ms at P99\n- RPO of five minutes, RTO of \
                 an hour\n- we are a team of six and want to be live by 1 June 2027\n\nThanks, Anna",
                &[("users", 60_000.0), ("avg_rps", 9.0277778), ("team", 6.0), ("availability_target", 0.999)],
            )
        },
        Case {
            unused: &["12M", "3"],
            ..case(
                "| Item | Value |\n|---|---|\n| Registered players | 12M |\n| DAU | 1.8M |\n| Matches per player per day | 6 |\n| Events \
                 per match | 40 |\n| Event size | 1.5 kB |\n| Peak factor | 3.5 |\n| Availability | 99.9 % |\n| Regions | 3 |\n| Budget | \
                 €85k/month |",
                &[
                    ("users", 1_800_000.0),
                    ("avg_rps", 5_000.0),
                    ("peak_multiplier", 3.5),
                    ("budget", 85_000.0),
                    ("ingest_bandwidth", 60.0),
                ],
            )
        },
        Case {
            lines: &["personal: [name, insurance number, diagnosis]", "retention: 3650d", "target: 99.95%"],
            unused: &["two data centres"],
            ..case(
                "Our hospital booking portal serves 45 clinics. Patients make 18,000 bookings a week, most of them between 8 and 10 in \
                 the morning. Each booking is looked at about five times. Names, insurance numbers and diagnoses are stored for ten \
                 years and must never leave Germany. The portal has to be up 99.95% of the time measured monthly. On-prem, two data \
                 centres.",
                &[
                    ("write_rps", 0.0297619),
                    ("read_rps", 0.14881),
                    ("peak_multiplier", 9.6),
                    ("availability_target", 0.9995),
                ],
            )
        },
        Case {
            unused: &["5 years"],
            ..case(
                "IoT: 2.5M smart plugs, telemetry every 5 min (180 bytes), commands twice a day per plug. Keep raw 30 days, hourly \
                 rollups 5 years. Three nines. Retain 3 copies.",
                &[("users", 2_500_000.0), ("write_rps", 8_391.2037), ("availability_target", 0.999)],
            )
        },
        Case {
            lines: &["rpo: 10m", "rto: 2h", "retention: 3650d"],
            unused: &["3,200 companies", "four hours"],
            ..case(
                "Payroll for 3,200 companies with on average 45 employees. Once a month each employee gets a payslip of 80 KiB. The \
                 batch run must finish within four hours. Payslips are kept ten years. £6,000 per year for infrastructure. No more than \
                 10 minutes of data may be lost and the service must be back in 2 hours.",
                &[
                    ("users", 144_000.0),
                    ("write_rps", 0.0555556),
                    ("budget", 500.0),
                    ("storage_per_day_single_copy", 393.216),
                ],
            )
        },
        Case {
            lines: &["latency: {p50: 20ms, p99: 120ms}"],
            unused: &["4 KB"],
            ..case(
                "We run an ML inference endpoint: 90M predictions/day, p50 20ms, p99 under 120 ms, spikes to 4,000/s. A GPU node does \
                 150 predictions/s. Requests are 4 KB, responses 1 KB. Budget is $1.2M a year.",
                &[
                    ("avg_rps", 1_041.6667),
                    ("peak_rps", 4_000.0),
                    ("instances", 54.0),
                    ("budget", 100_000.0),
                    ("bandwidth_peak", 32.0),
                ],
            )
        },
        case(
            "Mobile game leaderboard. 300k DAU. Each player submits a score 8 times a day and views the board 25 times a day. Evening \
             peak is 5x. Score record 200 bytes. Latency p95 150ms. EU, US and Asia.",
            &[("avg_rps", 114.5833), ("peak_rps", 572.9167), ("storage_per_day_single_copy", 480.0)],
        ),
        Case {
            unused: &["250 000 Medien", "9 to 18"],
            ..case(
                "The municipal library wants an online catalogue: 250 000 Medien, 40 000 readers, roughly 1.200 loans per day, and 15 \
                 searches for every loan. Opening hours are 9 to 18. Budget 12.000 € per year.",
                &[("users", 40_000.0), ("write_rps", 0.0138889), ("read_rps", 0.208333), ("budget", 1_000.0)],
            )
        },
        Case {
            none: &["read_bandwidth", "storage_per_day_single_copy"],
            unused: &["2 TB", "3bn rows", "six hours", "10 GB"],
            ..case(
                "A nightly batch job imports 2 TB of clickstream, about 3bn rows, and has to finish within six hours. Analysts run 500 \
                 queries a day; each scans 10 GB. Data is kept 13 months. A team of 4.",
                &[("avg_rps", 0.00578704), ("team", 4.0)],
            )
        },
        case(
            "An app for field technicians: 1,500 technicians do 8 jobs a day each, upload 5 photos of 2.5 MB per job, and may be \
             offline for up to 3 hours. Photos must be kept for 2 years.",
            &[("avg_rps", 0.138889), ("storage_per_day_single_copy", 150.0), ("retained_footprint", 328.5)],
        ),
        Case {
            lines: &["latency: {p95: 10s}"],
            unused: &["5 times", "64 KB"],
            ..case(
                "Webhook delivery platform. Customers: 700. They send us 35 million events per day, peaking at 2,000 per second at lunch \
                 time. 95% of webhooks must be delivered within 10 seconds. We retry 5 times. Payload up to 64 KB, on average 2 KB. 7 day \
                 retention. Uptime 99.99%.",
                &[
                    ("avg_rps", 405.0926),
                    ("peak_rps", 2_000.0),
                    ("storage_per_day_single_copy", 70.0),
                    ("availability_target", 0.9999),
                ],
            )
        },
        Case {
            none: &["users"],
            unused: &["9,000 otherwise"],
            ..case(
                "Radio station streaming: 80,000 listeners at the same time on match days, 9,000 otherwise. 128 kbit/s per listener. 99.9 \
                 per cent per month.",
                &[("concurrent_users", 80_000.0), ("bandwidth_peak", 10.24), ("availability_target", 0.999)],
            )
        },
        Case {
            unused: &["25 price feeds", "50 ms", "24", "5 operation"],
            ..case(
                "Energy trading desk. 60 traders, 25 price feeds with up to 10,000 ticks per second in total. Ticks are 120 bytes and \
                 stored for seven years. A tick must be visible within 50 ms. Order entry: fewer than 5 orders per second, p99 of 20 ms. \
                 24/5 operation.",
                &[("peak_rps", 10_005.0), ("avg_rps", 2_501.25)],
            )
        },
        Case {
            none: &["avg_rps", "users"],
            unused: &[
                "10,000 sign-ups",
                "20 % month on month",
                "every other day",
                "3 expenses per login",
                "1 MB",
            ],
            ..case(
                "We expect 10,000 sign-ups in the first month, growing 20 % month on month. Each user logs in every other day and adds 3 \
                 expenses per login. Every expense has a photo (1 MB).",
                &[("availability_target", 0.999)],
            )
        },
        Case {
            unused: &["10 million registered accounts"],
            ..case(
                "We have 10 million registered accounts, 1.2 million of which are active on any given day, with about 4 sessions per day and \
             15 API calls per session.",
                &[("users", 1_200_000.0), ("avg_rps", 833.3333)],
            )
        },
        case(
            "Ingest 1.5B events a day at 400 B. Keep hot 7 d, then drop. 3 copies.",
            &[("avg_rps", 17_361.1111), ("storage_per_day_single_copy", 600.0), ("retained_footprint", 12.6)],
        ),
        case(
            "Bank ledger: 12,000 TPS peak, 1,500 TPS avg, 300 bytes per entry, two entries per transaction. RPO zero. RTO 15 min.",
            &[("avg_rps", 1_500.0), ("peak_rps", 12_000.0), ("storage_per_day_single_copy", 77.76)],
        ),
        case(
            "A canteen app: 4,000 employees order lunch once a day, nearly all of them between 9 and 11 in the morning.",
            &[("users", 4_000.0), ("avg_rps", 0.0462963), ("peak_multiplier", 9.6)],
        ),
    ]);
}
