"""Rules about conditions that decide nothing: never shown, never hidden, never true."""

from collections.abc import Iterator, Sequence

from assessments.banks.lint.findings import Proof, ProofRule, Witness
from assessments.banks.lint.ground import Ground
from assessments.scoring.answers import Value
from assessments.scoring.conditions import Condition, truth

States = Sequence[dict[str, Value]]


def _never_shown(ground: Ground) -> Iterator[Proof]:
    dead: set[str] = set()
    for code in ground.places:
        *holders, held = ground.chain(code)
        if any(one.code in dead for one in holders):
            dead.add(code)
        elif held.show_if is not None and _dead(ground, code):
            dead.add(code)
            message = f"{code} is never shown: no complete answers make its condition true"
            yield Proof(ground.places[code].at("show_if"), message, _hidden(ground, code))


def _dead(ground: Ground, code: str) -> bool:
    states = ground.states(code)
    return bool(states) and not any(ground.seen(one, code).shows(code) for one in states)


def _hidden(ground: Ground, code: str) -> Witness:
    answers = ground.complete(ground.states(code)[0])
    return Witness(answers, f"With these answers {code} is hidden, as with all others.")


def _never_hidden(ground: Ground) -> Iterator[Proof]:
    for code, place in ground.places.items():
        *holders, held = ground.chain(code)
        states = ground.states(code) if held.show_if is not None else ()
        if not states:
            continue
        found = [ground.seen(one, code) for one in states]
        open_to_it = [one for one in found if all(one.shows(holder.code) for holder in holders)]
        if open_to_it and all(one.shows(code) for one in open_to_it):
            message = f"{code} is always shown: no answers make its condition false"
            yield Proof(place.at("show_if"), message)


def _never_true(ground: Ground) -> Iterator[Proof]:
    for code, path, condition in _other_conditions(ground):
        states = [
            one for one in ground.states(code, condition) if ground.seen(one, code).shows(code)
        ]
        if states and not any(_holds(ground, code, condition, one) for one in states):
            yield Proof(path, "this condition can never be true")


def _holds(ground: Ground, code: str, condition: Condition, values: dict[str, Value]) -> bool:
    return truth(condition, ground.seen(values, code).values) is True


def _other_conditions(ground: Ground) -> Iterator[tuple[str, str, Condition]]:
    """Give the conditions on other things than being shown, with the question that holds them."""
    for code, question in ground.bank.questions.items():
        place, rule = ground.places[code], question.not_applicable
        found = [("ask_again_if", question.ask_again_if)]
        if rule:
            keys = ("allowed_if", "closed_if", "suggested_if")
            found += [(f"not_applicable.{key}", getattr(rule, key)) for key in keys]
        examples = enumerate(question.examples)
        found += [(f"examples[{index}].show_if", one.show_if) for index, one in examples]
        yield from ((code, place.at(key), held) for key, held in found if held is not None)


RULES: tuple[ProofRule, ...] = (
    ProofRule("BANK020", "error", _never_shown),
    ProofRule("BANK021", "warning", _never_hidden),
    ProofRule("BANK022", "warning", _never_true),
)
