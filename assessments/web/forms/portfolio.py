"""The filter of the portfolio; what cannot be read is left out and said at its field."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.answers.extent import Extent
from assessments.answers.order import NOTHING
from assessments.answers.wanted import Filters
from assessments.banks.models import Bank
from assessments.scoring.bank import Bank as BankContent
from assessments.scoring.bank_scoring import RiskRules
from assessments.scoring.ranks import rank_names
from assessments.teams.models import Organisation
from assessments.web.forms.audit import row_id
from assessments.web.forms.plain import PlainForm, offer

ORDERS: Final[dict[str, tuple[Any, str, bool]]] = {
    "level-high": (_("Level, highest first"), "level", True),
    "level-low": (_("Level, lowest first"), "level", False),
    "score-high": (_("Score, highest first"), "score", True),
    "score-low": (_("Score, lowest first"), "score", False),
    "trend-up": (_("Trend, risen most first"), "trend", True),
    "trend-down": (_("Trend, fallen most first"), "trend", False),
    "name": (_("Product, A to Z"), "name", False),
    "name-back": (_("Product, Z to A"), "name", True),
    "oldest": (_("Longest without a change first"), "age", False),
    "newest": (_("Changed last first"), "age", True),
    "due": (_("Due next first"), "due", False),
    "due-last": (_("Due last first"), "due", True),
}
RISK_ORDERS: Final[dict[str, Any]] = {
    "level-high": _("Risk, least first"),
    "level-low": _("Risk, greatest first"),
}
GATES: Final[dict[str, tuple[Any, bool | None]]] = {
    "": (_("Any"), None),
    "fail": (_("At least one fails"), True),
    "hold": (_("None fails"), False),
}


FAILS: Final = "fail:"
_SELECTED: Final = {True: flatatt({"selected": True}), False: ""}


class LongSelect(forms.Select):
    """A select drawn in one go: Django draws each option by itself, a hundred as slow as a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        del renderer
        chosen = str(value or "")
        drawn = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED[str(key) == chosen], label) for key, label in self.choices),
        )
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", given, drawn)


class PortfolioForm(PlainForm):
    """Comes by GET; organisation and bank are asked for only where there is a choice."""

    organisation = forms.TypedChoiceField(
        label=_("Organisation"), required=False, coerce=row_id, empty_value=None
    )
    bank = forms.TypedChoiceField(
        label=_("Question bank"), required=False, coerce=row_id, empty_value=None
    )
    team = forms.TypedChoiceField(
        label=_("Team"), required=False, coerce=row_id, empty_value=None, widget=LongSelect
    )
    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    gates = forms.ChoiceField(label=_("Gates"), required=False, widget=LongSelect)
    order = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(
        self,
        asked: QueryDict,
        extent: Extent,
        organisations: Sequence[Organisation],
        banks: Sequence[Bank],
        content: BankContent | None,
    ) -> None:
        super().__init__(asked)
        self._offer_where_there_is_a_choice("organisation", organisations)
        self._offer_where_there_is_a_choice("bank", banks)
        offer(self, "team", [("", str(_("All"))), *((str(t.pk), str(t)) for t in extent.teams)])
        offer(self, "level", [("", str(_("All"))), *_ranks(content)])
        offer(self, "gates", [*_gates(content)])
        offer(self, "order", [(value, str(words)) for value, (words, *_is) in ORDERS.items()])
        if content and isinstance(content.scoring, RiskRules):
            self._speak_of_risks()

    def _speak_of_risks(self) -> None:
        """Name what stands for a level where a bank has risks only: the greatest one."""
        self.fields["level"].label = _("Greatest risk")
        order = cast("forms.ChoiceField", self.fields["order"])
        choices = cast("list[tuple[str, str]]", order.choices)
        offer(self, "order", [(key, str(RISK_ORDERS.get(key, words))) for key, words in choices])

    def _offer_where_there_is_a_choice(
        self, name: str, rows: Sequence[Organisation] | Sequence[Bank]
    ) -> None:
        if len(rows) > 1:
            offer(self, name, [(str(row.pk), str(row)) for row in rows])
        else:
            del self.fields[name]

    def filters(self) -> Filters:
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        _words, order, descending = ORDERS[said.get("order") or "level-high"]
        gates = said.get("gates") or ""
        if gates.startswith(FAILS):
            gate = gates.removeprefix(FAILS)
            return Filters(said.get("level"), True, order, descending, gate)
        _label, fails = GATES[gates]
        return Filters(said.get("level"), fails, order, descending)


def _gates(content: BankContent | None) -> Iterator[tuple[str, str]]:
    """Offer what gates do together, then each gate of the bank's newest version."""
    yield from ((value, str(words)) for value, (words, _is) in GATES.items())
    for code, question in content.questions.items() if content else ():
        if getattr(question, "gate", None) is not None:
            yield f"{FAILS}{code}", _("Fails: %(gate)s") % {"gate": question.title}


def _ranks(content: BankContent | None) -> list[tuple[str, str]]:
    names = rank_names(content) if content else []
    known = [(str(rank), name) for rank, name in enumerate(names)]
    return [*reversed(known), (str(NOTHING), str(_("No result yet")))]
