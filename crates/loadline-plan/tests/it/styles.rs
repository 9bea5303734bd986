//! Whole statements of many styles: notes, mails, tables, British and continental numbers, batch work, devices, models, games.

use crate::needs::{Case, case, check_all};

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
            lines: &["retention: 30d", "retention: 1825d"],
            ..case(
                "IoT: 2.5M smart plugs, telemetry every 5 min (180 bytes), commands twice a day per plug. Keep raw 30 days, hourly \
                 rollups 5 years. Three nines. Retain 3 copies.",
                &[("users", 2_500_000.0), ("write_rps", 8_391.2), ("availability_target", 0.999)],
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
                    ("avg_rps", 1_041.67),
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
            unused: &["25 price feeds"],
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
            &[("avg_rps", 17_361.1), ("storage_per_day_single_copy", 600.0), ("retained_footprint", 12.6)],
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

/// A line may end between any two words.
#[test]
fn lines_end_anywhere() {
    check_all(&[case(
        "On a day 600,000 citizens use it and each causes\n10 requests. A fifth of the citizens' requests of a day arrive in the single\nhour \
         after opening.",
        &[("users", 600_000.0), ("avg_rps", 69.4444), ("peak_multiplier", 4.8), ("peak_rps", 333.3333)],
    )]);
}
