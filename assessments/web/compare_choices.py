"""The moments of a product to compare: its milestones, and its assessments as they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.actor import Actor
from assessments.answers.models import Assessment, Milestone
from assessments.answers.moments import frozen_moment, present_moment
from assessments.answers.queries import assessments_of, milestone_for, milestones_of_product
from assessments.scoring.causes import Moment
from assessments.teams.models import Product


@dataclass(frozen=True, slots=True)
class Choice:
    """One moment to choose: `key` names it in an address; `row` is a milestone or assessment."""

    key: str
    at: datetime
    row: Milestone | Assessment

    @property
    def is_milestone(self) -> bool:
        return isinstance(self.row, Milestone)

    @property
    def stand(self) -> tuple[int | None, int]:
        """Name what was said: the same assessment at the same revision says the same."""
        assessment_id = self.row.assessment_id if isinstance(self.row, Milestone) else self.row.pk
        return assessment_id, self.row.revision

    @property
    def day(self) -> str:
        return date_format(timezone.localtime(self.at), "DATE_FORMAT")

    @property
    def label(self) -> str:
        if self.is_milestone:
            return _("%(name)s (%(day)s)") % {"name": self.row.name, "day": self.day}
        return _("%(name)s, as it stands now") % {"name": self.row.name}


@dataclass(frozen=True, slots=True)
class Choices:
    """All moments of a product, newest first."""

    actor: Actor
    product: Product
    every: Sequence[Choice]

    @property
    def offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Give them in two groups, as a select shows them."""
        now = [(one.key, one.label) for one in self.every if not one.is_milestone]
        kept = [(one.key, one.label) for one in self.every if one.is_milestone]
        groups = ((_("Milestones"), kept), (_("As they stand now"), now))
        return [(name, options) for name, options in groups if options]

    def of(self, key: str) -> Choice:
        return next(one for one in self.every if one.key == key)

    def proposed(self, before: str, after: str) -> dict[str, str]:
        """Fill in what was not asked for: the newest moment, and the last other one before it."""
        keys = [one.key for one in self.every]
        if after not in keys:
            after = next((key for key in keys if key != before), "")
        if before not in keys and after:
            chosen = self.of(after)
            others = [one for one in self.every if one.key != chosen.key]
            unlike = [one for one in others if one.stand != chosen.stand]
            earlier = [one for one in unlike if one.at <= chosen.at]
            before = next((one.key for one in (*earlier, *unlike, *others)), "")
        return {"from": before, "to": after}

    def before(self, assessment: Assessment) -> list[Choice]:
        """Give what a report of the assessment can be compared with: kept, or begun before it."""
        return [one for one in self.every if one.is_milestone or _is_older(one.row, assessment)]

    def moment(self, key: str, on: date) -> Moment:
        """Read one moment (1 query; 3 for a revealed assessment)."""
        row = self.of(key).row
        if isinstance(row, Milestone):
            return frozen_moment(milestone_for(self.actor, self.product.pk, row.pk))
        return present_moment(row, on)


def choices_of(actor: Actor, product: Product) -> Choices:
    """Give what can be compared; blind assessments wait for their reveal (2 queries)."""
    assessments = (one for one in assessments_of(actor, product) if not one.is_blind)
    found = [*_now(assessments), *_kept(milestones_of_product(actor, product))]
    found.sort(key=lambda one: (one.at, not one.is_milestone), reverse=True)
    return Choices(actor, product, found)


def _is_older(row: Milestone | Assessment, than: Assessment) -> bool:
    return isinstance(row, Assessment) and row.created_at < than.created_at


def _now(assessments: Iterable[Assessment]) -> Iterable[Choice]:
    return (Choice(f"a{one.pk}", one.touched_at, one) for one in assessments)


def _kept(milestones: Iterable[Milestone]) -> Iterable[Choice]:
    return (Choice(f"m{one.pk}", one.made_at, one) for one in milestones)
