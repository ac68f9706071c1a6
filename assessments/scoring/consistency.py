"""What must agree inside a bank: codes, gates, floors, conditions and translations.

The rules look at the plain tree, so that a file with other errors is told all of them at once.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from assessments.scoring.condition_rules import condition_problems, cycle_problems
from assessments.scoring.method_consistency import method_problems
from assessments.scoring.outline import Outline, Place, Tree, items, outline
from assessments.scoring.wording import wordings

if TYPE_CHECKING:
    from assessments.scoring.bank import Bank

# The display level of every kind but the rubric runs from 0 to 4 (docs/scoring.md).
DISPLAY_TOP = 4


class Problem(NamedTuple):
    """One thing that is wrong: where in the file (empty for the whole), and what."""

    path: str
    message: str


class FieldProblem(ValueError):
    """What is wrong with one key of a question that Pydantic checks as a whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class InconsistentBank(ValueError):
    """A structurally sound bank that disagrees with itself; `problems` lists where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {message}" for path, message in self.problems))


def problems_of(bank: "Bank") -> list[Problem]:
    """List everything that disagrees inside a structurally sound bank."""
    return tree_problems(bank.model_dump(mode="json", by_alias=True, exclude_none=True))


def tree_problems(tree: Tree) -> list[Problem]:
    """List everything that disagrees inside content of any state, in the order of the rules."""
    view = outline(tree)
    return [problem for rule in RULES for problem in rule(view)]


def _doubled_codes(view: Outline) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    groups = (*view.parts, *(section for _, section in view.sections))
    for place in (*groups, *(asked.question for asked in view.asked)):
        code = place.text("code")
        if code and code in seen:
            yield Problem(place.at("code"), f"the code {code} is already used at {seen[code]}")
        seen.setdefault(code, place.path)


def level_codes(view: Outline) -> list[str]:
    """List the readiness levels of the scoring configuration, lowest first."""
    scoring = view.bank.child("scoring")
    return [level.text("code") for level in scoring.children("levels")] if scoring else []


def top_level(question: Place) -> int:
    """Give the highest level an answer to the question can show."""
    if question.text("kind") == "rubric":
        return max(len(items(question.node.get("levels"))) - 1, 0)
    return DISPLAY_TOP


def _gates(view: Outline) -> Iterator[Problem]:
    levels = level_codes(view)
    for asked in view.asked:
        if gate := asked.question.child("gate"):
            yield from _gate(gate, levels, top_level(asked.question))


def _gate(gate: Place, levels: list[str], top: int) -> Iterator[Problem]:
    yield from _known_level(gate, "caps_at", levels)
    fails_below = gate.node.get("fails_below")
    if isinstance(fails_below, int) and fails_below > top:
        yield Problem(gate.at("fails_below"), f"{fails_below} is above the highest level {top}")
    exactly = gate.child("exactly")
    if exactly is None:
        return
    yield from _known_level(exactly, "caps_at", levels)
    level = exactly.node.get("level")
    if isinstance(level, int) and isinstance(fails_below, int) and not fails_below <= level <= top:
        yield Problem(exactly.at("level"), f"{level} is not between {fails_below} and {top}")


def _known_level(place: Place, key: str, levels: list[str]) -> Iterator[Problem]:
    code = place.text(key)
    if code and levels and code not in levels:
        yield Problem(place.at(key), f"there is no level {code}; levels are {', '.join(levels)}")


def _floors(view: Outline) -> Iterator[Problem]:
    scoring = view.bank.child("scoring")
    floors = scoring.child("floors") if scoring else None
    if floors is None:
        return
    levels = level_codes(view)
    yield from _known_parts(floors, view)
    for part in floors.node:
        if row := floors.child(part):
            yield from _known_keys(row, levels, "level")
            yield from _rising(row, levels)


def _known_parts(place: Place, view: Outline) -> Iterator[Problem]:
    yield from _known_keys(place, [part.text("code") for part in view.parts], "part")


def _known_keys(place: Place, known: Iterable[str], noun: str) -> Iterator[Problem]:
    for key in place.node:
        if key not in known:
            yield Problem(place.at(str(key)), f"there is no {noun} {key}")


def _rising(row: Place, levels: list[str]) -> Iterator[Problem]:
    floor = 0
    for level in dict.fromkeys(levels):
        percent = row.node.get(level)
        if not isinstance(percent, int):
            continue
        if percent < floor:
            yield Problem(row.at(level), f"the floor {percent} lies below {floor} of a lower level")
        floor = max(floor, percent)


def _scoring_names(view: Outline) -> Iterator[Problem]:
    scoring = view.bank.child("scoring")
    if scoring is None:
        return
    levels = level_codes(view)
    yield from _known_level(scoring, "highest_level", levels)
    if limit := scoring.child("not_applicable_limit"):
        yield from _known_level(limit, "caps_at", levels)
    if wanted := scoring.child("wanted"):
        yield from _known_keys(wanted, levels, "level")
    if weights := scoring.child("part_weights"):
        yield from _known_parts(weights, view)
    for index, code in enumerate(levels):
        if code and code in levels[:index]:
            path = f"{scoring.at('levels')}[{index}].code"
            yield Problem(path, f"the level code {code} is already used")


def _translations(view: Outline) -> Iterator[Problem]:
    translations = view.bank.child("translations")
    if translations is None:
        return
    keys = {wording.key for wording in wordings(view)}
    for language in translations.node:
        if language == view.bank.text("language"):
            yield Problem(translations.at(language), "this is the bank's own language")
        if texts := translations.child(language):
            yield from _known_keys(texts, keys, "text")


def _conditions(view: Outline) -> Iterator[Problem]:
    for path, message in (*condition_problems(view), *cycle_problems(view)):
        yield Problem(path, message)


def _method(view: Outline) -> Iterator[Problem]:
    for path, message in method_problems(view):
        yield Problem(path, message)


RULES: tuple[Callable[[Outline], Iterator[Problem]], ...] = (
    _doubled_codes,
    _gates,
    _floors,
    _scoring_names,
    _method,
    _conditions,
    _translations,
)
