"""The least-effort path: the cheapest set of better answers with which a level is reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from assessments.scoring.answers import Answer, Answers, Value
from assessments.scoring.bank import Bank
from assessments.scoring.marks import mark_of
from assessments.scoring.outlook.cases import Choice, Compares, Offer, Offering, problem_of
from assessments.scoring.outlook.effort import figures_of, improvements, improvements_size
from assessments.scoring.outlook.hindrances import Hindrance, hindrances
from assessments.scoring.outlook.solving import Listed, Solution, Solver, listed
from assessments.scoring.plan import PlannedQuestion, weighted_plan_of
from assessments.scoring.recommendations import aimed_points, wanted_level
from assessments.scoring.visibility import values_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the team says about the path.

    `fixed` names the questions that cannot change, `efforts` the team's own person-days (of a
    rubric one for each step, else one figure); `beyond` allows to raise answers further that have
    already reached what the level wants of them.
    """

    fixed: frozenset[str] = frozenset()
    efforts: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One answer to better: from its value (None: open) to `value`, in person-days.

    Of a multiple question `value` is one way to tick enough options. `assumed` says that nobody
    has stated the figures; `for_gate` that a gate holds below the level as it stands.
    """

    code: str
    part: str
    before: Value | None
    value: Value | None
    effort: Fraction
    assumed: bool
    for_gate: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The cheapest way to a level: effort in person-days, and the moves in the order of the bank.

    `effort` is None where no way was found; then `hindrances` say what stands in the way. `bound`
    is what every way must cost at least; `is_proven` that nothing is cheaper, or that there is no
    way at all.
    """

    target: str
    effort: Fraction | None
    bound: Fraction
    is_proven: bool
    moves: tuple[Move, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The best path, and the cheapest that leaves at least one of its questions alone.

    `second` is None where there is none, or where none was found among the cases tried.
    """

    best: Path
    second: Path | None


def least_effort(bank: Bank, answers: Answers, target: str, terms: Terms | None = None) -> Path:
    """Find the least-effort set of better answers that reaches at least the level.

    Floors of all parts, all gates, the not-applicable limit and the bank's highest level hold;
    rules S47 to S50 say what may be bettered. Proven by a dynamic programme for each part; where a
    bank is too entangled for that, the best that was found comes with a bound (rule S49).

    Args:
        bank: a published bank.
        answers: what was said, by question code; a missing code is blank.
        target: code of the level to reach.
        terms: what cannot change, own effort figures.

    Raises:
        UnknownLevel: the bank has no such level.
        UnknownQuestion, AnswerOutOfRange: an answer does not fit the bank.
        NoCompletions: the bank has another method than the weighted mean.

    Source: docs/scoring.md, rules S47 to S50.
    """
    return Ways(bank, answers, terms).best(target)


def best_and_second(bank: Bank, answers: Answers, target: str, terms: Terms | None = None) -> Paths:
    """Find the path and the second best: the cheapest that spares a question of the first.

    Args and Raises as for `least_effort`. Source: docs/scoring.md, rule S51.
    """
    ways = Ways(bank, answers, terms)
    return Paths(ways.best(target), ways.second(target))


def effort_curve(bank: Bank, answers: Answers, terms: Terms | None = None) -> tuple[Path, ...]:
    """Give the path to each level of the bank but the lowest, in their order.

    Args and Raises as for `least_effort`. Source: docs/scoring.md, rule S47.
    """
    return Ways(bank, answers, terms).curve()


class Ways:
    """All paths from the same answers: what they have in common is worked out once."""

    def __init__(self, bank: Bank, answers: Answers, terms: Terms | None = None) -> None:
        """Take a bank and answers; Args and Raises as for `least_effort`."""
        self.plan = weighted_plan_of(bank)
        self.answers = answers
        self.terms = terms or Terms()
        self.values = values_of(self.plan, answers)
        self.figures = {
            code: figures_of(question, self.terms.efforts.get(code))
            for code, question in bank.questions.items()
        }
        self.scale = lcm(*(day.denominator for f in self.figures.values() for day in f.days))
        self.planned = {q.code: q for p in self.plan.parts for s in p.sections for q in s.questions}
        self._listed: dict[frozenset[str], Listed] = {}
        self._searches: dict[str, _Search] = {}

    def best(self, target: str) -> Path:
        """Give the path to a level.

        Raises:
            UnknownLevel: the bank has no such level.
        """
        return self._search(target).best()

    def second(self, target: str) -> Path | None:
        """Give the second best; None where there is none, or none was found (rule S51)."""
        return self._search(target).second()

    def tries_all(self, target: str) -> bool:
        """Say whether every case is tried: then what was not found is not there (rule S49)."""
        return self._search(target).solver.tries_all

    def curve(self) -> tuple[Path, ...]:
        """Give the path to each level of the bank but the lowest, in their order."""
        return tuple(self.best(code) for code in self.plan.codes[1:])

    def _search(self, target: str) -> "_Search":
        if target not in self._searches:
            self._searches[target] = _Search(self, target)
        return self._searches[target]

    def listed(self, better: frozenset[str]) -> Listed:
        """Give the problem where these questions may be bettered, the same for all levels."""
        if better not in self._listed:
            found = problem_of(self.plan, self.answers, _Offered(self, better).offering)
            self._listed[better] = listed(found)
        return self._listed[better]


class _Offered:
    """What may be answered: each question as it stands, and those to be bettered better too."""

    def __init__(self, ways: Ways, better: frozenset[str]) -> None:
        self.ways = ways
        self.better = better
        self.offering = Offering(self._size, self._offers, self._some)

    def _offers(self, code: str, _answer: Answer, compares: Compares) -> Iterable[Offer]:
        value = self.ways.values.get(code)
        yield Offer(value)
        if code in self.better:
            question = self.ways.plan.questions[code]
            found = improvements(question, value, self.ways.figures[code], compares)
            for better, days in found:
                yield Offer(better, int(days * self.ways.scale))

    def _some(self, code: str, answer: Answer, _compares: Compares) -> Iterable[Offer]:
        """Give the better answers without telling apart which options are ticked."""
        return self._offers(code, answer, ())

    def _size(self, code: str, _answer: Answer, compares: Compares) -> int:
        if code not in self.better:
            return 1
        value = self.ways.values.get(code)
        return 1 + improvements_size(self.ways.plan.questions[code], value, compares)


class _Search:
    """One level to be reached, for the best path and again for the second."""

    def __init__(self, ways: Ways, target: str) -> None:
        self.ways, self.plan = ways, ways.plan
        self.level = self.plan.level(target)
        self.target = target
        self.wanted = wanted_level(self.plan, self.level)
        better = frozenset(code for code, one in ways.planned.items() if self._may_better(one))
        self.solver = Solver(ways.listed(better), self.level)
        self.solution = self.solver.solve()

    def _may_better(self, planned: PlannedQuestion) -> bool:
        terms = self.ways.terms
        if not planned.weight or planned.code in terms.fixed:
            return False
        return terms.beyond or not self._is_at_level(planned)

    def _is_at_level(self, planned: PlannedQuestion) -> bool:
        value = self.ways.values.get(planned.code)
        if value is None:
            return False
        points = mark_of(planned, self.plan.unit, value).points
        wanted = aimed_points(self.plan, planned, self.wanted)
        return points >= wanted and not self._gate_holds(planned, value)

    def best(self) -> Path:
        return self._path(self.solution)

    def second(self) -> Path | None:
        """Spare each question of the best path in turn; None where it cannot be done without."""
        if self.solution is None or not self.solution.taken:
            return None
        found = self.solver.sparing(self.solution)
        return None if found is None else self._path(found)

    def _path(self, solution: Solution | None) -> Path:
        if solution is None:
            found = hindrances(self.solver.problem, self.level)
            proven = self.solver.tries_all
            return Path(self.target, None, Fraction(0), proven, hindrances=found)
        place = {code: index for index, code in enumerate(self.plan.questions)}
        taken = sorted(solution.taken.items(), key=lambda item: place[item[0]])
        return Path(
            target=self.target,
            effort=Fraction(solution.cost, self.ways.scale),
            bound=Fraction(solution.bound, self.ways.scale),
            is_proven=solution.cost == solution.bound,
            moves=tuple(self._move(code, choice) for code, choice in taken),
        )

    def _move(self, code: str, choice: Choice) -> Move:
        planned, before = self.ways.planned[code], self.ways.values.get(code)
        return Move(
            code=code,
            part=self.plan.bank.section_of[code][0].code,
            before=before,
            value=choice.value,
            effort=Fraction(choice.cost, self.ways.scale),
            assumed=self.ways.figures[code].assumed,
            for_gate=self._gate_holds(planned, before),
        )

    def _gate_holds(self, planned: PlannedQuestion, value: Value | None) -> bool:
        if planned.gate is None:
            return False
        if value is None:
            return planned.gate.fail_cap < self.level
        return planned.gate.cap(mark_of(planned, self.plan.unit, value).exact) < self.level
