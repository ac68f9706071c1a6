"""One assessment with everything around it in one statement, as nearly every page asks for it."""

from collections.abc import Sequence
from typing import Any, Final, cast

from assessments.answers.columns import Columns, instances
from assessments.answers.models import Assessment
from assessments.answers.statements import rows
from assessments.banks.models import Bank, BankVersion
from assessments.teams.models import Organisation, Product, Team
from assessments.teams.repeated import Repeated

_PARTS: Final[tuple[Columns[Any], ...]] = (
    Columns(Assessment, "assessment"),
    Columns(Product, "product"),
    Columns(Team, "team"),
    Columns(Organisation, "organisation"),
    Columns(BankVersion, "version", without=("content",)),
    Columns(Bank, "bank"),
)
_ONE: Final = f"""
    SELECT {", ".join(part.sql for part in _PARTS)} FROM assessments_assessment assessment
    JOIN assessments_product product ON product.id = assessment.product_id
    JOIN assessments_team team ON team.id = product.team_id
    JOIN assessments_organisation organisation ON organisation.id = assessment.organisation_id
    JOIN assessments_bankversion version ON version.id = assessment.bank_version_id
    JOIN assessments_bank bank ON bank.id = version.bank_id
    WHERE assessment.id = %s AND {{visible}}
"""  # noqa: S608 -- names of our own


def read_whole(pk: int, visible: str, parameters: Sequence[int]) -> Assessment:
    """Give it with product, team, organisation, bank and version, content deferred (1 query).

    Args:
        pk: its id.
        visible: a condition on `assessment`, from `where_visible`.
        parameters: those of the condition.

    Raises:
        Assessment.DoesNotExist: no such row meets the condition.
    """
    found = rows(Repeated(_ONE.format(visible=visible)), [pk, *parameters])
    if not found:
        raise Assessment.DoesNotExist
    row, product, team, organisation, version, bank = instances(found[0], *_PARTS)
    version.bank, team.organisation, product.team = bank, organisation, team
    row.product, row.team, row.organisation, row.bank_version = product, team, organisation, version
    return cast("Assessment", row)
