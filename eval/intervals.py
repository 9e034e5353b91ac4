"""Means with what chance could make of them.

The Dutch and the English form of an item rise and fall together, so they count as one draw: the
bootstrap draws pairs (clusters), and Wilson's interval takes the number of pairs as its n.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
SEED = 20160921
_Z = 1.959963984540054  # two-sided 95%


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95% interval, of `n` items in `pairs` pairs."""

    mean: float
    low: float
    high: float
    n: int
    pairs: int

    def apart(self, other: Estimate) -> bool:
        """Whether the two intervals do not touch."""
        return self.low > other.high or self.high < other.low


def wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's score interval of a share of `n` draws (E. B. Wilson, 1927). `n` is at least 1."""
    scale = 1 + _Z**2 / n
    centre = (share + _Z**2 / (2 * n)) / scale
    reach = _Z / scale * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    low = 0.0 if share == 0 else max(0.0, centre - reach)
    high = 1.0 if share == 1 else min(1.0, centre + reach)
    return low, high


def resampled(clusters: Sequence[str], statistic: Callable[[np.ndarray], np.ndarray]) -> tuple[float, float] | None:
    """The 95% percentile interval of a statistic over draws of whole clusters.

    `statistic` takes weights of shape (draws, items), how often each item was drawn, and gives one
    number for each draw, NaN where it is undefined. None where it is undefined in most draws.
    """
    member = _members(clusters)
    values = statistic(_draws(int(member.max()) + 1)[:, member].astype(np.float64))
    return _percentiles(values)


def _members(clusters: Sequence[str]) -> npt.NDArray[np.intp]:
    """The number of each item's cluster, from 0, in order of appearance."""
    names = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    return np.array([names[name] for name in clusters], dtype=np.intp)


@functools.lru_cache(maxsize=64)
def _draws(count: int) -> npt.NDArray[np.int16]:
    """How often each of `count` clusters is drawn, shape (RESAMPLES, count).

    Kept, since a report asks for hundreds of intervals over a few dozen sizes of group.
    """
    rng = np.random.default_rng(SEED)
    return rng.multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(np.int16)


def _percentiles(values: np.ndarray) -> tuple[float, float] | None:
    values = values[np.isfinite(values)]
    if len(values) < RESAMPLES / 2:
        return None
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def estimate(values: Sequence[float], clusters: Sequence[str], *, share: bool = True) -> Estimate | None:
    """The mean of `values` with its interval; None where there are no values.

    Values that are all the same, or only 0 and 1, get Wilson's interval when the metric is a
    `share` (between 0 and 1): the bootstrap gives those no width, or too little.
    """
    if not values:
        return None
    data = np.array(values, dtype=np.float64)
    mean, pairs = float(data.mean()), len(set(clusters))
    flat = bool(np.all(data == data[0]))
    if share and (flat or bool(np.all((data == 0) | (data == 1)))):
        low, high = wilson(mean, pairs)
    elif flat:
        low = high = mean
    else:
        found = _percentiles(_means(data, _members(clusters)))
        low, high = found if found is not None else (mean, mean)
    return Estimate(mean, low, high, len(values), pairs)


def _means(data: np.ndarray, member: npt.NDArray[np.intp]) -> np.ndarray:
    """The mean of the items in each draw, NaN where it drew none."""
    draws = _draws(int(member.max()) + 1).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((draws @ np.bincount(member, data)) / (draws @ np.bincount(member)))


def paired(before: Sequence[float], after: Sequence[float], clusters: Sequence[str]) -> Estimate | None:
    """The mean of `after - before`, item by item, with its interval; None where there are no items."""
    differences = [b - a for a, b in zip(before, after, strict=True)]
    return estimate(differences, clusters, share=False)


def p_value(before: Sequence[float], after: Sequence[float], clusters: Sequence[str]) -> float:
    """Chance of a difference this large or larger if nothing had changed, two-sided.

    McNemar's exact test where all values are 0 or 1 and no cluster has two items, else a
    permutation test that flips the sign of whole clusters.
    """
    differences = [b - a for a, b in zip(before, after, strict=True)]
    if not any(differences):
        return 1.0
    single = len(set(clusters)) == len(clusters)
    if single and {*before, *after} <= {0.0, 1.0}:
        from scipy.stats import binomtest

        rose = sum(d > 0 for d in differences)
        return float(binomtest(rose, sum(d != 0 for d in differences)).pvalue)
    sums: dict[str, float] = {}
    for name, difference in zip(clusters, differences, strict=True):
        sums[name] = sums.get(name, 0.0) + difference
    return _sign_flips(np.array([value for value in sums.values() if value]))


def _sign_flips(sums: npt.NDArray[np.float64]) -> float:
    """The sign-flip permutation test of a mean of 0: exact up to 12 clusters, else drawn."""
    if len(sums) < 2:
        return 1.0  # one cluster may as well have gone the other way
    from scipy.stats import permutation_test

    result = permutation_test(
        (sums, np.zeros_like(sums)),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999 if len(sums) > 12 else 2 ** len(sums),  # as many as there are: exact
        rng=np.random.default_rng(SEED),
    )
    return float(result.pvalue)


def smallest_loss(pairs: int) -> int:
    """In how many of `pairs` pairs something must be lost before the interval excludes no loss.

    The bootstrap's upper end drops below 0 once fewer than 2.5% of the draws miss every lost pair.
    """
    return next((k for k in range(1, pairs) if (1 - k / pairs) ** pairs < 0.025), pairs)
