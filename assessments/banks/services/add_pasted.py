"""Adds many questions at once to a section of a draft."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.banks.codes import checked_code, proposed_code
from assessments.banks.draft_tree import PROFILE, Node, children_of, codes_in, find
from assessments.banks.errors import CodeRefused, FieldRefused
from assessments.banks.pasted import MOST_ROWS, PastedRow
from assessments.banks.queries import codes_ever_used
from assessments.banks.services.lock_draft import lock_draft, write_draft


@transaction.atomic
def add_pasted(*, actor: Actor, bank_id: int, section: str, rows: Sequence[PastedRow]) -> int:
    """Put the questions of pasted rows at the end of a section, and say how many (4 queries).

    Rows without a code get one of their title. All are added, or none.

    Raises:
        NotVisible, NotAllowed, NoDraft: as `lock_draft`.
        UnknownElement: the section was removed meanwhile.
        FieldRefused: a row has problems, its code is taken, or there are too many or no rows.
    """
    draft = lock_draft(actor, bank_id)
    held = children_of(draft.content, section, "question")
    prefix = PROFILE if section == PROFILE else find(draft.content, section).part
    if not 0 < len(rows) <= MOST_ROWS:
        raise FieldRefused("rows", _("Paste 1 to %(number)d rows.") % {"number": MOST_ROWS})
    made = with_codes(rows, prefix, codes_in(draft.content) | codes_ever_used(draft.bank))
    if problems := [found for row in made for found in row.problems]:
        raise FieldRefused("rows", problems[0])
    held.extend(row.node for row in made)
    write_draft(draft, actor)
    return len(made)


def with_codes(rows: Sequence[PastedRow], prefix: str, taken: Collection[str]) -> list[PastedRow]:
    """Give each row's question its code; a code that cannot be is a problem of its row."""
    used, made = set(taken), []
    for row in rows:
        node, problems = row.node, row.problems
        try:
            code = _code(node, prefix, used)
        except CodeRefused as refused:
            problems = (*problems, refused.message)
        else:
            used.add(code)
            node = {"code": code, **{key: node[key] for key in node if key != "code"}}
        made.append(PastedRow(row.number, _with_choice_codes(node), problems))
    return made


def _code(node: Node, prefix: str, used: set[str]) -> str:
    if node.get("code"):
        return checked_code(str(node["code"]), used)
    return proposed_code(prefix, str(node["title"]), used, fallback="question")


def _with_choice_codes(node: Node) -> Node:
    if "choices" not in node:
        return node
    choices: list[dict[str, Any]] = []
    for choice in node["choices"]:
        taken = {str(one["code"]) for one in choices}
        code = proposed_code("", choice["text"], taken, fallback="choice")
        choices.append({"code": code, **choice})
    return {**node, "choices": choices}
