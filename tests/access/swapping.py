"""What a request that names a second thing is made of.

`second` gives that thing of any team's rows. `own` gives one with which the request works; without
it the own team's is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assessments.answers.models import Comment
from assessments.notices.models import Notice
from assessments.teams.models import User
from tests import factories
from tests.access.world import Bundle, World

GOAL = {"code": "value.goal"}
ADDING = {"role": "viewer", "discipline": ""}
INVITING = {
    "email": "new@example.org",
    "role": "member",
    "team_role": "viewer",
    "discipline": "",
}
Filled = Callable[[Bundle, Any], dict[str, Any]]


@dataclass(frozen=True)
class Swap:
    """One request; `is_open_to_both` where somebody of both organisations may well make it."""

    label: str
    route: str
    second: Callable[[Bundle], Any]
    kwargs: Filled
    body: Filled = lambda _own, _second: {}
    own: Callable[[World, User], Any] | None = None
    method: str = "POST"
    is_open_to_both: bool = False

    def own_second(self, world: World, person: User) -> Any:
        return self.own(world, person) if self.own else self.second(world.bundles["own"])


def product(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.product.pk}


def assessment(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.assessment.pk}


def question(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.assessment.pk, **GOAL}


def blind(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.blind.pk}


def team(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.team.pk}


def organisation(own: Bundle, _second: Any) -> dict[str, Any]:
    return {"pk": own.organisation.pk}


def itself(_own: Bundle, second: Any) -> dict[str, Any]:
    return {"pk": second}


def itself_and_goal(_own: Bundle, second: Any) -> dict[str, Any]:
    return {"pk": second, **GOAL}


def also(place: Filled, name: str) -> Filled:
    """Name the second thing in the address too."""
    return lambda own, second: {**place(own, second), name: second}


def body(name: str, /, **more: Any) -> Filled:
    """Name the second thing in one field of the body."""
    return lambda _own, second: {**more, name: second}


def always(**fields: Any) -> Filled:
    return lambda _own, _second: fields


def person_of(bundle: Bundle) -> int:
    return bundle.person.pk


def near(second: Callable[[Bundle], Any]) -> Callable[[World, User], Any]:
    """Take the other team's thing: the request moves something there."""
    return lambda world, _person: second(world.bundles["other_team"])


def contributor(world: World, _person: User) -> int:
    return world.people["contributor"].pk


def spare_team(world: World, _person: User) -> int:
    return factories.TeamFactory(organisation=world.bundles["own"].organisation).pk


def own_comment(world: World, person: User) -> int:
    comment = world.bundles["own"].comment
    Comment.objects.filter(pk=comment.pk).update(by=person)
    return comment.pk


def own_notice(world: World, person: User) -> int:
    own = world.bundles["own"]
    made = Notice.objects.create(
        user=person,
        organisation=own.organisation,
        assessment=own.assessment,
        kind="mention",
        question_code="value.goal",
        key="of one's own",
    )
    return made.pk


def notice_of(bundle: Bundle) -> int:
    return Notice.objects.get(user=bundle.person, key=f"{bundle.word} notice").pk


def start_blind(own: Bundle, second: Any) -> dict[str, Any]:
    people = [own.person.pk, second]
    return {"bank_version": own.newer.pk, "name": "New", "mode": "blind", "respondents": people}


def start_from(own: Bundle, second: Any) -> dict[str, Any]:
    return {"bank_version": own.newer.pk, "name": "New", "copy_from": second}


def talk(action: str, field: str, **options: Any) -> Swap:
    act = {"action": action, "text": "A text"}
    return Swap(
        f"talk: {action}",
        "question-discussion",
        lambda b: b.comment.pk,
        question,
        body(field, **act),
        **options,
    )


def only_the_address(route: str, second: Callable[[Bundle], Any], **options: Any) -> Swap:
    """Give a request about one thing alone: another organisation's is not to be seen."""
    return Swap(route, route, second, itself, is_open_to_both=True, **options)
