"""What a rule promises: the kind of answer for one role, tenancy and method."""

from enum import StrEnum

from assessments.web.rules import Rule

TEAM_RANKS = {Rule.TEAM_VIEWER: 1, Rule.TEAM_CONTRIBUTOR: 2, Rule.TEAM_LEAD: 3}
ORGANISATION_RANKS = {Rule.ORGANISATION_MEMBER: 1, Rule.ORGANISATION_ADMIN: 2}
OWN_TEAM = {"viewer": 1, "contributor": 2, "lead": 3, "admin": 3}
ORGANISATION = {"viewer": 1, "contributor": 1, "lead": 1, "editor": 1, "admin": 2}
SIGNED_OUT = frozenset({"anonymous", "deactivated"})


class Answer(StrEnum):
    ALLOWED = "allowed"
    OPEN = "open to all"
    SIGN_IN = "sign-in"
    HIDDEN = "404"
    REFUSED = "403"


def expected(rule: Rule, role: str, tenancy: str, *, names_object: bool) -> Answer:
    """Say what the rule promises; an address that names nothing hides nothing."""
    if rule is Rule.PUBLIC:
        return Answer.OPEN
    if role in SIGNED_OUT:
        return Answer.SIGN_IN
    if rule is Rule.SIGNED_IN:
        hidden = names_object and tenancy != "own"
        return Answer.HIDDEN if hidden else Answer.ALLOWED
    if rule is Rule.STAFF:
        return Answer.ALLOWED if role == "staff" else Answer.REFUSED
    answer = _ranked(rule, role, tenancy)
    return Answer.REFUSED if answer is Answer.HIDDEN and not names_object else answer


def _ranked(rule: Rule, role: str, tenancy: str) -> Answer:
    if rule in TEAM_RANKS:
        held, needed = _team_rank(role, tenancy), TEAM_RANKS[rule]
    elif rule is Rule.BANK_EDITOR:
        held, needed = (2 if role == "editor" else _rank(role, tenancy) and 1), 2
        held = held if tenancy != "other_org" else 0
    else:
        held, needed = _rank(role, tenancy), ORGANISATION_RANKS[rule]
    if held == 0:
        return Answer.HIDDEN
    return Answer.ALLOWED if held >= needed else Answer.REFUSED


def _team_rank(role: str, tenancy: str) -> int:
    if tenancy == "own":
        return OWN_TEAM.get(role, 0)
    return 3 if tenancy == "other_team" and role == "admin" else 0


def _rank(role: str, tenancy: str) -> int:
    return 0 if tenancy == "other_org" else ORGANISATION.get(role, 0)
