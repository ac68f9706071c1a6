"""The rules of a well-made bank, each with a stable id; docs/bank-format.md explains every one.

Pure, and quick enough to run on every edit of a draft; an error keeps a draft from being published.
Rules on the tree read a bank of any state; proofs reason over all answers and need a finished one.
"""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from assessments.banks.lint import (
    better,
    choices,
    conditions,
    gates,
    levels,
    risks,
    structure,
    texts,
    weights,
)
from assessments.banks.lint.findings import Finding, ProofRule, Rule, Severity, Witness
from assessments.banks.lint.ground import Ground, OutOfSteps
from assessments.scoring.bank import Bank
from assessments.scoring.bank_problems import bank_problems
from assessments.scoring.draft import DraftBank
from assessments.scoring.outline import Tree, outline

__all__ = ["RULE_IDS", "Finding", "Severity", "Witness", "lint"]

RULES: Final[tuple[Rule, ...]] = (*texts.RULES, *structure.RULES)
# What is shown does not depend on the method, and what the rules of risks say is silent where
# there are none; the others reason about floors, gates and shares.
OF_ANY_METHOD: Final[tuple[ProofRule, ...]] = (*conditions.RULES, *risks.RULES)
PROOFS: Final[tuple[ProofRule, ...]] = (
    *OF_ANY_METHOD,
    *levels.RULES,
    *gates.RULES,
    *better.RULES,
    *weights.RULES,
    *choices.RULES,
)
UNFINISHED: Final = "BANK001"
UNPROVEN: Final = "BANK044"
RULE_IDS: Final = tuple(
    sorted((UNFINISHED, UNPROVEN, *(rule.id for rule in RULES), *(proof.id for proof in PROOFS)))
)


def lint(bank: Bank | DraftBank | Tree) -> list[Finding]:
    """List what is wrong or unwise in a bank: errors first, then warnings, each by rule.

    What is proven over all answers is left out while the bank is unfinished or holds a question
    nobody could answer. Where a rule would have to try more than it may, a finding says so.
    """
    tree = _tree(bank)
    finished, found = _finished(bank, tree)
    view = outline(tree)
    for rule in RULES:
        found += [Finding(rule.id, rule.severity, *problem) for problem in rule.check(view)]
    if finished is not None:
        ground = Ground(finished, view)
        for proof in _proofs(finished) if ground.can_be_answered else ():
            found += _proved(ground, proof)
    return sorted(found, key=lambda finding: (finding.severity, finding.id))


def _proved(ground: Ground, proof: ProofRule) -> Iterator[Finding]:
    """Give what a rule finds, and whether it has looked at all there is."""
    ground.begin()
    try:
        for one in proof.check(ground):
            yield Finding(proof.id, proof.severity, *one)
    except OutOfSteps:
        ground.skip()
    if ground.skipped:
        message = f"not all was tried for {proof.id}: too many answers depend on each other"
        yield Finding(UNPROVEN, "warning", "scoring", message)


def _proofs(bank: Bank) -> tuple[ProofRule, ...]:
    return PROOFS if bank.scoring.method == "weighted_mean" else OF_ANY_METHOD


def _tree(bank: Bank | DraftBank | Tree) -> Tree:
    if isinstance(bank, Bank):
        dumped: Tree = bank.model_dump(mode="json", by_alias=True, exclude_none=True)
        return dumped
    return bank.content if isinstance(bank, DraftBank) else bank


def _finished(bank: Bank | DraftBank | Tree, tree: Tree) -> tuple[Bank | None, list[Finding]]:
    """Give the finished bank, or what it lacks to be one."""
    if isinstance(bank, Bank):
        return bank, []
    try:
        return DraftBank(dict(tree)).as_bank(), []
    except ValidationError as error:
        problems = bank_problems(error, tree)
        return None, [Finding(UNFINISHED, "error", path, message) for path, message in problems]
