"""The rules of a well-made bank, each with a stable id; docs/bank-format.md explains every one.

Pure, and quick enough to run on every edit of a draft; an error keeps a draft from being published.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assessments.scoring.bank import Bank
from assessments.scoring.condition_rules import comparisons
from assessments.scoring.consistency import Problem, level_codes
from assessments.scoring.draft import DraftBank
from assessments.scoring.outline import Asked, Outline, Place, Tree, items, outline
from assessments.scoring.wording import wordings

Severity = Literal["error", "warning"]
Found = Iterator[Problem]

LONGEST_LEVEL = 400
LONGEST_TITLE = 220
MOST_QUESTIONS = 12
SCORED = frozenset({"rubric", "single", "multiple", "boolean"})


class Finding(NamedTuple):
    """One place that breaks one rule."""

    id: str
    severity: Severity
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    severity: Severity
    check: Callable[[Outline], Found]


def lint(bank: Bank | DraftBank | Tree) -> list[Finding]:
    """List what is wrong or unwise in a bank: errors first, then warnings, each in file order."""
    tree = _tree(bank)
    view = outline(tree)
    found = [] if isinstance(bank, Bank) else _unfinished(tree)
    found += [
        Finding(rule.id, rule.severity, *problem) for rule in RULES for problem in rule.check(view)
    ]
    return sorted(found, key=lambda finding: finding.severity)


def _tree(bank: Bank | DraftBank | Tree) -> Tree:
    if isinstance(bank, Bank):
        dumped: Tree = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
        return dumped
    return bank.content if isinstance(bank, DraftBank) else bank


def _unfinished(tree: Tree) -> list[Finding]:
    problems = DraftBank(dict(tree)).problems()
    return [Finding("BANK001", "error", path, message) for path, message in problems]


def _scored(view: Outline) -> Iterator[Asked]:
    """Give the questions that count: outside the profile, of a kind and with marks that score."""
    for asked in view.asked:
        if asked.part is not None and _counts(asked.question):
            yield asked


def _counts(question: Place) -> bool:
    kind = question.text("kind")
    if kind != "single":
        return kind in SCORED
    return any("score" in choice.node for choice in question.children("choices"))


def _idle_gates(view: Outline) -> Found:
    top = level_codes(view)[-1:]
    for asked in view.asked:
        gate = asked.question.child("gate")
        if gate is None:
            continue
        if asked.part is None or not _counts(asked.question):
            yield Problem(gate.path, "a gate on a question without a score holds nothing")
        elif gate.text("caps_at") in top:
            yield Problem(gate.at("caps_at"), "a gate that caps at the highest level holds nothing")


def _missing(key: str, what: str) -> Callable[[Outline], Found]:
    def check(view: Outline) -> Found:
        for asked in _scored(view):
            if not asked.question.text(key):
                yield Problem(asked.question.at(key), f"{_code(asked)} has no {what}")

    return check


def _missing_effort(view: Outline) -> Found:
    for asked in _scored(view):
        if not asked.question.node.get("effort"):
            yield Problem(asked.question.at("effort"), f"{_code(asked)} has no effort")


def _equal_texts(view: Outline) -> Found:
    for asked in view.asked:
        question = asked.question
        levels = [text for text in items(question.node.get("levels")) if isinstance(text, str)]
        yield from _twice(question.at("levels"), levels)
        choices = [choice.text("text") for choice in question.children("choices")]
        yield from _twice(question.at("choices"), choices)


def _twice(path: str, texts: list[str]) -> Found:
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        plain = " ".join(text.casefold().split())
        if plain and plain in seen:
            yield Problem(f"{path}[{index}]", f"says the same as number {seen[plain]}")
        seen.setdefault(plain, index)


def _long_texts(view: Outline) -> Found:
    for asked in view.asked:
        question = asked.question
        if len(question.text("title")) > LONGEST_TITLE:
            yield Problem(question.at("title"), f"is longer than {LONGEST_TITLE} characters")
        for index, text in enumerate(items(question.node.get("levels"))):
            if isinstance(text, str) and len(text) > LONGEST_LEVEL:
                path = f"{question.at('levels')}[{index}]"
                yield Problem(path, f"is longer than {LONGEST_LEVEL} characters")


def _empty_parts(view: Outline) -> Found:
    counts = Counter(asked.part.path for asked in _scored(view) if asked.part)
    for part in view.parts:
        floors = _floors(view, part)
        if floors and any(floors.node.values()) and not counts[part.path]:
            yield Problem(floors.path, f"{part.text('code')} has no question that scores")


def _floors(view: Outline, part: Place) -> Place | None:
    scoring = view.bank.child("scoring")
    floors = scoring.child("floors") if scoring else None
    return floors.child(part.text("code")) if floors else None


def _missing_floors(view: Outline) -> Found:
    scoring = view.bank.child("scoring")
    wanted = level_codes(view)[1:]
    for part in view.parts:
        row = _floors(view, part)
        missing = [level for level in wanted if row is None or level not in row.node]
        if scoring and missing:
            path = f"{scoring.at('floors')}.{part.text('code')}"
            yield Problem(path, f"has no floor for {', '.join(missing)}")


def _crowded_sections(view: Outline) -> Found:
    for _, section in view.sections:
        count = len(items(section.node.get("questions")))
        if count > MOST_QUESTIONS:
            message = f"has {count} questions; more than {MOST_QUESTIONS} tire on one page"
            yield Problem(section.at("questions"), message)


def _untranslated(view: Outline) -> Found:
    translations = view.bank.child("translations")
    if translations is None:
        return
    keys = [wording.key for wording in wordings(view)]
    for language in translations.node:
        texts = translations.child(language)
        missing = [key for key in keys if texts is None or not texts.text(key)]
        if missing:
            message = f"{len(missing)} of {len(keys)} texts are missing, the first is {missing[0]}"
            yield Problem(translations.at(language), message)


def _asked_too_late(view: Outline) -> Found:
    order = {asked.question.text("code"): index for index, asked in enumerate(view.asked)}
    for index, asked in enumerate(view.asked):
        for holder in (asked.question, asked.section, asked.part):
            condition = holder.child("show_if") if holder else None
            for compare in comparisons(condition) if condition else ():
                code = compare.text("question")
                if order.get(code, -1) > index:
                    message = f"{_code(asked)} is shown by {code}, which is asked later"
                    yield Problem(compare.at("question"), message)


def _stray_codes(view: Outline) -> Found:
    for part, section in view.sections:
        for place in (section, *section.children("questions")):
            code, prefix = place.text("code"), part.text("code")
            if code and not code.startswith(f"{prefix}."):
                yield Problem(place.at("code"), f"{code} does not begin with {prefix}.")


def _idle_asides(view: Outline) -> Found:
    texts = [wording.text for wording in wordings(view) if "/levels/" in wording.key]
    for aside in view.bank.children("asides"):
        opens = aside.text("opens")
        if opens and not any(f"({opens}:" in text for text in texts):
            yield Problem(aside.at("opens"), f'no level text has a bracket "({opens}: …)"')


def _unnamed_origin(view: Outline) -> Found:
    for key in ("publisher", "licence", "attribution", "source"):
        if not view.bank.text(key):
            yield Problem(key, f"the bank names no {key}")


def _half_scored(view: Outline) -> Found:
    for asked in view.asked:
        choices = list(asked.question.children("choices"))
        without = [choice for choice in choices if choice.node.get("score") is None]
        if asked.question.text("kind") == "single" and 0 < len(without) < len(choices):
            message = f"choice {without[0].text('code')} has no score, others have one"
            yield Problem(without[0].at("score"), message)


def _nothing_to_tick(view: Outline) -> Found:
    for asked in view.asked:
        choices = list(asked.question.children("choices"))
        free = [choice for choice in choices if not choice.node.get("exclusive")]
        if asked.question.text("kind") == "multiple" and choices and not free:
            yield Problem(asked.question.at("choices"), "every choice excludes the others")


def _code(asked: Asked) -> str:
    return asked.question.text("code") or "the question"


RULES: tuple[Rule, ...] = (
    Rule("BANK002", "error", _idle_gates),
    Rule("BANK003", "warning", _missing("why", "why")),
    Rule("BANK004", "warning", _missing("improvement", "improvement")),
    Rule("BANK005", "warning", _missing("evidence_hint", "evidence hint")),
    Rule("BANK006", "warning", _missing_effort),
    Rule("BANK007", "warning", _missing("answered_by", "discipline that answers best")),
    Rule("BANK008", "error", _equal_texts),
    Rule("BANK009", "warning", _long_texts),
    Rule("BANK010", "error", _empty_parts),
    Rule("BANK011", "warning", _crowded_sections),
    Rule("BANK012", "warning", _untranslated),
    Rule("BANK013", "warning", _asked_too_late),
    Rule("BANK014", "warning", _stray_codes),
    Rule("BANK015", "warning", _missing_floors),
    Rule("BANK016", "warning", _idle_asides),
    Rule("BANK017", "warning", _unnamed_origin),
    Rule("BANK018", "error", _half_scored),
    Rule("BANK019", "error", _nothing_to_tick),
)
RULE_IDS = ("BANK001", *(rule.id for rule in RULES))
