//! How much of the beginning of a run to leave out: MSER (White 1997; MSER-5 where batches hold five observations).

/// How many batches to leave out; `None` when the best cut lies in the second half, so that no steady state was reached.
///
/// The cut is the one after which the standard error of what is left is smallest. The last few cuts, which leave next to
/// nothing, are not looked at.
#[must_use]
pub fn warm_up(means: &[f64]) -> Option<usize> {
    const LEAST_LEFT: usize = 5;
    let n = means.len();
    if n < 2 * LEAST_LEFT {
        return None;
    }
    // Sums from the end, so that one pass looks at every cut; around the overall mean, so that nothing cancels.
    let centre = means.iter().sum::<f64>() / n as f64;
    let (mut sum, mut squares) = (0.0, 0.0);
    let (mut best, mut least) = (n, f64::INFINITY);
    for (cut, mean) in means.iter().enumerate().rev() {
        let off = mean - centre;
        sum += off;
        squares += off * off;
        let left = (n - cut) as f64;
        if n - cut < LEAST_LEFT {
            continue;
        }
        let error = (squares - sum * sum / left).max(0.0) / (left * left);
        if error <= least {
            (best, least) = (cut, error);
        }
    }
    (best <= n / 2).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_math::Stream;

    #[test]
    fn a_start_that_is_far_off_is_left_out() {
        let mut stream = Stream::keyed(&[5]);
        let mut noise = || stream.uniform() - 0.5;
        let settled: Vec<f64> = (0..400).map(|_| 10.0 + noise()).collect();
        let from_low: Vec<f64> =
            (0..400).map(|at| if at < 50 { f64::from(at) / 5.0 } else { 10.0 } + noise()).collect();
        let growing: Vec<f64> = (0..400).map(|at| f64::from(at) + noise()).collect();
        assert!(warm_up(&settled).is_some_and(|cut| cut < 100));
        assert!(warm_up(&from_low).is_some_and(|cut| (40..60).contains(&cut)));
        assert_eq!(warm_up(&growing), None);
        assert_eq!(warm_up(&[1.0; 4]), None);
    }
}
