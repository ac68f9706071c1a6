"""Rules about how a bank is put together: codes, sections, choices, floors and asides."""

from collections import Counter

from assessments.banks.lint.findings import Found, Rule, code_of, counts, scored
from assessments.scoring.condition_rules import comparisons
from assessments.scoring.consistency import Problem, level_codes
from assessments.scoring.outline import Outline, Place, items
from assessments.scoring.wording import wordings

MOST_QUESTIONS = 12


def _idle_gates(view: Outline) -> Found:
    top = level_codes(view)[-1:]
    for asked in view.asked:
        gate = asked.question.child("gate")
        if gate is None:
            continue
        if asked.part is None or not counts(asked.question):
            yield Problem(gate.path, "a gate on a question without a score holds nothing")
        elif gate.text("caps_at") in top:
            yield Problem(gate.at("caps_at"), "a gate that caps at the highest level holds nothing")


def _empty_parts(view: Outline) -> Found:
    counts = Counter(asked.part.path for asked in scored(view) if asked.part)
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
    if scoring and scoring.text("method") not in {"", "weighted_mean"}:
        return
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


def _asked_too_late(view: Outline) -> Found:
    order = {asked.question.text("code"): index for index, asked in enumerate(view.asked)}
    for index, asked in enumerate(view.asked):
        for holder in (asked.question, asked.section, asked.part):
            condition = holder.child("show_if") if holder else None
            for compare in comparisons(condition) if condition else ():
                code = compare.text("question")
                if order.get(code, -1) > index:
                    message = f"{code_of(asked)} is shown by {code}, which is asked later"
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


RULES: tuple[Rule, ...] = (
    Rule("BANK002", "error", _idle_gates),
    Rule("BANK010", "error", _empty_parts),
    Rule("BANK011", "warning", _crowded_sections),
    Rule("BANK013", "warning", _asked_too_late),
    Rule("BANK014", "warning", _stray_codes),
    Rule("BANK015", "warning", _missing_floors),
    Rule("BANK016", "warning", _idle_asides),
    Rule("BANK018", "error", _half_scored),
    Rule("BANK019", "error", _nothing_to_tick),
)
