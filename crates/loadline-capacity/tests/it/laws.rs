//! What closed forms owe each other: special cases, Little's law, monotony, conservation.

use loadline_capacity::formula::{
    Distribution, Target, closed_network, erlang_a, erlang_b, fork_join, k_of_n, md1, mg1, mg1_ps, mm1, mmc,
    mmck, parallel, repair_crew, retry_amplification, series, size, tandem,
};
use proptest::prelude::*;

#[track_caller]
fn same(found: f64, wanted: f64) {
    close(found, wanted, 1e-9);
}

#[track_caller]
fn close(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance * wanted.abs().max(1e-300), "{found}, not {wanted}");
}

proptest! {
    #[test]
    fn one_server_of_many_is_the_single_server(rho in 0.001..0.999, mu in 0.01..1e4, p in 0.01..0.9999) {
        let (one, many) = (mm1(rho * mu, mu).unwrap(), mmc(rho * mu, mu, 1).unwrap());
        same(many.probability_of_wait, rho);
        same(many.mean_wait(), one.mean_wait());
        same(many.mean_sojourn(), one.mean_sojourn());
        close(many.sojourn_quantile(p), one.sojourn_quantile(p), 1e-8);
        let general = mg1(rho * mu, 1.0 / mu, Distribution::Exponential).unwrap();
        close(general.mean_wait, one.mean_wait(), 1e-8);
        close(mg1_ps(rho * mu, 1.0 / mu).unwrap().mean_sojourn, one.mean_sojourn(), 1e-8);
        close(tandem(rho * mu, &[mu]).unwrap().sojourn_quantile(p), one.sojourn_quantile(p), 1e-8);
    }

    #[test]
    fn quantiles_are_where_the_tail_is(rho in 0.1..0.99, servers in 1_u64..60, p in 0.01..0.9999) {
        let queue = mmc(rho * servers as f64, 1.0, servers).unwrap();
        close(queue.sojourn_tail(queue.sojourn_quantile(p)), 1.0 - p, 1e-9);
        prop_assert!(queue.wait_quantile(p) <= queue.sojourn_quantile(p));
        let constant = md1(rho, 1.0).unwrap();
        let wait = constant.wait_quantile(p);
        prop_assert!(wait == 0.0 || (constant.wait_tail(wait) - (1.0 - p)).abs() < 1e-9);
    }

    #[test]
    fn more_servers_wait_less_and_more_load_waits_more(rho in 0.05..0.98, servers in 1_u64..300) {
        let load = rho * servers as f64;
        let here = mmc(load, 1.0, servers).unwrap();
        let roomier = mmc(load, 1.0, servers + 1).unwrap();
        let busier = mmc(load * 1.01, 1.0, servers).unwrap();
        prop_assert!(roomier.probability_of_wait <= here.probability_of_wait);
        prop_assert!(roomier.mean_wait() <= here.mean_wait());
        prop_assert!(busier.mean_wait() >= here.mean_wait());
        prop_assert!(erlang_b(load, servers).unwrap() <= here.probability_of_wait);
    }

    #[test]
    fn room_without_end_is_no_limit(rho in 0.05..0.9, servers in 1_u64..20) {
        let load = rho * servers as f64;
        let (open, closed) = (mmc(load, 1.0, servers).unwrap(), mmck(load, 1.0, servers, 2_000).unwrap());
        close(closed.mean_wait(), open.mean_wait(), 1e-8);
        close(closed.probability_of_wait(), open.probability_of_wait, 1e-8);
        close(closed.wait_quantile(0.999), open.wait_quantile(0.999), 1e-7);
        let none = mmck(load, 1.0, servers, servers).unwrap();
        close(none.blocking_probability, erlang_b(load, servers).unwrap(), 1e-9);
    }

    #[test]
    fn endless_patience_is_the_plain_queue(rho in 0.05..0.9, servers in 1_u64..20) {
        let load = rho * servers as f64;
        let (open, patient) = (mmc(load, 1.0, servers).unwrap(), erlang_a(load, 1.0, servers, 1e9).unwrap());
        close(patient.mean_wait, open.mean_wait(), 1e-6);
        close(patient.mean_wait_of_served, open.mean_wait(), 1e-6);
        prop_assert!(patient.abandonment_probability < 1e-6);
    }

    #[test]
    fn abandonment_conserves_requests(load in 0.1..200.0, servers in 1_u64..100, patience in 0.01..100.0) {
        let queue = erlang_a(load, 1.0, servers, patience).unwrap();
        close(queue.throughput + load * queue.abandonment_probability, load, 1e-9);
        prop_assert!(queue.utilisation <= 1.0 + 1e-12);
    }

    #[test]
    fn closed_networks_obey_little_and_their_bounds(
        customers in 1_u64..200,
        demands in prop::collection::vec(0.001..1.0, 1..6),
        think in 0.0..5.0,
    ) {
        let network = closed_network(customers, &demands, think).unwrap();
        let inside: f64 = network.queue_lengths.iter().sum();
        same(inside + network.throughput * think, customers as f64);
        let slowest = demands.iter().copied().fold(0.0, f64::max);
        prop_assert!(network.throughput <= 1.0 / slowest * (1.0 + 1e-9));
        prop_assert!(network.throughput <= customers as f64 / (think + demands.iter().sum::<f64>()) * (1.0 + 1e-9));
    }

    /// One station with thinkers is the repair crew of one: breaking down is finishing to think.
    #[test]
    fn one_station_with_thinkers_is_a_crew_of_one(customers in 1_u64..60, demand in 0.01..1.0, think in 0.1..10.0) {
        let network = closed_network(customers, &[demand], think).unwrap();
        let crew = repair_crew(customers, 1, 1, think, demand).unwrap();
        close(network.throughput * think, crew.mean_number_up, 1e-8);
    }

    #[test]
    fn fork_join_keeps_within_its_bounds(rho in 0.01..0.95, tasks in 1_u64..200) {
        let join = fork_join(rho, 1.0, tasks).unwrap();
        prop_assert!(join.lower_bound <= join.upper_bound * (1.0 + 1e-12));
        prop_assert!(join.lower_bound <= join.mean_sojourn * (1.0 + 1e-12));
        prop_assert!(join.mean_sojourn <= join.upper_bound * (1.0 + 1e-12));
    }

    #[test]
    fn k_of_n_lies_between_series_and_parallel(one in 0.0..1.0, components in 1_u64..40) {
        let all = vec![one; components as usize];
        close(k_of_n(one, components, components).unwrap().0, series(&all).unwrap().0, 1e-9);
        close(k_of_n(one, 1, components).unwrap().1, parallel(&all).unwrap().1, 1e-9);
        for needed in 1..=components {
            let (up, down) = k_of_n(one, needed, components).unwrap();
            same(up + down, 1.0);
            // With a mechanic each, components under repair are independent.
            let crew = repair_crew(components, needed, components, one.max(1e-6), (1.0 - one).max(1e-9)).unwrap();
            prop_assert!(one <= 1e-6 || (crew.availability - up).abs() < 1e-6);
        }
    }

    #[test]
    fn retries_amplify_between_one_and_all(failure in 0.0..=1.0, attempts in 1_u64..1_000) {
        let amplification = retry_amplification(failure, attempts).unwrap();
        prop_assert!((1.0..=attempts as f64 * (1.0 + 1e-12)).contains(&amplification));
    }

    #[test]
    fn sizing_is_enough_and_no_more(load in 0.1..300.0, wait in 0.0001..1.0) {
        let target = Target { utilisation: 1.0, mean_wait: Some(wait), probability_of_wait: None, wait_quantile: None };
        let (servers, queue) = size(load, 1.0, &target).unwrap();
        prop_assert!(queue.mean_wait() <= wait);
        let fewer = mmc(load, 1.0, servers - 1);
        prop_assert!(servers == 1 || fewer.is_err() || fewer.unwrap().mean_wait() > wait);
    }
}
