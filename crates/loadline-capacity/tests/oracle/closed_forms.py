#!/usr/bin/env python3
"""Writes tests/data/closed_forms.json: what every closed form comes to, in 50-digit arithmetic.

Run it with Python 3 and mpmath (`pip install mpmath`), from any folder; it takes some minutes:

    python3 crates/loadline-capacity/tests/oracle/closed_forms.py

The methods are others than those of the crate wherever there are others: balance equations solved level by level,
sums with factorials, residues and Taylor series of Laplace transforms, numerical integration, Lambert W,
convolution instead of mean value analysis, enumeration. Arguments are read as the doubles nearest to what is written,
as the program reads them. Values are printed with 25 digits.
"""

import itertools
import json
import math
import os
from fractions import Fraction

from mpmath import (
    binomial, erfc, exp, factorial, findroot, fsum, gamma, gammainc, inf, lambertw, log, mp, mpf, nstr, quad, sqrt,
    taylor,
)

mp.dps = 50
CASES = []
YEAR = mpf(31557600)


def case(formula, method, arguments, expected):
    words = {name: value if isinstance(value, str) else text(value) for name, value in arguments.items()}
    values = {}
    for name, value in expected.items():
        values[name] = [show(one) for one in value] if isinstance(value, list) else show(value)
    CASES.append({"formula": formula, "method": method, "arguments": words, "expected": values})


def text(value):
    if isinstance(value, list):
        return ",".join(text(one) for one in value)
    return repr(value)


def show(value):
    value = mpf(value)
    return "infinite" if value == inf else nstr(value, 25, strip_zeros=True)


def root_of_falling(tail, level, guess):
    """Where a falling tail reaches the level: bisection, then the secant on the logarithm."""
    if tail(mpf(0)) <= level:
        return mpf(0)
    low, high = mpf(0), mpf(guess)
    while tail(high) > level:
        low, high = high, high * 2
    for _ in range(12):
        middle = (low + high) / 2
        if tail(middle) > level:
            low = middle
        else:
            high = middle
    one, other = low, high
    f_one, f_other = log(tail(one) / level), log(tail(other) / level)
    for _ in range(30):
        if f_one == f_other:
            break
        new = other - f_other * (other - one) / (f_other - f_one)
        one, f_one = other, f_other
        other, f_other = new, log(tail(new) / level)
        if abs(other - one) < abs(other) * mpf(10) ** -35:
            break
    assert low <= other <= high and abs(f_other) < mpf(10) ** -25, (low, other, high, f_other)
    return other


# --- Birth-death chains by their balance equations, unnormalised from state 0 --------------------------------------

def chain(births, deaths):
    """Stationary probabilities; births[i] leads from i to i + 1, deaths[i] from i + 1 to i."""
    weights = [mpf(1)]
    for birth, death in zip(births, deaths):
        weights.append(weights[-1] * birth / death)
    total = fsum(weights)
    return [weight / total for weight in weights]


def mm1():
    for lam, mu, p in [(0.5, 1.0, 0.99), (80.0, 100.0, 0.5), (99.9, 100.0, 0.9999), (99.0, 100.0, 0.9),
                       (1e-3, 5.0, 0.999), (999999.0, 1000000.0, 0.99)]:
        l, m, q = mpf(lam), mpf(mu), mpf(p)
        rho = l / m
        # The wait is a geometric number of exponential residuals: mean by its transform, tail by its known mixture.
        number = fsum(n * (1 - rho) * rho**n for n in range(3000)) if rho < 0.95 else rho / (1 - rho)
        wait = taylor(lambda s: (1 - rho) * (s + m) / (s + m - l), 0, 1, singular=False)
        case("mm1", "state sums and the Laplace transform of the wait", dict(arrival_rate=lam, service_rate=mu, quantile=p), dict(
            utilisation=rho, mean_number_in_system=number, mean_queue_length=number - rho, mean_wait=-wait[1],
            mean_sojourn=-wait[1] + 1 / m,
            wait_quantile=root_of_falling(lambda t: rho * exp(-(m - l) * t), 1 - q, 1 / m),
            sojourn_quantile=root_of_falling(lambda t: exp(-(m - l) * t), 1 - q, 1 / m)))


def erlang_sums(a, c):
    below = fsum(a**n / factorial(n) for n in range(c))
    return below, a**c / factorial(c)


def mmc():
    for lam, mu, c, p in [(80.0, 12.0, 8, 0.99), (0.9, 1.0, 1, 0.9), (499.0, 1.0, 500, 0.99), (499.5, 1.0, 500, 0.9999),
                          (450.0, 1.0, 500, 0.5), (9.99, 1.0, 10, 0.999), (1.0, 1.0, 2, 0.99), (3.0, 2.0, 2, 0.9999),
                          (7.0, 0.1, 75, 0.95), (1990.0, 1.0, 2000, 0.99), (0.1, 1.0, 3, 0.5), (100.0, 1.0, 180, 0.99),
                          (99.99, 10.0, 10, 0.99), (2.0, 1.0, 3, 0.99)]:
        l, m, q = mpf(lam), mpf(mu), mpf(p)
        a = l / m
        below, last = erlang_sums(a, c)
        wait = last / (1 - a / c) / (below + last / (1 - a / c))
        spare = c * m - l

        def tail(t):
            # P(service + wait > t) with the wait an atom at 0 and an exponential rest: integrate over the service.
            if abs(spare - m) < mpf(10) ** -20:
                return exp(-m * t) * (1 + wait * m * t)
            return (1 - wait) * exp(-m * t) + wait * (spare * exp(-m * t) - m * exp(-spare * t)) / (spare - m)

        mean = wait / spare
        case("mmc", "sums with factorials", dict(arrival_rate=lam, service_rate=mu, servers=c, quantile=p), dict(
            offered_load=a, utilisation=a / c, probability_of_wait=wait, mean_wait=mean, mean_sojourn=mean + 1 / m,
            mean_queue_length=l * mean, mean_number_in_system=l * mean + a,
            wait_quantile=max(mpf(0), log(wait / (1 - q)) / spare),
            sojourn_quantile=root_of_falling(tail, 1 - q, 1 / m)))


def erlang_b():
    for lam, mu, c in [(5.0, 1.0, 5), (80.0, 12.0, 8), (500.0, 1.0, 500), (1000.0, 1.0, 500), (10.0, 1.0, 40),
                       (0.01, 1.0, 1), (1e6, 1.0, 10), (2000.0, 1.0, 2100)]:
        a = mpf(lam) / mpf(mu)
        below, last = erlang_sums(a, c)
        blocked = last / (below + last)
        carried = a * below / (below + last)
        case("erlang_b", "sums with factorials", dict(arrival_rate=lam, service_rate=mu, servers=c), dict(
            offered_load=a, blocking_probability=blocked, throughput=mpf(mu) * carried, carried_load=carried,
            utilisation=carried / c))


def mmck():
    for lam, mu, c, k, p in [(80.0, 12.0, 8, 20, 0.99), (95.0, 10.0, 10, 10, 0.9), (200.0, 10.0, 10, 15, 0.99),
                             (10.0, 10.0, 1, 5, 0.5), (9.5, 10.0, 1, 300, 0.9999), (499.0, 1.0, 500, 600, 0.99),
                             (5000.0, 1.0, 500, 600, 0.9), (1.0, 1.0, 1, 1, 0.99), (0.5, 1.0, 2, 1000, 0.99),
                             (100.0, 10.0, 10, 500, 0.9)]:
        l, m, q = mpf(lam), mpf(mu), mpf(p)
        states = chain([l] * k, [min(i + 1, c) * m for i in range(k)])
        accepted = fsum(states[:k])
        queue = fsum((i - c) * states[i] for i in range(c + 1, k + 1))
        rate = l * accepted

        def tail(t):
            # One Erlang tail for each place in the queue.
            x = c * m * t
            total, poisson, term = mpf(0), mpf(0), exp(-x)
            for j in range(k - c):
                poisson += term
                term = term * x / (j + 1)
                total += states[c + j] / accepted * poisson
            return total

        case("mmck", "balance equations, one Erlang tail for each place", dict(
            arrival_rate=lam, service_rate=mu, servers=c, capacity=k, quantile=p), dict(
            offered_load=l / m, blocking_probability=states[k], throughput=rate, utilisation=rate / (c * m),
            probability_of_wait=fsum(states[c:k]) / accepted, mean_queue_length=queue,
            mean_number_in_system=fsum(i * s for i, s in enumerate(states)), mean_wait=queue / rate,
            mean_sojourn=queue / rate + 1 / m,
            wait_quantile=root_of_falling(tail, 1 - q, 1 / (c * m)) if k > c else mpf(0)))


def erlang_a():
    for lam, mu, c, patience in [(100.0, 1.0, 100, 2.0), (110.0, 1.0, 100, 2.0), (5.0, 1.0, 1, 0.5), (80.0, 12.0, 8, 1.0),
                                 (500.0, 1.0, 500, 10.0), (50.0, 1.0, 100, 1.0), (0.5, 1.0, 1, 100.0), (300.0, 1.0, 10, 0.1)]:
        l, m, theta = mpf(lam), mpf(mu), 1 / mpf(patience)
        last = c + 200
        while l > c * m + (last - c) * theta or last < c + 4 * (l / theta) ** mpf("0.5") + 400:
            last *= 2
        deaths = [min(i + 1, c) * m + max(0, i + 1 - c) * theta for i in range(last)]
        states = chain([l] * last, deaths)
        queue = fsum((i - c) * states[i] for i in range(c + 1, last + 1))
        busy = fsum(min(i, c) * s for i, s in enumerate(states))
        served = m * busy
        # Wait and success of one who finds i in the system, by first-step equations from the head of the queue.
        success, wait = [mpf(1)], [mpf(0)]
        for place in range(1, last - c + 2):
            out = c * m + place * theta
            stays = (out - theta) / out
            success.append(stays * success[-1])
            wait.append(stays * wait[-1] + success[-1] / out)
        waited = fsum(states[c + place - 1] * wait[place] for place in range(1, last - c + 2))
        case("erlang_a", "balance equations and first-step equations", dict(
            arrival_rate=lam, service_rate=mu, servers=c, mean_patience=patience), dict(
            offered_load=l / m, probability_of_wait=fsum(states[c:]), abandonment_probability=1 - served / l,
            mean_queue_length=queue, mean_wait=queue / l, mean_wait_of_served=waited * l / served,
            throughput=served, utilisation=busy / c))


# --- Distributions with mean 1 ---------------------------------------------------------------------------------------

def density(name, shape):
    """Density and where its mass lies, for numerical integration."""
    s = mpf(shape) if shape is not None else None
    if name == "exponential":
        return lambda t: exp(-t), [0, 1, 10, 60, 400]
    if name == "lognormal":
        v = log(1 + s * s)
        # In the logarithm: u = ln t.
        return lambda t: exp(-(log(t) + v / 2) ** 2 / (2 * v)) / (t * sqrt(2 * mp.pi * v)), None
    if name == "gamma":
        k = 1 / (s * s)
        return lambda t: k**k * t ** (k - 1) * exp(-k * t) / gamma(k), [0, mpf(1) / 10, 1, 5, 20, 100, 1000]
    if name == "hyperexponential":
        lean = sqrt((s * s - 1) / (s * s + 1))
        p = (1 + lean) / 2
        a, b = 2 * p, 2 * (1 - p)
        return lambda t: p * a * exp(-a * t) + (1 - p) * b * exp(-b * t), [0, 1, 10, 100, 1000, 10000, 100000]
    if name == "pareto":
        least = (s - 1) / s
        return lambda t: s * least**s * t ** (-s - 1), None
    raise ValueError(name)


def moment(name, shape, order):
    """By numerical integration of the density."""
    if name == "deterministic":
        return mpf(1)
    f, points = density(name, shape)
    if name == "pareto":
        s = mpf(shape)
        if s <= order:
            return inf
        least = (s - 1) / s
        # t = least / u maps the tail to the unit interval.
        return quad(lambda u: (least / u) ** order * s * u ** (s - 1), [0, mpf(1) / 1000, mpf(1) / 10, 1]) \
            if s - order >= 1 else s * least**order / (s - order)
    if name == "lognormal":
        v = log(1 + mpf(shape) ** 2)
        peak = (order - mpf(1) / 2) * v
        width = sqrt(v)
        return quad(lambda u: exp(order * u) * f(exp(u)) * exp(u),
                    [peak - 16 * width, peak - 6 * width, peak, peak + 6 * width, peak + 16 * width])
    return quad(lambda t: t**order * f(t), points)


def tail_of(name, shape):
    s = mpf(shape) if shape is not None else None
    if name == "exponential":
        return lambda t: exp(-t) if t > 0 else mpf(1)
    if name == "deterministic":
        return lambda t: mpf(1) if t < 1 else mpf(0)
    if name == "lognormal":
        v = log(1 + s * s)
        return lambda t: erfc((log(t) + v / 2) / sqrt(2 * v)) / 2 if t > 0 else mpf(1)
    if name == "gamma":
        k = 1 / (s * s)
        return lambda t: gammainc(k, k * t, regularized=True) if t > 0 else mpf(1)
    if name == "hyperexponential":
        lean = sqrt((s * s - 1) / (s * s + 1))
        p = (1 + lean) / 2
        return lambda t: p * exp(-2 * p * t) + (1 - p) * exp(-2 * (1 - p) * t) if t > 0 else mpf(1)
    least = (s - 1) / s
    return lambda t: (least / t) ** s if t > least else mpf(1)


def shape_arguments(name, shape):
    if shape is None:
        return {}
    return {"shape" if name == "pareto" else "coefficient_of_variation": shape}


SERVICES = [("exponential", None, 8.0, 0.1), ("deterministic", None, 9.0, 0.1), ("lognormal", 2.0, 5.0, 0.1),
            ("lognormal", 0.5, 99.0, 0.01), ("gamma", 0.5, 7.0, 0.1), ("gamma", 1.5, 7.0, 0.1),
            ("hyperexponential", 3.0, 9.9, 0.1), ("hyperexponential", 1.0, 0.5, 1.0), ("pareto", 2.5, 3.0, 0.1),
            ("pareto", 4.5, 8.0, 0.1), ("exponential", None, 999.0, 0.001)]


def mg1():
    for name, shape, lam, mean in SERVICES:
        l, m = mpf(lam), mpf(mean)
        rho = l * m
        second, third = moment(name, shape, 2) * m**2, moment(name, shape, 3) * m**3
        # The wait is a geometric sum of residual service times: its moments from those of the residual.
        r1, r2 = second / (2 * m), third / (3 * m)
        n1 = rho / (1 - rho)
        n2 = rho * (1 + rho) / (1 - rho) ** 2
        wait = n1 * r1
        square = n1 * (r2 - r1**2) + n2 * r1**2 if r2 != inf else inf
        arguments = dict(arrival_rate=lam, mean_service_time=mean, distribution=name, **shape_arguments(name, shape))
        case("mg1", "moments by numerical integration, geometric sum of residuals", arguments, dict(
            utilisation=rho, mean_wait=wait, mean_sojourn=wait + m, mean_queue_length=l * wait,
            mean_number_in_system=l * (wait + m), wait_second_moment=square,
            wait_standard_deviation=sqrt(square - wait**2) if square != inf else inf))
        if square == inf:
            continue
        # A busy server's wait is a busy period begun by the residual service: moments of delay busy periods.
        b1 = m / (1 - rho)
        d2 = r2 / (1 - rho) ** 2 + r1 * l * second / (1 - rho) ** 3
        last = rho * d2
        case("lifo", "busy periods begun by the residual service", arguments, dict(
            utilisation=rho, mean_wait=rho * r1 * b1 / m, wait_second_moment=last,
            wait_standard_deviation=sqrt(last - wait**2)))


def mg1_ps():
    for lam, mean, size, p in [(8.0, 0.1, 0.3, 0.99), (0.5, 1.0, 1.0, 0.5), (99.9, 0.01, 0.02, 0.9999), (1.0, 0.5, 0.001, 0.75)]:
        rho = mpf(lam) * mpf(mean)
        n, left = 0, mpf(rho)
        while left > 1 - mpf(p):
            n += 1
            left *= rho
        number = fsum(i * (1 - rho) * rho**i for i in range(1, 200)) if rho < 0.4 else rho / (1 - rho)
        case("mg1_ps", "geometric states, counted", dict(
            arrival_rate=lam, mean_service_time=mean, service_time=size, quantile=p), dict(
            utilisation=rho, slowdown=1 + rho / (1 - rho), mean_sojourn=number / mpf(lam),
            mean_sojourn_of_request=mpf(size) * (1 + rho / (1 - rho)), mean_number_in_system=number,
            number_in_system_quantile=n))


def md1():
    for lam, d, t, p in [(0.5, 1.0, 1.0, 0.99), (8.0, 0.1, 0.25, 0.5), (9.0, 0.1, 0.95, 0.9999), (99.0, 0.01, 0.3, 0.99),
                         (0.999, 1.0, 100.0, 0.2), (0.05, 1.0, 0.5, 0.999), (0.3, 2.0, 0.0, 0.9), (0.95, 1.0, 70.5, 0.9999)]:
        l, d_, q = mpf(lam), mpf(d), mpf(p)
        rho = l * d_

        def below(x):
            # Erlang's alternating sum: cancels badly, so with many digits.
            with mp.workdps(60 + int(1.2 * x / d_)):
                return (1 - rho) * fsum((l * (k * d_ - x)) ** k / factorial(k) * exp(-l * (k * d_ - x))
                                        for k in range(int(mp.floor(x / d_)) + 1))

        mean = rho * d_ / (2 * (1 - rho))
        level = 1 - q
        if 1 - below(mpf(0)) <= level:
            quantile = mpf(0)
        else:
            quantile = root_of_falling(lambda x: 1 - below(x), level, d_)
        case("md1", "Erlang's alternating sum with many digits", dict(
            arrival_rate=lam, service_time=d, time=t, quantile=p), dict(
            utilisation=rho, mean_wait=mean, mean_sojourn=mean + d_, mean_queue_length=l * mean,
            wait_at_most_time=below(mpf(t)), wait_quantile=quantile, sojourn_quantile=quantile + d_))


def dm1():
    for lam, mu, p in [(0.5, 1.0, 0.99), (80.0, 100.0, 0.5), (99.9, 100.0, 0.9999), (0.1, 1.0, 0.9), (0.99, 1.0, 0.9), (1.0, 50.0, 0.99)]:
        l, m, q = mpf(lam), mpf(mu), mpf(p)
        rho = l / m
        sigma = (-rho * lambertw(-exp(-1 / rho) / rho)).real
        decay = m * (1 - sigma)
        case("dm1", "Lambert W", dict(arrival_rate=lam, service_rate=mu, quantile=p), dict(
            utilisation=rho, probability_of_wait=sigma, mean_wait=sigma / decay, mean_sojourn=1 / decay,
            mean_queue_length=l * sigma / decay, mean_number_in_system=l / decay,
            wait_quantile=max(mpf(0), log(sigma / (1 - q)) / decay), sojourn_quantile=-log(1 - q) / decay))


def batch():
    for lam, size, cv, mu in [(1.0, 5.0, 0.0, 8.0), (2.0, 1.0, 0.0, 5.0), (1.0, 2.0, 0.5, 3.0), (0.1, 10.0, 0.5, 1.25)]:
        l, m = mpf(lam), mpf(mu)
        # Two equally likely sizes with this mean and deviation.
        spread = mpf(size) * mpf(cv)
        sizes = [mpf(size) - spread, mpf(size) + spread]
        assert all(one == int(one) for one in sizes)
        # Generating function of the number in system; its mean from the Taylor series of 1/P around z = 1.
        def x(z):
            return sum(z**int(one) for one in sizes) / 2
        rho = l * mpf(size) / m

        def p(z):
            return m * (1 - rho) * (1 - z) / (m * (1 - z) - l * z * (1 - x(z)))
        step = mpf(10) ** -12
        with mp.workdps(80):
            mean = (p(1 + step) - p(1 - step)) / (2 * step)
            mean = (4 * (p(1 + step / 2) - p(1 - step / 2)) / step - mean) / 3
        rate = l * mpf(size)
        case("batch", "derivative of the generating function, two batch sizes", dict(
            batch_rate=lam, mean_batch_size=size, batch_size_cv=cv, service_rate=mu), dict(
            utilisation=rho, mean_number_in_system=mean, mean_sojourn=mean / rate, mean_wait=mean / rate - 1 / m,
            mean_queue_length=mean - rho))


def little():
    case("little", "by hand", dict(arrival_rate=200.0, mean_sojourn=0.05), dict(
        arrival_rate=200, mean_sojourn=mpf(0.05), mean_number_in_system=200 * mpf(0.05)))
    case("little", "by hand", dict(mean_number_in_system=12.0, mean_sojourn=0.3), dict(
        arrival_rate=12 / mpf(0.3), mean_sojourn=mpf(0.3), mean_number_in_system=12))
    case("little", "by hand", dict(mean_number_in_system=12.0, arrival_rate=7.0), dict(
        arrival_rate=7, mean_sojourn=mpf(12) / 7, mean_number_in_system=12))


def tandem():
    for lam, rates, p in [(80.0, [100.0, 120.0, 90.0], 0.99), (1.0, [2.0, 2.0, 2.0], 0.9999), (1.0, [5.0], 0.5),
                          (9.9, [10.0, 10.0, 1000.0], 0.99), (1.0, [2.0, 2.0, 3.0, 3.0, 5.0], 0.9),
                          (1.0, [2.0] * 20, 0.999), (1.0, [1.5, 1.5000001, 1.5], 0.99), (1.0, [1.001, 500.0], 0.9999)]:
        l, q = mpf(lam), mpf(p)
        spare = [mpf(rate) - l for rate in rates]

        def tail(t):
            # The derivative chain of partial fractions: contour integral of the transform around all poles, exactly
            # by the trapezoidal rule, which converges geometrically on a circle.
            centre = (max(spare) + min(spare)) / 2
            radius = (max(spare) - min(spare)) / 2 + min(spare) / 2
            total = mpf(0)
            points = 4096 if max(spare) / min(spare) > 50 else 512
            for i in range(points):
                w = mp.expjpi(2 * mpf(i) / points)
                s = centre + radius * w
                value = exp(-s * t)
                for rate in spare:
                    value *= rate / (rate - s)
                total += (value / s * radius * w).real
            return -total / points

        with_pole = max(spare) / min(spare) > 50
        if with_pole:
            # Distinct or few repeated poles far apart: partial fractions with the repeated pole expanded by Taylor.
            def tail(t):
                total = mpf(0)
                for rate in sorted(set(spare)):
                    order = spare.count(rate)
                    others = [one for one in spare if one != rate]

                    def rest(s):
                        value = exp(-s * t) / s * rate**order
                        for one in others:
                            value *= one / (one - s)
                        return value
                    # residue of rest(s) / (rate - s)^order, sign as for the tail
                    coefficient = taylor(rest, rate, order - 1)[order - 1]
                    total += (-1) ** (order - 1) * coefficient
                return total
        mean = fsum(1 / one for one in spare)
        case("tandem", "residues of the Laplace transform", dict(
            arrival_rate=lam, service_rates=rates, quantile=p), dict(
            utilisations=[l / mpf(rate) for rate in rates], bottleneck_utilisation=max(l / mpf(rate) for rate in rates),
            mean_sojourns=[1 / one for one in spare], mean_sojourn=mean, mean_number_in_system=l * mean,
            sojourn_quantile=root_of_falling(tail, 1 - q, mean)))


def feedback():
    for lam, mu, back in [(5.0, 10.0, 0.25), (1.0, 100.0, 0.9), (3.0, 4.0, 0.0), (9.0, 10.0, 0.0999)]:
        l, m, b = mpf(lam), mpf(mu), mpf(back)
        # A feedback of a memoryless server is a slower server as to the number present.
        slow = m * (1 - b)
        number = (l / slow) / (1 - l / slow)
        case("feedback", "the slower server without feedback", dict(
            arrival_rate=lam, service_rate=mu, feedback_probability=back), dict(
            visits=fsum(b**i for i in range(2000)) if b < 0.9 else 1 / (1 - b), total_arrival_rate=l / (1 - b),
            utilisation=l / slow, mean_number_in_system=number, mean_sojourn=number / l,
            mean_sojourn_per_visit=number / l * (1 - b)))


def mva():
    for n, demands, think in [(20, [0.005, 0.03, 0.01], 1.0), (1, [0.2, 0.3], 0.0), (100, [0.01, 0.01, 0.01], 0.5),
                              (500, [0.002, 0.004], 1.0), (50, [0.1], 5.0), (10, [0.1, 0.0, 0.2], 0.0)]:
        d = [mpf(one) for one in demands]
        z = mpf(think)
        # Buzen's convolution; the delay station is z^i / i!.
        g = [z**i / factorial(i) for i in range(n + 1)]
        for one in d:
            for i in range(1, n + 1):
                g[i] += one * g[i - 1]
        x = g[n - 1] / g[n]
        queues = [fsum(one**i * g[n - i] / g[n] for i in range(1, n + 1)) for one in d]
        slowest = max(d)
        case("mva", "Buzen's convolution", dict(customers=n, service_demands=demands, think_time=think), dict(
            throughput=x, mean_sojourn=n / x - z, mean_sojourns=[queue / x for queue in queues], queue_lengths=queues,
            utilisations=[x * one for one in d], mean_thinking=x * z, saturation_throughput=1 / slowest,
            saturation_customers=(z + fsum(d)) / slowest))


def fork_join_two(rho, size):
    """E[max(N1, N2)] of the chain of both queues, truncated, by block elimination; service rate 1."""
    n = size
    with mp.workdps(30):
        def generator(i):
            # Within level i (length of queue 1): queue 2 served.
            m = mp.zeros(n, n)
            for j in range(n):
                if j > 0:
                    m[j, j - 1] = 1
                out = (1 if j > 0 else 0) + (1 if i > 0 else 0) + (rho if i < n - 1 and j < n - 1 else 0)
                m[j, j] = -out
            return m
        up = mp.zeros(n, n)
        for j in range(n - 1):
            up[j, j + 1] = rho
        # pi_i = pi_(i-1) up (-(A_i + R_(i+1) ))^-1, from the top; down is the identity.
        r = None
        rates = [None] * n
        for i in range(n - 1, 0, -1):
            a = generator(i) if r is None else generator(i) + r * mp.eye(n)
            rates[i] = up * mp.inverse(-a)
            r = rates[i]
        a0 = generator(0) + rates[1]
        # Left null vector of a0.
        system = a0.T.copy()
        for j in range(n):
            system[0, j] = 1
        right = mp.zeros(n, 1)
        right[0] = 1
        level = mp.lu_solve(system, right).T
        total, mean = mpf(0), mpf(0)
        for i in range(n):
            if i > 0:
                level = level * rates[i]
            for j in range(n):
                total += level[j]
                mean += max(i, j) * level[j]
        return mean / total


def fork_join():
    for lam, mu, n in [(0.3, 1.0, 2), (0.2, 1.0, 2), (8.0, 10.0, 1), (8.0, 10.0, 8), (0.5, 1.0, 32), (9.9, 10.0, 4), (1.0, 10.0, 1000)]:
        l, m = mpf(lam), mpf(mu)
        rho = l / m
        one = 1 / (m - l)
        harmonic = mp.harmonic(n)
        method = "harmonic numbers by digamma, Lambert W"
        if n == 2:
            method = "the chain of both queues by block elimination (mean), Lambert W"
            two = fork_join_two(rho, 26 if lam < 0.25 else 34) / rho / m
        else:
            two = one * (12 - rho) / 8
        mean = one if n == 1 else two * (harmonic / mpf(1.5) + mpf(4) / 11 * (1 - harmonic / mpf(1.5)) * rho)
        sigma = (-rho * lambertw(-exp(-1 / rho) / rho)).real
        case("fork_join", method, dict(arrival_rate=lam, service_rate=mu, tasks=n), dict(
            utilisation=rho, mean_sojourn_of_task=one, mean_sojourn=mean,
            mean_sojourn_lower_bound=max(one if n == 1 else two, harmonic / (m * (1 - sigma))),
            mean_sojourn_upper_bound=harmonic * one))


def fan_out():
    for slow, n, p in [(0.01, 100, 0.99), (0.0001, 2000, 0.9999), (1e-9, 10, 0.5), (0.5, 1, 0.9), (1.0, 3, 0.99), (0.0, 7, 0.99)]:
        q = mpf(p)
        case("fan_out", "powers", dict(slow_probability=slow, fan_out=n, quantile=p), dict(
            probability_of_slow=1 - (1 - mpf(slow)) ** n, call_quantile=q ** (mpf(1) / n),
            call_slow_share=1 - q ** (mpf(1) / n)))


TIMES = [("exponential", None), ("lognormal", 1.5), ("lognormal", 0.2), ("gamma", 0.5), ("gamma", 2.0),
         ("hyperexponential", 4.0), ("pareto", 1.5), ("pareto", 3.0), ("deterministic", None)]


def fan_out_max():
    for (name, shape), (n, p) in zip(TIMES, [(100, 0.99), (20, 0.5), (1, 0.9999), (1000, 0.99), (8, 0.9), (50, 0.999),
                                              (10, 0.99), (100, 0.9999), (5, 0.99)]):
        mean, q = mpf(0.02), mpf(p)
        tail = tail_of(name, shape)
        if name == "deterministic":
            one = all_of_them = mpf(1)
        else:
            one = root_of_falling(tail, 1 - q, 1)
            # 1 - (1 - S(t))^n as the tail of the greatest.
            all_of_them = root_of_falling(lambda t: 1 - (1 - tail(t)) ** n, 1 - q, 1)
        case("fan_out_max", "root of the distribution of the greatest", dict(
            mean_time=0.02, distribution=name, fan_out=n, quantile=p, **shape_arguments(name, shape)), dict(
            call_time_quantile=mean * one, call_slow_share=1 - q ** (mpf(1) / n), time_quantile=mean * all_of_them))


def hedging():
    for (name, shape), (delay, p) in zip(TIMES, [(0.02, 0.99), (0.05, 0.999), (0.025, 0.9999), (0.04, 0.999), (0.1, 0.99),
                                                 (0.03, 0.99), (0.05, 0.999), (0.0, 0.9), (0.03, 0.99)]):
        m, d, q = mpf(0.02), mpf(delay), mpf(p)
        one = tail_of(name, shape)
        def first(t): return one(t / m)
        def both(t): return first(t) * (first(t - d) if t >= d else 1)
        deterministic = name == "deterministic"
        case("hedging", "root of the product of tails", dict(
            mean_time=0.02, distribution=name, hedge_delay=delay, quantile=p, **shape_arguments(name, shape)), dict(
            extra_load=first(d), time_quantile_without=m if deterministic else root_of_falling(first, 1 - q, m),
            time_quantile=m if deterministic else root_of_falling(both, 1 - q, m), tail_at_twice_delay=first(2 * d) * first(d)))


def retries():
    for p, n in [(0.1, 4), (0.0, 3), (1.0, 5), (0.999999, 10), (0.5, 1), (1e-9, 3), (0.9, 1000)]:
        f = mpf(p)
        case("retry_amplification", "sum of powers", dict(failure_probability=p, attempts=n), dict(
            amplification=fsum(f**i for i in range(n)), worst_amplification=n, failure_after_retries=f**n))
    for p, tiers in [(0.1, [3, 3, 3]), (0.5, [4, 2]), (1.0, [3, 4, 5]), (0.99, [10]), (0.3, [2, 3, 1, 4])]:
        f = mpf(p)
        # Tier by tier from the bottom: expected calls by the sum, not by the quotient.
        per_tier, failure = [], f
        for n in reversed(tiers):
            per_tier.insert(0, fsum(failure**i for i in range(n)))
            failure = failure**n
        product = mpf(1)
        for one in per_tier:
            product *= one
        whole = 1
        for n in tiers:
            whole *= n
        case("nested_retries", "sums tier by tier", dict(failure_probability=p, attempts=tiers), dict(
            worst_amplification=whole, attempts_per_tier=per_tier, amplification=product, failure_after_retries=failure))
    for rate, p, n, b in [(100.0, 0.5, 4, 0.1), (100.0, 0.01, 3, 0.1), (1000.0, 1.0, 3, 5.0), (10.0, 0.0, 2, 0.0)]:
        free = fsum(mpf(p) ** i for i in range(n))
        kept = min(free, 1 + mpf(b))
        case("retry_budget", "sum of powers", dict(arrival_rate=rate, failure_probability=p, attempts=n, retry_budget=b), dict(
            amplification=kept, load=rate * kept, load_without_budget=rate * free, worst_load=rate * min(mpf(n), 1 + mpf(b))))
    for base, cap, n, m in [(0.1, 10.0, 5, 2.0), (0.005, 2.0, 20, 2.0), (1.0, 1.0, 1, 2.0), (0.1, 60.0, 8, 3.0), (0.2, 5.0, 6, 1.0)]:
        pauses = [quad(lambda t: t, [0, min(mpf(cap), mpf(base) * mpf(m) ** i)]) / min(mpf(cap), mpf(base) * mpf(m) ** i)
                  for i in range(n)]
        case("full_jitter", "means of the uniform pauses by integration", dict(base=base, cap=cap, retries=n, multiplier=m), dict(
            mean_last_sleep=pauses[-1], mean_total_sleep=fsum(pauses), longest_total_sleep=2 * fsum(pauses)))
    for wanted, accepts, k in [(1000.0, 100.0, 2.0), (1000.0, 100.0, 1.1), (50.0, 100.0, 2.0), (150.0, 100.0, 2.0)]:
        r, a, kk = mpf(wanted), mpf(accepts), mpf(k)
        sent = r
        for _ in range(400):  # The client's rule, applied until it settles.
            accepted = min(sent, a)
            sent = r * (1 - max(mpf(0), (r - kk * accepted) / r))
        case("throttling", "the rule applied until it settles", dict(request_rate=wanted, accept_rate=accepts, multiplier=k), dict(
            sent_rate=sent, accepted_rate=min(sent, a), client_rejection_probability=1 - sent / r,
            backend_rejections_per_accept=(sent - min(sent, a)) / min(sent, a)))
    for rate, h in [(1000.0, 0.95), (1.0, 0.0), (5.0, 0.999)]:
        case("cold_cache", "by hand", dict(arrival_rate=rate, hit_ratio=h), dict(
            cold_multiplier=mpf(rate) / (mpf(rate) * (1 - mpf(h))), warm_store_rate=mpf(rate) * (1 - mpf(h)), cold_store_rate=rate))


def availability():
    for parts in [[0.999, 0.9995, 0.99], [1.0], [0.9999999, 0.9999999], [0.5, 0.0], [0.999] * 30]:
        a = mpf(1)
        u = mpf(1)
        for one in parts:
            a *= mpf(one)
            u *= 1 - mpf(one)
        case("series", "product", dict(availabilities=parts), dict(
            availability=a, unavailability=1 - a, downtime_per_year=(1 - a) * YEAR))
        case("parallel", "product", dict(availabilities=parts), dict(
            availability=1 - u, unavailability=u, downtime_per_year=u * YEAR))
    for one, k, n in [(0.99, 2, 3), (0.999, 3, 5), (0.9, 80, 100), (0.99, 990, 1000), (1.0, 3, 5), (0.0, 1, 2), (0.5, 0, 4),
                      (0.999999, 1, 6), (0.95, 900, 1000)]:
        a = mpf(one)
        def term(i): return binomial(n, i) * a**i * (1 - a) ** (n - i)
        up = fsum(term(i) for i in range(k, n + 1))
        down = fsum(term(i) for i in range(k))
        case("k_of_n", "sum with binomial coefficients", dict(availability_of_one=one, needed=k, components=n), dict(
            availability=up, unavailability=down, downtime_per_year=down * YEAR))
    for up, down in [(2592000.0, 3600.0), (1000.0, 0.0), (1.0, 1.0), (31536000.0, 0.5)]:
        f, m = mpf(up), mpf(down)
        states = chain([1 / f], [1 / m]) if m > 0 else [mpf(1), mpf(0)]
        case("mtbf_mttr", "two-state chain", dict(mtbf=up, mttr=down), dict(
            availability=states[0], unavailability=states[1], downtime_per_year=states[1] * YEAR,
            outages_per_year=states[0] / f * YEAR))
    for n, k, r, up, down in [(3, 2, 1, 2592000.0, 3600.0), (5, 3, 2, 1000.0, 100.0), (10, 10, 1, 100.0, 1.0),
                              (100, 90, 3, 1000.0, 20.0), (2, 1, 5, 10.0, 10.0), (300, 1, 300, 1000.0, 1000.0)]:
        f, m = mpf(up), mpf(down)
        # The full generator solved as a linear system, not as a chain, where it is small.
        if n <= 10:
            generator = mp.zeros(n + 1, n + 1)
            for i in range(n + 1):
                if i < n:
                    generator[i, i + 1] = (n - i) / f
                if i > 0:
                    generator[i, i - 1] = min(i, r) / m
                generator[i, i] = -fsum(generator[i, j] for j in range(n + 1) if j != i)
            system = generator.T.copy()
            for j in range(n + 1):
                system[0, j] = 1
            right = mp.zeros(n + 1, 1)
            right[0] = 1
            states = list(mp.lu_solve(system, right))
        else:
            states = chain([(n - i) / f for i in range(n)], [min(i + 1, r) / m for i in range(n)])
        down_share = fsum(states[n - k + 1:])
        often = states[n - k] * k / f
        case("repair_crew", "generator solved as a linear system (n ≤ 10), else balance equations", dict(
            components=n, needed=k, crew=r, mtbf=up, mttr=down), dict(
            availability=fsum(states[:n - k + 1]), unavailability=down_share, downtime_per_year=down_share * YEAR,
            mean_number_up=fsum((n - i) * s for i, s in enumerate(states)), outages_per_year=often * YEAR,
            mean_outage_length=down_share / often))


def shuffle_shard():
    for n, s, o in [(8, 2, 1), (8, 2, 2), (100, 5, 0), (100, 5, 5), (2048, 4, 2), (10, 7, 3), (10, 7, 5), (1000, 50, 10), (4, 4, 4)]:
        def exactly(i): return mpf(binomial(s, i)) * binomial(n - s, s - i) / binomial(n, s) if s - i <= n - s else mpf(0)
        if n <= 10:
            first = set(range(s))
            sets = list(itertools.combinations(range(n), s))
            overlaps = [len(first & set(one)) for one in sets]
            here = mpf(overlaps.count(o)) / len(sets)
            more = mpf(sum(1 for one in overlaps if one >= o)) / len(sets)
            mean = mpf(sum(overlaps)) / len(sets)
        else:
            here, more = exactly(o), fsum(exactly(i) for i in range(o, s + 1))
            mean = fsum(i * exactly(i) for i in range(s + 1))
        case("shuffle_shard", "enumeration of all sets (n ≤ 10), else binomial coefficients", dict(
            workers=n, shard_size=s, overlap=o), dict(
            probability_of_overlap=here, probability_of_overlap_or_more=more,
            probability_of_same_shard=1 / mpf(binomial(n, s)), shards=binomial(n, s), mean_overlap=mean))


def scaling():
    for gam, alpha, beta, n in [(100.0, 0.05, 0.001, 16.0), (995.0, 0.02, 0.0001, 64.0), (100.0, 0.05, 0.0, 8.0), (1.0, 0.0, 0.01, 10.0)]:
        g, a, b, s = mpf(gam), mpf(alpha), mpf(beta), mpf(n)
        def x(size): return g * size / (1 + a * (size - 1) + b * size * (size - 1))
        if b > 0:
            # The peak as the root of the numerical derivative.
            peak = findroot(lambda size: mp.diff(x, size), sqrt((1 - a) / b) * mpf("1.01"))
            best = x(peak)
        else:
            peak, best = inf, mp.limit(x, inf)
        case("usl", "root of the derivative, limit", dict(throughput_of_one=gam, contention=alpha, coherency=beta, size=n), dict(
            throughput=x(s), efficiency=x(s) / (g * s), peak_size=peak, peak_throughput=best))
    for f, n in [(0.05, 16.0), (0.0, 8.0), (1.0, 100.0), (0.001, 10000.0)]:
        share = mpf(f)
        time = share + (1 - share) / mpf(n)
        case("amdahl", "by hand", dict(serial_share=f, processors=n), dict(
            speed_up=1 / time, limit=inf if share == 0 else 1 / share, efficiency=1 / time / mpf(n)))


def sizing():
    for lam, mu, target, p in [(80.0, 12.0, dict(max_mean_wait=0.01), 0.99), (1000.0, 10.0, dict(max_probability_of_wait=0.01), 0.99),
                               (70.0, 10.0, dict(max_utilisation=0.7), 0.9), (9.0, 1.0, {}, 0.99),
                               (450.0, 1.0, dict(max_wait_quantile=0.05, max_utilisation=0.95), 0.999)]:
        l, m, q = mpf(lam), mpf(mu), mpf(p)
        a = l / m
        c = 1
        while True:
            if c > a and (a / c <= mpf(target.get("max_utilisation", 1.0)) * (1 + mpf(10) ** -12)):
                below, last = erlang_sums(a, c)
                wait = last / (1 - a / c) / (below + last / (1 - a / c))
                mean = wait / (c * m - l)
                late = max(mpf(0), log(wait / (1 - q)) / (c * m - l))
                if (mean <= target.get("max_mean_wait", inf) and wait <= target.get("max_probability_of_wait", inf)
                        and late <= target.get("max_wait_quantile", inf)):
                    break
            c += 1
        case("sizing", "one server more until it fits, sums with factorials", dict(
            arrival_rate=lam, service_rate=mu, quantile=p, **target), dict(
            servers=c, utilisation=a / c, probability_of_wait=wait, mean_wait=mean, wait_quantile=late))


def demand():
    for users, actions, peak, reads in [(1e6, 20.0, 3.0, 0.9), (12345.0, 7.5, 1.0, 0.0)]:
        average = mpf(users) * mpf(actions) / 86400
        case("traffic", "by hand", dict(daily_active_users=users, actions_per_user=actions, peak_multiplier=peak, read_share=reads), dict(
            average_rate=average, peak_rate=average * mpf(peak), peak_read_rate=average * mpf(peak) * mpf(reads),
            peak_write_rate=average * mpf(peak) * (1 - mpf(reads))))
    case("storage", "by hand", dict(writes_per_day=2e6, item_size="1500", replication=3.0, retention="30d"), dict(
        bytes_per_day=3e9, replicated_bytes_per_day=9e9, retained_bytes=9e10, replicated_retained_bytes=27e10))
    case("storage", "by hand", dict(writes_per_day=1000.0, item_size="2kB", retention="36h"), dict(
        bytes_per_day=2e6, replicated_bytes_per_day=2e6, retained_bytes=3e6, replicated_retained_bytes=3e6))
    case("bandwidth", "by hand", dict(average_rate="350rps", message_size="2kB", peak_multiplier=4.0), dict(
        average_bandwidth=700000, peak_bandwidth=2800000))
    for peak, head, each in [(350.0, 1.3, 100.0), (700.0, 1.0, 100.0), (110.0, 1.1, 11.0), (1.0, 2.0, 1000.0)]:
        number = mpf(math.ceil(Fraction(repr(peak)) * Fraction(repr(head)) / Fraction(repr(each))))
        case("instances", "exact fractions", dict(peak_rate=peak, headroom_factor=head, rate_per_instance=each), dict(
            required_rate=mpf(peak) * mpf(head), instances=number, utilisation=mpf(peak) / (number * mpf(each)),
            utilisation_without_one=mpf(peak) / ((number - 1) * mpf(each)) if number > 1 else inf))
    for backlog, rate, comes in [(120000.0, 500.0, 350.0), (0.0, 10.0, 1.0), (1e9, 1000.0, 0.0), (10.0, 100.0, 99.9)]:
        case("recovery_time", "by hand", dict(backlog=backlog, processing_rate=rate, arrival_rate=comes), dict(
            recovery_time=mpf(backlog) / (mpf(rate) - mpf(comes))))


def main():
    for family in [mm1, mmc, erlang_b, mmck, erlang_a, mg1, mg1_ps, md1, dm1, batch, little, tandem, feedback, mva,
                   fork_join, fan_out, fan_out_max, hedging, retries, availability, shuffle_shard, scaling, sizing, demand]:
        before = len(CASES)
        family()
        print(f"{family.__name__}: {len(CASES) - before}", flush=True)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "closed_forms.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in CASES) + "\n]\n")
    print(f"{len(CASES)} cases")


if __name__ == "__main__":
    main()
