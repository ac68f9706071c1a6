"""What changed between two banks, by code, and which version number that makes.

Whatever is not known to be wording or advice counts as able to move a score.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from assessments.banks.diff.likeness import asks_another, swapped
from assessments.banks.formats.canonical import content_of
from assessments.scoring.bank import Bank

# Texts and advice: no answer means anything else, and no score moves, when they change.
QUESTION_WORDING = frozenset(
    {"title", "why", "improvement", "evidence_hint", "examples", "source", "origin", "effort"}
    | {"unit", "ask_again_if", "resources", "ref", "choice resources"}
)
GROUP_WORDING = frozenset({"title", "short_title", "description", "ref"})
CHOICE_WORDING = frozenset({"text", "resources", "ref"})
BANK_WORDING = frozenset(
    {"title", "description", "publisher", "licence", "attribution", "source", "translations"}
    | {"asides", "language"}
)
ANOTHER: Final = "asks something else now"
SWAPPED: Final = "other meaning of"
SCORING_WORDING = frozenset(
    {"highest_level_reason", "wanted", "levels", "risks", "streams"},
)
NAMES: Final = frozenset({"name", "sentence", "title"})
APART = frozenset({"format", "version", "notes", "slug", "profile", "parts", "scoring"})


@dataclass(frozen=True, slots=True)
class Change:
    """One question, section, part or setting of the bank whose keys differ."""

    code: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code}: {', '.join(self.keys)}"


@dataclass(frozen=True, slots=True)
class BankDiff:
    """The differences by question code; `scoring` names what can move a score or drop an answer.

    `moved` has questions in another section or another place of theirs; `reworded` what changed in
    texts and advice only.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    reworded: tuple[Change, ...] = ()
    scoring: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.reworded or self.scoring)

    @property
    def moves_scores(self) -> bool:
        """Whether an answer could be dropped or a score come out otherwise."""
        return bool(self.added or self.removed or self.scoring)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the next version is a major one, in words; empty for a minor one."""
        words = [f"{code} is new" for code in self.added]
        words += [f"{code} is no longer asked" for code in self.removed]
        return (*words, *(str(change) for change in self.scoring))


def diff(old: Bank, new: Bank) -> BankDiff:
    """Compare two banks; the version number and notes do not count."""
    before, after = _Flat(content_of(old)), _Flat(content_of(new))
    reworded, scoring = [], []
    for code, keys, wording in _changes(before, after):
        texts = tuple(key for key in keys if key in wording)
        rest = tuple(key for key in keys if key not in wording)
        if texts:
            reworded.append(Change(code, texts))
        if rest:
            scoring.append(Change(code, rest))
    scoring += _other_meanings(old, new)
    return BankDiff(
        added=tuple(code for code in after.questions if code not in before.questions),
        removed=tuple(code for code in before.questions if code not in after.questions),
        moved=_moved(before, after),
        reworded=tuple(reworded),
        scoring=(*scoring, *_resettled(before, after)),
    )


def _other_meanings(old: Bank, new: Bank) -> Iterator[Change]:
    """Name the codes under which an old answer would be read as another one."""
    for code, question in new.questions.items():
        before = old.questions.get(code)
        if before is None or before == question:
            continue
        if asks_another(before, question):
            yield Change(code, (ANOTHER,))
        elif keys := swapped(before, question):
            yield Change(code, (f"{SWAPPED} {', '.join(keys)}",))


def next_version(old_number: str, changes: BankDiff) -> str:
    """Give the number after `old_number`: the next minor for wording, else the next major."""
    major, minor = (int(number) for number in old_number.split("."))
    return f"{major + 1}.0" if changes.moves_scores else f"{major}.{minor + 1}"


class _Flat:
    """A bank's content taken apart: questions, groups and settings by code, and where each is."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.questions = {q["code"]: _skeleton(q) for q in content.get("profile", [])}
        self.groups: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, list[str]] = {"profile": list(self.questions), "bank": []}
        self.scoring = _plain_scoring(content["scoring"])
        self.bank = {key: value for key, value in content.items() if key not in APART}
        for part in content["parts"]:
            self.orders["bank"].append(part["code"])
            self._group(part, "sections")
            for section in part["sections"]:
                self._group(section, "questions")
                self.questions |= {q["code"]: _skeleton(q) for q in section["questions"]}
        self.home = {code: group for group, codes in self.orders.items() for code in codes}

    def _group(self, group: Mapping[str, Any], held: str) -> None:
        code = group["code"]
        self.groups[code] = {key: value for key, value in group.items() if key != held}
        self.orders[code] = [inner["code"] for inner in group[held]]


def skeletons(bank: Bank) -> dict[str, dict[str, Any]]:
    """Give each question with its texts apart from its rules, by code."""
    return _Flat(content_of(bank)).questions


def _skeleton(question: Mapping[str, Any]) -> dict[str, Any]:
    """Split levels, choices and the not-applicable rule into their texts and their rules."""
    found = dict(question)
    if "levels" in question:
        found["level count"] = len(question["levels"])
    if "choices" in question:
        found["choices"] = {choice["code"]: _rules(choice) for choice in question["choices"]}
        found["choice texts"] = [choice["text"] for choice in question["choices"]]
        found["choice resources"] = [
            (choice.get("resources"), choice.get("ref")) for choice in question["choices"]
        ]
    if rule := question.get("not_applicable"):
        found["not_applicable"] = {key: value for key, value in rule.items() if key != "when"}
        found["not applicable text"] = rule["when"]
    return found


def _rules(choice: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in choice.items() if key not in CHOICE_WORDING}
    return plain | ({"not_applicable": True} if "not_applicable" in choice else {})


SPLIT_WORDING = frozenset({"levels", "choice texts", "not applicable text"})


def _plain_scoring(scoring: Mapping[str, Any]) -> dict[str, Any]:
    """Split levels, risks and streams into their texts and what decides: codes, bounds, members."""
    found = dict(scoring) | {"level codes": _unnamed(scoring.get("levels", ()))}
    if "risks" in scoring:
        found["risk codes"] = _unnamed(scoring["risks"])
    if streams := scoring.get("streams"):
        found["stream questions"] = {code: _unnamed(held) for code, held in streams.items()}
    return found


def _unnamed(held: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{key: one[key] for key in one if key not in NAMES} for one in held]


def _changes(before: _Flat, after: _Flat) -> Iterator[tuple[str, tuple[str, ...], frozenset[str]]]:
    wording = QUESTION_WORDING | SPLIT_WORDING
    yield from _by_code(before.questions, after.questions, wording)
    yield from _by_code(before.groups, after.groups, GROUP_WORDING)
    yield "scoring", keys_changed(before.scoring, after.scoring), SCORING_WORDING
    yield "bank", keys_changed(before.bank, after.bank), BANK_WORDING


def _by_code(
    before: Mapping[str, dict[str, Any]],
    after: Mapping[str, dict[str, Any]],
    wording: frozenset[str],
) -> Iterator[tuple[str, tuple[str, ...], frozenset[str]]]:
    for code, new in after.items():
        if code in before:
            yield code, keys_changed(before[code], new), wording


def keys_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """List the keys that differ, in their order."""
    return tuple(key for key in dict(old) | dict(new) if old.get(key) != new.get(key))


def _moved(before: _Flat, after: _Flat) -> tuple[str, ...]:
    """List what stands elsewhere: in another group, or in another order within the same one."""
    found = []
    for group, codes in after.orders.items():
        stayed = [code for code in before.orders.get(group, ()) if after.home.get(code) == group]
        present = [code for code in codes if before.home.get(code) == group]
        swapped = {new for old, new in zip(stayed, present, strict=True) if old != new}
        found += [c for c in codes if c in before.home and (c in swapped or c not in present)]
    return tuple(found)


def _resettled(before: _Flat, after: _Flat) -> Iterator[Change]:
    """Name what went into another group: section and part scores follow the groups."""
    for code, home in after.home.items():
        if code in before.home and before.home[code] != home:
            yield Change(code, (f"moved from {before.home[code]} to {home}",))
