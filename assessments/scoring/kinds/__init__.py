"""One file a kind, and the table of them: everything scoring knows about a kind stands here."""

from collections.abc import Mapping
from types import MappingProxyType

from assessments.scoring.bank import Kind, Question
from assessments.scoring.kinds import boolean, dated, multiple, number, rubric, single, texts
from assessments.scoring.kinds.rules import KindRules

KINDS: Mapping[Kind, KindRules] = MappingProxyType(
    {
        Kind.RUBRIC: rubric.RULES,
        Kind.SINGLE: single.RULES,
        Kind.MULTIPLE: multiple.RULES,
        Kind.BOOLEAN: boolean.RULES,
        Kind.NUMBER: number.RULES,
        Kind.TEXT: texts.RULES,
        Kind.DATE: dated.RULES,
    }
)


def rules_of(question: Question) -> KindRules:
    """Give the rules of the question's kind."""
    return KINDS[Kind(question.kind)]


__all__ = ["KINDS", "KindRules", "rules_of"]
