"""What must agree between a scoring method and the questions: bands, rules, stages, streams."""

from collections.abc import Callable, Iterator

from assessments.scoring.outline import Outline, Place, items, texts
from assessments.scoring.risk_rules import DEFAULT, RuleProblem, parse_rule

Found = tuple[str, str]
# Keys of a question that count with one method only.
OF_METHOD = {"gate": "weighted_mean", "stage": "staged", "rules": "risk_rules"}


def method_problems(view: Outline) -> Iterator[Found]:
    """Give path and message of everything that disagrees, in the order of the rules."""
    scoring = view.bank.child("scoring")
    if scoring is None:
        return
    yield from _points(view)
    yield from _misplaced(view, scoring.text("method"))
    for rule in BY_METHOD.get(scoring.text("method"), ()):
        yield from rule(view, scoring)


def _points(view: Outline) -> Iterator[Found]:
    for asked in view.asked:
        choices = list(asked.question.children("choices"))
        stated = [choice.node.get("points") is not None for choice in choices]
        if any(stated) and not all(stated):
            at = choices[stated.index(False)].at("points")
            yield at, "the other choices state points, this one does not"


def _misplaced(view: Outline, method: str) -> Iterator[Found]:
    for asked in view.asked:
        for key, wanted in OF_METHOD.items():
            if asked.question.node.get(key) and method and method != wanted:
                message = f"{key} counts only with the method {wanted}"
                yield asked.question.at(key), message


def _bands(_view: Outline, scoring: Place) -> Iterator[Found]:
    bands = list(scoring.children("levels"))
    for band in bands[:-1]:
        if len(_bounds(band)) != 1:
            yield band.path, "states exactly one of up_to and below"
    for band in bands[-1:]:
        if found := _bounds(band):
            yield band.at(next(iter(found))), "the last band has no bound"
    yield from _rising(bands)


def _bounds(band: Place) -> dict[str, float]:
    found = {key: band.node.get(key) for key in ("up_to", "below")}
    return {key: value for key, value in found.items() if isinstance(value, int | float)}


def _rising(bands: list[Place]) -> Iterator[Found]:
    """A band with `below` 1 ends just under one with `up_to` 1, which then holds exactly 1."""
    last: tuple[float, bool] | None = None
    for band in bands[:-1]:
        for key, value in _bounds(band).items():
            here = (value, key == "up_to")
            if last is not None and here <= last:
                yield band.at(key), "does not lie above the bound of the band before it"
            last = here


def _stages(view: Outline, scoring: Place) -> Iterator[Found]:
    levels = [level.text("code") for level in scoring.children("levels")]
    for asked in view.asked:
        stage = asked.question.text("stage")
        if stage and stage not in levels:
            message = f"there is no level {stage}; levels are {', '.join(levels)}"
            yield asked.question.at("stage"), message
        elif stage and levels.index(stage) == 0:
            yield asked.question.at("stage"), f"{stage} is the lowest level, which asks for nothing"


def _two_scores(view: Outline, scoring: Place) -> Iterator[Found]:
    held = _questions_by_code(view)
    where: dict[str, str] = {}
    for key in ("raw", "mitigation"):
        for index, code in texts(scoring.node.get(key)):
            at = f"{scoring.at(key)}[{index}]"
            if code not in held:
                yield at, f"there is no part, section or question {code}"
                continue
            for question in held[code]:
                if question in where:
                    yield at, f"the question {question} is already counted by {where[question]}"
                where.setdefault(question, code)


def _questions_by_code(view: Outline) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for asked in view.asked:
        if asked.part is None or asked.section is None:
            continue
        code = asked.question.text("code")
        for holder in (asked.part.text("code"), asked.section.text("code"), code):
            found[holder] = (*found.get(holder, ()), code)
    return found


def _risk_rules(view: Outline, scoring: Place) -> Iterator[Found]:
    risks = [risk.text("code") for risk in scoring.children("risks")]
    for index, code in enumerate(risks):
        if code and code in risks[:index]:
            yield f"{scoring.at('risks')}[{index}].code", f"the risk code {code} is already used"
    for asked in view.asked:
        yield from _rules_of(asked.question, risks)


def _rules_of(question: Place, risks: list[str]) -> Iterator[Found]:
    choices = {choice.text("code") for choice in question.children("choices")}
    rules = list(question.children("rules"))
    if rules and DEFAULT in choices:
        yield question.at("choices"), f"{DEFAULT} is the word for the rule that always holds"
    for rule in rules:
        if (risk := rule.text("risk")) and risk not in risks:
            yield rule.at("risk"), f"there is no risk {risk}; risks are {', '.join(risks)}"
        yield from _expression(rule, choices)
    defaults = [rule for rule in rules if rule.text("when") == DEFAULT]
    for rule in defaults[1:]:
        yield rule.at("when"), "the question has more than one default rule"


def _expression(rule: Place, choices: set[str]) -> Iterator[Found]:
    text = rule.text("when")
    if text == DEFAULT or "when" not in rule.node:
        return
    try:
        codes = parse_rule(text).codes
    except RuleProblem as problem:
        yield rule.at("when"), str(problem)
        return
    for code in sorted(codes - choices):
        yield rule.at("when"), f"the question has no choice {code}"


def _streams(view: Outline, scoring: Place) -> Iterator[Found]:
    sections = {section.text("code"): section for _, section in view.sections}
    streams = scoring.child("streams")
    for code in streams.node if streams else ():
        place = f"{scoring.path}.streams.{code}"
        if code not in sections:
            yield place, f"there is no section {code}"
            continue
        here = [question.text("code") for question in sections[code].children("questions")]
        yield from _stream(place, items(streams.node[code]) if streams else (), here)


def _stream(place: str, streams: tuple[object, ...], here: list[str]) -> Iterator[Found]:
    taken: set[str] = set()
    for index, stream in enumerate(streams):
        named = texts(stream.get("questions")) if isinstance(stream, dict) else ()
        for number, code in named:
            at = f"{place}[{index}].questions[{number}]"
            if code not in here:
                yield at, f"the section has no question {code}"
            elif code in taken:
                yield at, f"the question {code} already stands in a stream"
            taken.add(code)


def _pairs(view: Outline, scoring: Place) -> Iterator[Found]:
    known = view.by_code()
    for key in ("targets", "baselines"):
        pairs = scoring.child(key)
        for code, other in pairs.node.items() if pairs else ():
            at = f"{scoring.at(key)}.{code}"
            if code not in known:
                yield at, f"there is no question {code}"
            if isinstance(other, str) and other not in known:
                yield at, f"there is no question {other}"
            elif code == other:
                yield at, "a question cannot state its own target or baseline"


BY_METHOD: dict[str, tuple[Callable[[Outline, Place], Iterator[Found]], ...]] = {
    "minimum_of_parts": (_bands,),
    "additive": (_bands,),
    "staged": (_stages,),
    "two_scores": (_bands, _two_scores),
    "risk_rules": (_risk_rules,),
    "mean_tree": (_bands, _streams, _pairs),
}
