//! Statements of three kinds (tools of one house, fleets of machines, services with a rush) in `tests/data/kinds`, each with
//! the numbers and flags it must give. A case is a heading, the statement, a line of dashes and the expectations.

use loadline_plan::draft::{draft, key};
use loadline_plan::statement::read;
use std::path::PathBuf;

/// What one line below the dashes says.
enum Expected<'a> {
    /// A number by key, in a unit.
    Number(&'a str, f64, &'a str),
    /// A number or flag that must be there (`true`) or must not.
    Named(Sort, bool, &'a str),
}

#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Number,
    Flag,
}

/// A product and quotient of figures, from left to right: `1200000 / 900 * 8`.
fn value(text: &str) -> f64 {
    let mut words = text.split_whitespace();
    let figure = |word: Option<&str>| -> f64 { word.expect("a figure").parse().expect("a figure") };
    let mut value = figure(words.next());
    while let Some(sign) = words.next() {
        match sign {
            "*" => value *= figure(words.next()),
            "/" => value /= figure(words.next()),
            other => panic!("`{other}` in `{text}`"),
        }
    }
    value
}

fn expected(line: &str) -> Vec<Expected<'_>> {
    let named = |sort, there, codes: &'static str| -> Option<Vec<Expected<'_>>> {
        let rest = line.strip_prefix(codes)?;
        Some(rest.split_whitespace().map(|code| Expected::Named(sort, there, code)).collect())
    };
    if let Some(found) = named(Sort::Flag, true, "flags:")
        .or_else(|| named(Sort::Flag, false, "silent:"))
        .or_else(|| named(Sort::Number, false, "none:"))
    {
        return found;
    }
    let (key, rest) = line.split_once(" = ").unwrap_or_else(|| panic!("`{line}` expects nothing"));
    let last = rest.rsplit_once(' ').filter(|(_, unit)| unit.parse::<f64>().is_err());
    let (figures, unit) = last.unwrap_or((rest, ""));
    vec![Expected::Number(key, value(figures), unit)]
}

/// Bytes or bits of a unit that has a decimal prefix.
fn scale(unit: &str) -> f64 {
    // `GBP` is no number of bytes.
    let sized = unit.ends_with('B') || unit.contains("bit");
    match unit.chars().next().filter(|_| sized) {
        Some('k') => 1e3,
        Some('M') => 1e6,
        Some('G') => 1e9,
        Some('T') => 1e12,
        Some('P') => 1e15,
        _ => 1.0,
    }
}

/// What is wrong with the draft of one case.
fn faults(case: &str) -> Vec<String> {
    let (head, rest) = case.split_once("\n\n").expect("a heading");
    let (text, lines) = rest.split_once("\n---\n").expect("a line of dashes");
    let draft = draft(&read(text.trim()));
    let mut faults = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        for expected in expected(line) {
            match expected {
                Expected::Number(name, wanted, unit) => {
                    let known = key::find(name.split('.').next().unwrap_or(name));
                    assert!(known.is_some(), "{head}: `{name}` is no key");
                    let Some(found) = draft.number(name) else {
                        faults.push(format!("{head}: no {name}"));
                        continue;
                    };
                    let (own, wanted) = (found.value * scale(&found.unit), wanted * scale(unit));
                    if (own - wanted).abs() > 1e-6 * wanted.abs() {
                        faults.push(format!("{head}: {} and not {wanted}", found.line()));
                    }
                    if scale(unit) == 1.0 && !found.unit.starts_with(unit) {
                        faults.push(format!("{head}: {name} in {} and not in {unit}", found.unit));
                    }
                }
                Expected::Named(Sort::Flag, there, code) => {
                    assert!(
                        loadline_plan::draft::flags::FLAGS.iter().any(|rule| rule.code == code),
                        "{code}"
                    );
                    if draft.flags.iter().any(|flag| flag.code == code) != there {
                        faults.push(format!("{head}: {code} is {}raised", if there { "not " } else { "" }));
                    }
                }
                Expected::Named(Sort::Number, _, name) => {
                    faults.extend(draft.number(name).map(|found| format!("{head}: {}", found.line())));
                }
            }
        }
    }
    faults
}

#[track_caller]
fn check(file: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/kinds").join(file);
    let text = std::fs::read_to_string(path).expect("the cases").replace("\r\n", "\n");
    let cases: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert!(cases.len() >= 4, "{file} has {} cases", cases.len());
    let faults: Vec<String> = cases.iter().flat_map(|case| faults(case)).collect();
    assert!(faults.is_empty(), "{file}\n{}", faults.join("\n"));
}

#[test]
fn tools_of_one_house() {
    check("internal-tools.md");
}

#[test]
fn fleets_of_machines() {
    check("fleets.md");
}

#[test]
fn services_with_a_rush() {
    check("sales.md");
}

#[test]
fn turns_of_phrase() {
    check("turns-of-phrase.md");
}

#[test]
fn all_kinds_in_other_styles() {
    check("mixed.md");
}

#[test]
fn other_trades_and_units() {
    check("more.md");
}

#[test]
fn other_orders_and_layouts() {
    check("further.md");
}

#[test]
fn of_many_trades() {
    check("various.md");
}

#[test]
fn further_trades_and_units() {
    check("trades-and-units.md");
}

#[test]
fn services_stores_and_fleets() {
    check("services-and-stores.md");
}

#[test]
fn crossings_and_calls() {
    check("crossings-and-calls.md");
}

#[test]
fn lifts_and_gauges() {
    check("lifts-and-gauges.md");
}

#[test]
fn seats_and_meters() {
    check("seats-and-meters.md");
}

#[test]
fn mails_and_lists() {
    check("mails-and-lists.md");
}

#[test]
fn shops_and_relays() {
    check("shops-and-relays.md");
}

#[test]
fn passes_and_documents() {
    check("passes-and-documents.md");
}

#[test]
fn slots_and_prints() {
    check("slots-and-prints.md");
}

#[test]
fn zoos_and_farms() {
    check("zoos-and-farms.md");
}

#[test]
fn seats_and_wagons() {
    check("seats-and-wagons.md");
}

#[test]
fn cellars_and_couriers() {
    check("cellars-and-couriers.md");
}

#[test]
fn labs_and_lockers() {
    check("labs-and-lockers.md");
}

#[test]
fn pallets_and_packs() {
    check("pallets-and-packs.md");
}

#[test]
fn trams_and_gauges() {
    check("trams-and-gauges.md");
}

#[test]
fn ships_and_bottles() {
    check("ships-and-bottles.md");
}

#[test]
fn passes_and_pumps() {
    check("passes-and-pumps.md");
}

#[test]
fn ferries_and_tiles() {
    check("ferries-and-tiles.md");
}

#[test]
fn watches_and_reports() {
    check("watches-and-reports.md");
}

#[test]
fn hubs_and_pickers() {
    check("hubs-and-pickers.md");
}

#[test]
fn gardens_and_containers() {
    check("gardens-and-containers.md");
}

#[test]
fn pushes_and_meters() {
    check("pushes-and-meters.md");
}

#[test]
fn floors_and_finals() {
    check("floors-and-finals.md");
}

#[test]
fn meals_and_links() {
    check("meals-and-links.md");
}

#[test]
fn taps_and_feeds() {
    check("taps-and-feeds.md");
}

#[test]
fn gates_and_bets() {
    check("gates-and-bets.md");
}

#[test]
fn downtimes_and_windows() {
    check("downtimes-and-windows.md");
}

#[test]
fn operas_and_ferries() {
    check("operas-and-ferries.md");
}

#[test]
fn warehouses_and_whiteboards() {
    check("warehouses-and-whiteboards.md");
}

#[test]
fn rides_and_rentals() {
    check("rides-and-rentals.md");
}

#[test]
fn renewals_and_refunds() {
    check("renewals-and-refunds.md");
}

#[test]
fn scans_and_outages() {
    check("scans-and-outages.md");
}

#[test]
fn streams_and_screens() {
    check("streams-and-screens.md");
}

#[test]
fn busiest_minutes() {
    check("busiest-minutes.md");
}

#[test]
fn wells_and_badges() {
    check("wells-and-badges.md");
}

#[test]
fn hives_and_lamps() {
    check("hives-and-lamps.md");
}

#[test]
fn bins_and_wristbands() {
    check("bins-and-wristbands.md");
}

#[test]
fn crawlers_and_cranes() {
    check("crawlers-and-cranes.md");
}

#[test]
fn items_and_batteries() {
    check("items-and-batteries.md");
}

#[test]
fn safaris_and_guards() {
    check("safaris-and-guards.md");
}

#[test]
fn near_to_the_three() {
    check("near-to-the-three.md");
}

#[test]
fn nearer_still() {
    check("nearer-still.md");
}

#[test]
fn in_plain_words() {
    check("in-plain-words.md");
}

#[test]
fn buoys_and_drones() {
    check("buoys-and-drones.md");
}

#[test]
fn halls_and_top_ups() {
    check("halls-and-top-ups.md");
}

#[test]
fn boards_and_analysers() {
    check("boards-and-analysers.md");
}

#[test]
fn tolls_and_lunches() {
    check("tolls-and-lunches.md");
}

#[test]
fn bets_and_lessons() {
    check("bets-and-lessons.md");
}

#[test]
fn bikes_and_expenses() {
    check("bikes-and-expenses.md");
}

#[test]
fn bookmakers_and_courses() {
    check("bookmakers-and-courses.md");
}

#[test]
fn brain_dumps() {
    check("brain-dumps.md");
}

#[test]
fn car_ferries_and_tests() {
    check("car-ferries-and-tests.md");
}

#[test]
fn cinemas_and_town_halls() {
    check("cinemas-and-town-halls.md");
}

#[test]
fn fridges_and_turbines() {
    check("fridges-and-turbines.md");
}

#[test]
fn groceries_and_passports() {
    check("groceries-and-passports.md");
}

#[test]
fn islands_and_huts() {
    check("islands-and-huts.md");
}

#[test]
fn libraries_and_ski_lifts() {
    check("libraries-and-ski-lifts.md");
}

#[test]
fn minutes_and_tickets() {
    check("minutes-and-tickets.md");
}

#[test]
fn pharmacies_and_parking() {
    check("pharmacies-and-parking.md");
}

#[test]
fn pitches_and_berths() {
    check("pitches-and-berths.md");
}

#[test]
fn pitches_and_drops() {
    check("pitches-and-drops.md");
}

#[test]
fn trains_and_patches() {
    check("trains-and-patches.md");
}

#[test]
fn wallets_and_scooters() {
    check("wallets-and-scooters.md");
}

#[test]
fn build_servers_and_satellites() {
    check("build-servers-and-satellites.md");
}

#[test]
fn fish_farms_and_notaries() {
    check("fish-farms-and-notaries.md");
}

#[test]
fn hire_and_ledgers() {
    check("hire-and-ledgers.md");
}

#[test]
fn federations_and_elevators() {
    check("federations-and-elevators.md");
}

#[test]
fn groceries_and_meters() {
    check("groceries-and-meters.md");
}

#[test]
fn hives_and_lighthouses() {
    check("hives-and-lighthouses.md");
}

#[test]
fn wards_and_wind_farms() {
    check("wards-and-wind-farms.md");
}

#[test]
fn scans_and_ski_passes() {
    check("scans-and-ski-passes.md");
}

#[test]
fn libraries_and_coffee_machines() {
    check("libraries-and-coffee-machines.md");
}

#[test]
fn parcels_and_handhelds() {
    check("parcels-and-handhelds.md");
}

#[test]
fn cabins_and_vessels() {
    check("cabins-and-vessels.md");
}

#[test]
fn vinyl_and_containers() {
    check("vinyl-and-containers.md");
}

#[test]
fn pizzas_and_permits() {
    check("pizzas-and-permits.md");
}

#[test]
fn presales_and_newsrooms() {
    check("presales-and-newsrooms.md");
}
