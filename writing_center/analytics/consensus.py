"""A consensus of levels that weighs readers by how reliable they are, and corrects their bias.

The model is PG₁ of Piech, Huang, Chen, Do, Ng & Koller (2013), "Tuned Models of Peer Assessment
in MOOCs" (EDM 2013, arXiv:1307.2579), for text u and reader v:

    true level      s_u ~ Normal(μ, 1/γ)
    bias            b_v ~ Normal(0, 1/η)
    reliability     τ_v ~ Gamma(α, β)
    given level     z_uv ~ Normal(s_u + b_v, 1/τ_v)

They sampled it (Gibbs); classes are small here and a page must not wait, so the posterior is
approximated by mean-field variational Bayes, coordinate by coordinate: every step has a closed
form, every precision is positive, and so nothing can overflow, divide by zero or be NaN. A text
is one criterion of one submission; bias and reliability are a reader's over all of them. Levels
are put on 0…1 before, and back after. The spreads of true levels, biases and errors (1/γ, 1/η,
β/α) are learnt from the class, each drawn toward a plain guess by a few imagined observations:
with little to learn from, the guess decides, and the consensus is near the mean.

ADR 11 says what was rejected, and what was measured.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

# Guesses on the scale 0…1, as variances, and how many imagined observations they are worth.
TRUE_VARIANCE, BIAS_VARIANCE, ERROR_VARIANCE = 0.1, 0.02, 0.05
IMAGINED = 24.0
# Shape of the Gamma: how alike readers are thought to be. Higher is more alike.
ALIKE = 2.5
ROUNDS, CLOSE_ENOUGH = 200, 1e-5

Key = tuple[str, str]


@dataclass(frozen=True)
class GivenLevel:
    """One reader's level, from 0, for one criterion of one submission; ``top`` is the highest."""

    submission_id: str
    criterion_id: str
    reviewer_id: str
    level: int
    top: int


def consensus_levels(given: Iterable[GivenLevel]) -> dict[Key, float]:
    """The consensus by submission and criterion, counted from 1, within the scale.

    One level for each thing read is enough; nothing given, nothing said. What can't be read (no
    such level, a scale of one level) is left out.
    """
    usable = [one for one in given if one.top > 0 and 0 <= one.level <= one.top]
    if not usable:
        return {}
    tops = {(one.submission_id, one.criterion_id): one.top for one in usable}
    fitted = _Fit(usable).run()
    return {
        key: 1.0 + tops[key] * min(1.0, max(0.0, value))
        for key, value in fitted.items()
        if isfinite(value)
    }


@dataclass
class _Belief:
    """A normal distribution."""

    mean: float
    variance: float

    @property
    def square(self) -> float:
        return self.mean**2 + self.variance


@dataclass
class _Observation:
    key: Key
    reader: str
    value: float


@dataclass
class _Fit:
    """Variational Bayes by coordinate ascent. ``run`` gives the means of the true levels."""

    given: Sequence[GivenLevel]
    true_variance: float = TRUE_VARIANCE
    bias_variance: float = BIAS_VARIANCE
    error_variance: float = ERROR_VARIANCE
    levels: dict[Key, _Belief] = field(default_factory=dict)
    biases: dict[str, _Belief] = field(default_factory=dict)
    precisions: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key: dict[Key, list[_Observation]] = defaultdict(list)
        self.by_reader: dict[str, list[_Observation]] = defaultdict(list)
        for one in self.given:
            key = (one.submission_id, one.criterion_id)
            seen = _Observation(key, one.reviewer_id, one.level / one.top)
            self.by_key[key].append(seen)
            self.by_reader[one.reviewer_id].append(seen)
        self.biases = {reader: _Belief(0.0, 0.0) for reader in self.by_reader}
        self.precisions = dict.fromkeys(self.by_reader, 1 / self.error_variance)
        self.middles = self._means_by_criterion()

    def run(self) -> dict[Key, float]:
        """The means of the true levels, once they hardly move any more."""
        before: Mapping[Key, float] = {}
        for _ in range(ROUNDS):
            self._update_levels()
            self._update_biases()
            self._update_precisions()
            self._learn_spreads()
            now = {key: belief.mean for key, belief in self.levels.items()}
            if before and max(abs(now[key] - before[key]) for key in now) < CLOSE_ENOUGH:
                break
            before = now
        return {key: belief.mean for key, belief in self.levels.items()}

    def _means_by_criterion(self) -> dict[str, float]:
        """Where each criterion's levels lie, drawn a little toward the middle of the scale."""
        values: dict[str, list[float]] = defaultdict(list)
        for key, seen in self.by_key.items():
            values[key[1]].extend(one.value for one in seen)
        return {name: (sum(of) + 0.5) / (len(of) + 1) for name, of in values.items()}

    def _update_levels(self) -> None:
        prior = 1 / self.true_variance
        for key, seen in self.by_key.items():
            weights = [self.precisions[one.reader] for one in seen]
            pull = sum(
                weight * (one.value - self.biases[one.reader].mean)
                for weight, one in zip(weights, seen, strict=True)
            )
            precision = prior + sum(weights)
            self.levels[key] = _Belief(
                (prior * self.middles[key[1]] + pull) / precision, 1 / precision
            )

    def _update_biases(self) -> None:
        prior = 1 / self.bias_variance
        for reader, seen in self.by_reader.items():
            weight = self.precisions[reader]
            precision = prior + weight * len(seen)
            pull = sum(one.value - self.levels[one.key].mean for one in seen)
            self.biases[reader] = _Belief(weight * pull / precision, 1 / precision)

    def _update_precisions(self) -> None:
        for reader, seen in self.by_reader.items():
            wrong = sum(self._squared_error(one) for one in seen)
            shape = ALIKE + len(seen) / 2
            self.precisions[reader] = shape / (ALIKE * self.error_variance + wrong / 2)

    def _squared_error(self, one: _Observation) -> float:
        """What is expected of the squared error of one observation."""
        level, bias = self.levels[one.key], self.biases[one.reader]
        return (one.value - level.mean - bias.mean) ** 2 + level.variance + bias.variance

    def _learn_spreads(self) -> None:
        self.true_variance = _spread(
            [(b.mean - self.middles[key[1]]) ** 2 + b.variance for key, b in self.levels.items()],
            TRUE_VARIANCE,
        )
        self.bias_variance = _spread([b.square for b in self.biases.values()], BIAS_VARIANCE)
        errors = [self._squared_error(one) for of in self.by_reader.values() for one in of]
        self.error_variance = _spread(errors, ERROR_VARIANCE)


def _spread(squares: Sequence[float], guess: float) -> float:
    """A variance, drawn toward the guess by imagined observations."""
    return (sum(squares) + IMAGINED * guess) / (len(squares) + IMAGINED)
