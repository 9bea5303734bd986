//! Plain sentences that say nothing of a number, though their words are those of others that do: what must not follow from them.

use loadline_plan::draft::draft;
use loadline_plan::statement::read;

/// A statement, a number by key, and the value that would be a misreading.
#[rustfmt::skip]
const SENTENCES: &[(&str, &str, f64)] = &[
    ("864,000 people a day view 10 pages each. 80 % of the page views come from Austria and 20 % from Germany.", "write_share", 0.2),
    ("864,000 people a day make 10 requests each. 60 % of the load comes in the morning and 40 % in the afternoon.", "write_share", 0.4),
    ("864,000 people a day make 10 requests each. At peak, customers fetch 400 pages per second from us.", "quota_multiple", 4.0),
    ("We rent out 150,000 scooters. Two reports an hour go to the city council.", "avg_rps", 83.333333),
    ("We serve 20,000 members. The council had two requests: a map and a calendar.", "avg_rps", 0.462963),
    ("We watch 5,000 lifts. Every hour the caretaker walks round.", "avg_rps", 1.388889),
    ("We go live in 12 weeks and expect 2 million requests.", "avg_rps", 0.275573),
    ("On the day of the fire the old system lost 20,000 requests.", "avg_rps", 0.231481),
    ("864,000 people a day make 10 requests each, 10 % are writes of 2 kB. Our users have been with us for eight years.", "retained_footprint_single_copy", 5.04576),
    ("864,000 people a day make 10 requests each, 10 % are writes. The app weighs 35 MB.", "storage_per_day_single_copy", 30.24),
    ("Employees have six weeks of holiday. A team of five builds it.", "deadline", 6.0),
    ("10,000 meters send 100 bytes every 10 seconds; workers process 3,000 messages a second in total. Every visitor is shown a film of 20 minutes.", "backlog", 1_200_000.0),
    ("864,000 people a day make 10 requests each. There is a pause of 3 seconds between two songs.", "latency_target", 3_000.0),
    ("864,000 people a day make 10 requests each. A discount of 10 % applies when people buy other goods.", "headroom", 1.1),
    ("We send 3,000 drivers to the 40 depots every morning.", "users", 120_000.0),
    ("10,000 phones report every minute. Phones are offline 5 % of the time and can catch up later.", "availability_target", 0.95),
    ("40,000 commuters make 20 requests a day each. At eight every ticket machine is busy and 900 requests per second come in.", "instances", 1.0),
    ("Booking runs on one server. 40,000 people make 20 requests a day each. We measured 900 requests a second.", "instances", 1.0),
    ("99.9 % is needed; every week we take it down to clean up.", "error_budget", 10.08),
    ("864,000 people a day make 10 requests each. 2 % of the calls are answered too late.", "write_share", 0.02),
    ("A map is refreshed every 10 seconds with 5,000 buses on it.", "read_rps", 500.0),
    ("864,000 people a day make 12 requests each; two queues record the rest of the traffic.", "write_share", 0.1666667),
    ("10,000 meters send 100 bytes every 10 seconds. Sometimes a payment fails. Allow ten minutes for a ticket to be picked up.", "backlog", 600_000.0),
    ("We sell 40,000 articles; a scanner sends the list every hour.", "avg_rps", 11.111111),
    ("A search needs four round trips, 2 seconds is the longest anybody waits.", "round_trip_floor", 8_000.0),
    ("10,000 users each make 20 requests a day, which is 50 requests per second on average.", "avg_rps", 500_000.0),
    ("10,000 users each make 20 requests a day, so 2.3 rps.", "peak_rps", 2.3),
    ("12,000 scooters report once a minute while riding; on average 8 % are riding.", "avg_rps", 200.0),
    ("22,000 pupils make 3 uploads a week each; 30 % of the week's uploads arrive between 18:00 and 22:00.", "peak_multiplier", 1.8),
    ("1,200 doctors each write 18 reports a day and read 60 reports a day.", "write_share", 1.0),
    ("64 clinics see 90 animals a day each. Every animal gets a record of 5 kB.", "write_share", 0.0),
    ("260 agents take 55 calls a day each. Each call makes a recording of 4.5 MB.", "storage_per_day_single_copy", 6.435),
    ("420,000 readers. On a weekday 60,000 of them run 9 searches each.", "avg_rps", 43.75),
    ("5,000 guests make 10 requests a day each, 10 % write. All files together 40 GB.", "storage_per_day_single_copy", 200.0),
    ("On a day 12,000 visits are made, and 64 calls are made on each visit.", "avg_rps", 0.1396296),
    ("50.000 users make 10 requests a day each; a record has 2.5 kB.", "users", 50.0),
    ("The hosting company gives us two servers. 5,000 guests make 10 requests a day each.", "team", 2.0),
    ("5,000 guests make 10 requests a day each. The group consists of 40 hotels, and the budget is 3,000 EUR a month.", "team", 40.0),
    ("30 people in 5 teams build it in 10 weeks. 5,000 guests make 10 requests a day each.", "team", 150.0),
    ("52 sailings daily, each with up to 900 passengers. A passenger makes 10 requests.", "users", 900.0),
    ("500 users make 10 requests a day each. Peak is 0x the average.", "peak_rps", 0.0),
    ("We have 60 volunteers. Each of them looks at the rota 10 times a week.", "team", 60.0),
    ("We are nine vineyards who auction their wine. 5,000 guests make 10 requests a day each.", "team", 9.0),
    ("5,000 guests make 10 requests a day each, 10 % write 2 kB. I have kept the list on paper for eleven years.", "retained_footprint_single_copy", 40.15),
    ("3,000 tills in 40 stores each send a receipt every minute.", "users", 120_000.0),
    ("240,000 customers come on a day, and one of them is late. They make 10 requests each.", "users", 1.0),
    ("9,000 lawyers use it daily, 10 requests each. Their clients upload a file every week.", "write_rps", 0.1190476),
    ("864,000 people make 10 requests a day each. Our partner sells 200 tickets a minute.", "quota_multiple", 0.8333333),
    ("864,000 people make 10 requests a day each. Every second request is a write.", "avg_rps", 864_100.0),
    ("10,000 meters send a message every second day.", "avg_rps", 10_000.0),
    ("240,000 customers make 20 requests a day each. Bids and asks are 5 % of requests.", "write_share", 0.95),
    ("40,000 people make 20 requests a day each. The peak is four times the average. Tell us what ten times the load would mean.", "peak_multiplier", 10.0),
    ("36,000 ovens send 450 bytes every 2 minutes. Our drivers take a break of 45 minutes. Reports keep arriving live.", "backlog", 810_000.0),
    ("40,000 people make 20 requests a day each. The bank promises 99.5 %, and one server handles 20 requests per second.", "quota_multiple", 0.54),
    ("864,000 people a day make 10 requests each. 10 % of them watch the half hour film.", "peak_multiplier", 4.8),
    ("We look after 64,000 pumps. A pump sends 180 bytes every 32 seconds. It rains 135 hours a day on average.", "avg_rps", 2_100.0),
    ("40,000 people make 20 requests a day each. The app runs in both data centres; records are stored in three copies.", "storage_per_day_replicated", 320.0),
    ("A booking system for 40,000 guests. Each guest makes 20 requests a day. It sends 500 mails a day.", "avg_rps", 240.7407),
    ("60 shops, one hub. Each shop sends a list. It sends 200 orders a day to the hub.", "avg_rps", 0.1388889),
    ("40,000 people make 20 requests a day each. We have five people and a lead time of 12 weeks.", "team", 6.0),
    ("40,000 people make 20 requests a day each. There are four engineers and a test manager tool.", "team", 5.0),
    ("40,000 people make 20 requests a day each. Six developers and a lead engineer's budget of 20,000 EUR a month.", "team", 7.0),
    ("40,000 people make 20 requests a day each. In phase one one person builds it.", "team", 2.0),
    ("The tool serves an office of 12 people, each makes 40 requests a day.", "team", 12.0),
    ("40,000 people make 20 requests a day each. To each case three people are assigned.", "team", 3.0),
    ("40,000 people make 20 requests a day each. Eight operators are free now.", "team", 8.0),
    ("Users make on average 1.250 requests a day each; there are 40,000 users.", "avg_rps", 578.7037),
    ("10,000 meters send a message every 10 seconds, which must be booked exactly once, never twice. We want 1.5 times the peak.", "peak_rps", 2_000.0),
    ("1.2 million visitors a day, nine calls each. A pitch can be booked once per night.", "avg_rps", 138.8889),
    ("40,000 people make 20 requests a day each. Each of our writes makes exactly one request there.", "avg_rps", 9.722222),
    ("5,400 employees use it. In a month it receives 1.62 million requests in total.", "deadline", 4.285714),
    ("40,000 people make 20 requests a day each. On the first Monday of a quarter the load is four times the average.", "write_share", 0.25),
    ("1.5 million meters report every 15 minutes. Reads by utilities: 20 req/s.", "avg_rps", 20.0),
    ("5 million viewers, of whom 10 % vote once within 60 seconds.", "latency_target", 60_000.0),
    ("2M daily active players, 300k concurrently at peak, each sends 40 messages per day.", "peak_rps", 0.000463),
    ("2M players. At peak 300,000 are connected. Each player sends 40 messages per day.", "peak_rps", 3.4722),
    ("2M players. At peak 300,000 are connected. Each player sends 40 messages per day.", "avg_rps", 929.3981),
    ("Users: 10,000. We back up every 6 hours. Each user makes 10 requests a day.", "avg_rps", 1.62037),
    ("The database is copied to a second site every 15 minutes. 1,000 users make 20 requests a day.", "avg_rps", 1.342593),
    ("40,000 orders per day. Black Friday: 250,000 orders in one day.", "deadline", 0.1428571),
    ("100,000 users make 20 requests a day. We want to triple the conversion rate.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We plan to triple the sales volume.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We plan for three times the conversion rate in autumn.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We need three times the frame rate on the cameras.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We plan to triple the evening traffic.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We want to triple the beds.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We hope to triple the conversion rate.", "peak_multiplier", 3.0),
    ("100,000 users make 20 requests a day. We keep a headroom of 1.5. We hope to triple the sales volume next month.", "peak_multiplier", 3.0),
    ("100,000 users make 20 requests a day. One instance handles 50 requests per second. We want to triple the conversion rate.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We need three times the opening hours.", "headroom", 3.0),
    ("100,000 users make 20 requests a day. We expect a gap of 20 minutes between two shows.", "backlog", 27_777.78),
    ("10,000 meters send 100 bytes every 10 seconds. We get 2,000 messages a second through MQTT. Reckon with outages of 20 minutes.", "recovery_time", 1_200.0),
    ("100,000 users make 20 requests a day. The buses run with gaps of 20 minutes at night.", "backlog", 27_777.78),
    ("60,000 meters send a reading every 10 minutes. The readings have gaps of 4 hours on holidays.", "backlog", 1_440_000.0),
    ("100,000 users make 20 requests a day. 40 % of parcels are delivered within a day.", "users", 40_000.0),
    ("100,000 users make 20 requests a day. 70 % of the tickets are closed in the course of a day.", "users", 70_000.0),
    ("100,000 users make 20 requests a day. 70 % are closed in the course of a day.", "users", 70_000.0),
    ("100,000 users make 20 requests a day. 30 % of the goods are sold on a given day.", "users", 30_000.0),
    ("100,000 users make 20 requests a day. 20 % of the books are returned each day.", "users", 20_000.0),
    ("100,000 users make 20 requests a day. A new driver needs six weeks to the first tour.", "deadline", 6.0),
    ("100,000 users make 20 requests a day. 40 % of customers pay within a day.", "users", 40_000.0),
    ("100,000 users make 20 requests a day. It takes customers two weeks to the first order.", "deadline", 2.0),
    ("100,000 users make 20 requests a day. It takes a patient eight weeks to the first appointment.", "deadline", 8.0),
    ("100,000 users make 20 requests a day. Patients wait eight weeks to the first appointment.", "deadline", 8.0),
    ("100,000 users make 20 requests a day. Deliveries take three weeks from today.", "deadline", 3.0),
    ("100,000 users write 20 records a day. Each record has 2 kB. Six months of this project are over.", "retained_footprint_single_copy", 720.0),
    ("100,000 users write 20 records a day. Each record has 2 kB. Six months of this project are over.", "deadline", 25.7142857),
];

/// A statement, and the code of a flag that would be a misreading.
#[rustfmt::skip]
const FLAGS: &[(&str, &str)] = &[
    ("100,000 users make 20 requests a day. Two people never get the same news.", "strong-consistency"),
    ("100,000 users make 20 requests a day. We do not mind if two customers get the same mail.", "strong-consistency"),
    ("60,000 meters send a reading every 10 minutes. The readings have gaps of 4 hours on holidays.", "reconnect-storm"),
    ("60,000 sensors send a reading with a gap of 10 seconds between two readings.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. All support calls in the evening must be answered at once.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. Every caller who calls in is answered at the same moment.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. All sign in again each morning at the same time.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. All members register again every year; the link is sent by mail.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. All members register again every year by a link in the mail.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. Readers return all books at once.", "reconnect-storm"),
    ("100,000 users make 20 requests a day. No time may be lost when a crew is told what is to be done.", "ack-after-replicated-log"),
    ("100,000 users make 20 requests a day. Bookings must remain possible in Austria.", "data-residency"),
    ("100,000 users make 20 requests a day. Orders may not leave Germany before noon.", "data-residency"),
    ("100,000 users make 20 requests a day. Orders may not leave Germany before it is noon.", "data-residency"),
    ("100,000 users make 20 requests a day. Source: our files in France, 40,000 of them.", "data-residency"),
    ("100,000 users make 20 requests a day. Example: records in Germany.", "data-residency"),
    ("100,000 users make 20 requests a day. The letter may only be delivered to one person in the household.", "strong-consistency"),
    ("100,000 users make 20 requests a day. An article must not have more than one owner.", "strong-consistency"),
    ("100,000 users make 20 requests a day. A company must not have several owners.", "strong-consistency"),
];

#[test]
fn a_number_at_the_start_of_a_line_is_an_item_only_in_a_list() {
    let text = "10,000 meters send 100 bytes every 10 seconds. The number of people in the team is\n7. We want to start soon.";
    assert!(
        draft(&read(text)).unused.iter().any(|unused| read(text).quote(unused.span) == "7"),
        "7 is not listed"
    );
    let list = "1. 10,000 meters send 100 bytes every 10 seconds.\n2. A message is kept for 30 days.\n3. The peak is three times the average.";
    let listed = draft(&read(list));
    assert!(listed.unused.iter().all(|unused| !unused.quantity), "{:?}", listed.unused);
}

#[test]
fn plain_sentences_are_not_misread() {
    let misread: Vec<String> = SENTENCES
        .iter()
        .filter_map(|(text, key, wrong)| {
            let draft = draft(&read(text));
            let found = draft.number(key)?;
            let same = (found.value - wrong).abs() <= 1e-4 * wrong.abs().max(1e-9);
            same.then(|| format!("{text}\n  {}", found.line()))
        })
        .collect();
    assert!(misread.is_empty(), "{}", misread.join("\n"));
}

#[test]
fn plain_sentences_raise_no_flag() {
    let misread: Vec<String> = FLAGS
        .iter()
        .filter(|(text, code)| draft(&read(text)).flags.iter().any(|flag| flag.code == *code))
        .map(|(text, code)| format!("{text}\n  {code}"))
        .collect();
    assert!(misread.is_empty(), "{}", misread.join("\n"));
}
