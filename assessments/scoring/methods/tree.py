"""Mean tree: stream, section, part and whole are each the mean of what is below them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from assessments.scoring.bank_scoring import MeanTree
from assessments.scoring.kinds.single import as_written
from assessments.scoring.methods.found import (
    AskedPart,
    AskedSection,
    Bounds,
    Found,
    Result,
    Worth,
    absence,
    band_at,
    bounds_of,
    counted,
    mean,
)
from assessments.scoring.methods.gaps import gaps
from assessments.scoring.methods.relative import Pairs, relative_figures
from assessments.scoring.points import best_quality, quality
from assessments.scoring.scorecard import Figure, Range
from assessments.scoring.standing import Reading, Standing

NOUGHT = Fraction(0)
Leaf = Callable[[Standing], Bounds]


def mean_tree(config: MeanTree, reading: Reading, parts: Sequence[AskedPart]) -> Result:
    """Average what counts, from the questions up; what has nothing below it is left out.

    Source: OWASP SAMM; docs/scoring.md, rules S59 and S60.
    """
    pairs = Pairs(config, reading)
    every = [standing for part in parts for standing in part.standings]
    tree = _Tree(config, pairs, every)
    sections = [section for part in parts for section in part.sections]
    return Result(
        tree.found(lambda leaf: tree.whole(parts, leaf), every),
        {p.planned.code: tree.of_part(p) for p in parts},
        {s.planned.code: tree.of_section(s) for s in sections},
        {
            s.planned.code: Worth(share=tree.leaf(s).now)
            for s in counted(every)
            if s.value is not None
        },
        gaps(pairs, tree.leaves(parts)),
    )


def leaf_of(standing: Standing) -> Bounds:
    """Give a question's share of full marks, with its bounds."""
    question = standing.planned.question
    best = best_quality(question)
    return bounds_of(standing, lambda value: quality(question, value), NOUGHT, best)


class _Tree:
    """The averages of one bank; `None` stands for a branch with nothing that counts."""

    def __init__(self, config: MeanTree, pairs: Pairs, every: Iterable[Standing]) -> None:
        self.config, self.pairs = config, pairs
        self.full = as_written(config.scale)
        self._leaves = {standing.planned.code: leaf_of(standing) for standing in counted(every)}
        self._sections: dict[str, Bounds | None] = {}

    def leaf(self, standing: Standing) -> Bounds:
        """Give what `leaf_of` finds, worked out once for all branches that hold the question."""
        return self._leaves[standing.planned.code]

    def of_part(self, part: AskedPart) -> Found:
        return self.found(lambda leaf: self.part(part, leaf), part.standings)

    def of_section(self, section: AskedSection) -> Found:
        found = self.found(lambda leaf: self.section(section, leaf), section.standings)
        return found._replace(figures=(*found.figures, *self._streams(section)), level=None)

    def whole(self, parts: Iterable[AskedPart], leaf: Leaf) -> Bounds | None:
        return _mean(self.part(part, leaf) for part in parts)

    def part(self, part: AskedPart, leaf: Leaf) -> Bounds | None:
        return _mean(self.section(section, leaf) for section in part.sections)

    def section(self, section: AskedSection, leaf: Leaf) -> Bounds | None:
        if leaf != self.leaf:
            return self._section(section, leaf)
        code = section.planned.code
        if code not in self._sections:
            self._sections[code] = self._section(section, leaf)
        return self._sections[code]

    def _section(self, section: AskedSection, leaf: Leaf) -> Bounds | None:
        return _mean(_mean(map(leaf, rows)) for _, rows in self._branches(section))

    def leaves(self, parts: Iterable[AskedPart]) -> Iterator[tuple[Standing, str, Fraction]]:
        """Give every question that counts, its part, and its share of the part's mean."""
        for part in parts:
            held = [[rows for _, rows in self._branches(one) if rows] for one in part.sections]
            sections = [branches for branches in held if branches]
            for branches in sections:
                for rows in branches:
                    share = Fraction(1, len(sections) * len(branches) * len(rows))
                    yield from ((row, part.planned.code, share) for row in rows)

    def _branches(self, section: AskedSection) -> Iterator[tuple[str, list[Standing]]]:
        """Give the streams by title, then each question that stands in none."""
        rows = {standing.planned.code: standing for standing in counted(section.standings)}
        for stream in self.config.streams.get(section.planned.code, ()):
            yield stream.title, [rows.pop(code) for code in stream.questions if code in rows]
        for standing in rows.values():
            yield "", [standing]

    def _streams(self, section: AskedSection) -> Iterator[Figure]:
        for number, (title, rows) in enumerate(self._branches(section), 1):
            if title and (found := _mean(map(self.leaf, rows))):
                yield self._figure(f"stream.{number}", title, found)

    def _figure(self, code: str, label: str, found: Bounds) -> Figure:
        now, low, high = found.each(lambda bound: bound * self.full)
        return Figure(code, label, now, self.full, low, high)

    def found(self, branch: Callable[[Leaf], Bounds | None], here: Sequence[Standing]) -> Found:
        """Give the result of a branch, with how far it is from its target and its beginning."""
        now = branch(self.leaf)
        if now is None:
            return Found(absence(here))
        level = band_at(self.config.levels, now.now * self.full)
        figures = (
            self._figure("mean", "Mean", now),
            *relative_figures(self.pairs, branch, list(counted(here))),
        )
        return Found(Range(*now), figures, level)


def _mean(branches: Iterable[Bounds | None]) -> Bounds | None:
    rows = [branch for branch in branches if branch is not None]
    return mean(rows) if rows else None
