//! What so many people do once, what is said as a multiple of it, what those connected at once may do at most, and whose
//! count, size or time a word close by is.

use loadline_plan::draft::draft;
use loadline_plan::statement::read;

#[track_caller]
fn check(text: &str, numbers: &[(&str, f64)]) {
    let draft = draft(&read(text));
    for (key, value) in numbers {
        let found = draft.number(key).unwrap_or_else(|| panic!("no {key} from `{text}`"));
        assert!((found.value - value).abs() <= 1e-4 * value.abs(), "{text}\n{}", found.line());
    }
}

const DAY: f64 = 86_400.0;

#[test]
fn a_plain_verb_behind_people_per_day_is_done_once_each() {
    check(
        "A town hall. 3,600 citizens a day submit a form, and open pages twenty times as often as they submit.",
        &[("write_rps", 3_600.0 / DAY), ("read_rps", 72_000.0 / DAY)],
    );
    check(
        "A shop where 5k customers per day order.",
        &[("write_rps", 5_000.0 / DAY), ("avg_rps", 5_000.0 / DAY)],
    );
    // What is counted, or only says that they are there, is not done once more.
    check("5,000 customers a day order 3 meals each.", &[("write_rps", 15_000.0 / DAY)]);
    check("5,000 customers a day log in. Each makes 4 searches.", &[("avg_rps", 20_000.0 / DAY)]);
}

#[test]
fn what_each_connected_may_do_at_most_is_the_peak_of_all() {
    for text in [
        "An editor with up to 250 concurrent users, 3 requests per second each at most.",
        "An editor for at most 250 simultaneous users, each sending 3 requests per second at most.",
    ] {
        check(text, &[("concurrent_users", 250.0), ("peak_rps", 750.0)]);
    }
    // Beside another load it is no peak of that one.
    check(
        "A fleet of 30,000 trucks, a 200-byte ping every minute. Up to 40 dispatchers at once, 2 queries per second each at most.",
        &[("avg_rps", 500.0), ("peak_rps", 500.0)],
    );
}

#[test]
fn as_many_of_the_same_as_said_right_before() {
    check(
        "A forum for 86,400 daily users. A user writes 2 posts a day and reads thirty times as many.",
        &[("write_rps", 2.0), ("read_rps", 60.0)],
    );
}

#[test]
fn numbers_in_brackets_count_what_stands_before_them() {
    check(
        "Riders (6,000 on shift) report their position every 10 seconds, 100 bytes.",
        &[("write_rps", 600.0)],
    );
    check("Residents (43,200 a day) look up timetables, 6 page views per visit.", &[("read_rps", 3.0)]);
    // Nobody says how many there are: it is no load of one.
    let text = "A shop takes 86,400 orders a day. Drivers send their location every 5 seconds.";
    check(text, &[("avg_rps", 1.0)]);
}

#[test]
fn rarer_than_daily_is_not_made_daily() {
    check(
        "A portal: 365,000 farmers file one application a year. While filing, a farmer makes 240 requests.",
        &[("avg_rps", 365_000.0 * 241.0 / (365.0 * DAY))],
    );
    check(
        "A utility bills 259,200 households. On the 3rd of each month it sends one bill of 60 kB for each household.",
        &[("write_rps", 0.1)],
    );
}

#[test]
fn a_time_said_behind_a_size_is_of_the_count() {
    check(
        "900 buoys send one sample of 64 bytes per quarter of an hour.",
        &[("avg_rps", 1.0), ("ingest_bandwidth", 512.0)],
    );
    check(
        "An ad server delivers 864 million impressions and 8.64 million conversions a day.",
        &[("avg_rps", 10_100.0)],
    );
}

#[test]
fn peaks_and_targets_in_other_words() {
    let shop = "A shop takes 864,000 orders a day.";
    for (peak, factor) in [
        ("Half of them arrive between six and nine in the evening.", 4.0),
        ("The busiest hour carries 12 % of the day.", 2.88),
    ] {
        check(&format!("{shop} {peak}"), &[("peak_multiplier", factor)]);
    }
    check(
        &format!("{shop} Five minutes of downtime a month is all we can bear."),
        &[("availability_target", 1.0 - 300.0 / (30.0 * DAY))],
    );
    let growing = draft(&read(&format!("{shop} The load doubles within the next two years.")));
    assert!(growing.number("deadline").is_none());
}

#[test]
fn a_share_is_of_the_people_named_behind_it() {
    check(
        "200,000 students and 10,000 teachers. A fifth of the students sign in on a normal day, and each of them reads 4 handouts of 2 MB.",
        &[("users", 40_000.0), ("read_rps", 160_000.0 / DAY), ("read_bandwidth", 29.6296)],
    );
}

#[test]
fn what_is_done_decides_over_words_around_it() {
    check("A cafeteria gets 172,800 orders a day.", &[("write_rps", 2.0)]);
    check("Gates see 864,000 passages a day.", &[("write_rps", 10.0)]);
    check(
        "86,400 customers a day check their balance, 2 requests per visit, and 172,800 payments are made per day.",
        &[("avg_rps", 4.0)],
    );
    check("1,200 scanners, 720 scans per shift each.", &[("write_rps", 10.0)]);
    check(
        "864 editors. Every day each uploads 5 pictures of 2 MB.",
        &[("storage_per_day_single_copy", 8.64)],
    );
}
