"""The rules of a question in its edit form: expressions over its choices, each with a risk.

The first that holds says the risk, so each has a place in the list that can be changed.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_tree import Node
from assessments.scoring.risk_rules import DEFAULT, RuleProblem, parse_rule
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting, numbered
from assessments.web.forms.studio_choices import typed_codes
from assessments.web.forms.studio_fields import (
    choice,
    dropping,
    in_order,
    list_place,
    new_row,
    prose,
    rows_of,
)
from assessments.web.forms.studio_listed import Listed

NEW: Final = 2
MOST: Final = 50


def _count(node: Node) -> int:
    return len(node.get("rules", ()))


def _fields(node: Node, setting: Setting) -> Fields:
    held = {rule.get("risk") for rule in node.get("rules", ())} - {None, *dict(setting.risks)}
    gone = [(code, _("%(code)s, which is no risk here") % {"code": code}) for code in sorted(held)]
    risks = [("", "—"), *setting.risks, *gone]
    codes = ", ".join(str(one.get("code", "")) for one in node.get("choices", ()))
    said = _(
        "Codes of choices (%(codes)s) with ! for not, && for and, || for or, and brackets; or the "
        "word default, for all other answers."
    ) % {"codes": codes}
    fields: Fields = {}
    for row in range(min(_count(node) + NEW, MOST)):
        when = prose(_("Holds when"), "" if row else said, rows=1)
        risk = choice(_("The risk is then"), risks)
        is_new = row >= _count(node)
        fields[f"rule:{row}:when"] = new_row(when) if is_new else dropping(when)
        fields[f"rule:{row}:risk"] = new_row(risk) if is_new else risk
        if not is_new:
            fields[f"rule:{row}:place"] = list_place(MOST)
    return fields


def _shown(node: Node) -> dict[str, Any]:
    return {
        f"rule:{row}:{key}": {**rule, "place": row + 1}.get(key)
        for row, rule in enumerate(node.get("rules", ()))
        for key in ("when", "risk", "place")
    }


def _changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    known = [str(row) for row in range(_count(node))]
    new = [row for row in _rows(cleaned) if row not in known]
    typed = [
        {key: cleaned[f"rule:{row}:{key}"] for key in ("when", "risk")}
        for row in (*in_order(cleaned, "rule", known), *new)
    ]
    return {"rules": [rule for rule in typed if rule["when"]]}


def _rows(cleaned: Cleaned) -> list[str]:
    """List the rows that say when they hold; one whose words were refused says nothing."""
    return [row for row, held in rows_of(cleaned, "rule").items() if f"rule:{row}:when" in held]


def _problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
    codes = frozenset(typed_codes(cleaned))
    defaults = 0
    for row in _rows(cleaned):
        when, risk = cleaned[f"rule:{row}:when"], cleaned.get(f"rule:{row}:risk")
        if risk and not when and f"rule:{row}:place" not in cleaned:
            yield f"rule:{row}:when", _("Say when this is the risk, or take the risk away.")
        if when and risk == "":
            yield f"rule:{row}:risk", _("Say which risk it is then.")
        if when == DEFAULT:
            defaults += 1
        elif when and (problem := _unreadable(when, codes)):
            yield f"rule:{row}:when", problem
        if when == DEFAULT and defaults > 1:
            yield f"rule:{row}:when", _("There is a rule for all other answers already.")


def _unreadable(when: str, codes: frozenset[str]) -> str:
    """Say why a rule cannot be read, or which choice the question does not have."""
    try:
        named = parse_rule(when).codes
    except RuleProblem as problem:
        return str(problem)
    unknown = sorted(named - codes)
    return _("There is no choice %(code)s.") % {"code": unknown[0]} if unknown else ""


RULES = Aspect(
    fields=_fields,
    shown=_shown,
    changes=_changes,
    legend=gettext_lazy("Rules: the first that holds says the risk"),
    problems=_problems,
    layout=lambda names: numbered(_("Rule %(n)s"), names),
    css_class="plain",
    key="rules",
    listed=Listed(("rule:",), ("rule:{}:when", "rule:{}:risk")),
)
