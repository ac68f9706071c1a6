"""Where a product stands among the organisation's others, in words, or why that is not shown."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scoring.comparison import FEWEST_TEAMS, Comparison, Silence
from assessments.scoring.display import rounded


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison for a page; it names no team and no score."""

    found: Comparison

    @property
    def percentile(self) -> str:
        """Give the percentile as a whole number, "" where none is shown."""
        share = self.found.percentile
        return "" if share is None else rounded(share * 100)

    @property
    def short(self) -> str:
        """Say in a table why no percentile is shown."""
        if self.found.silence is Silence.INCOMPLETE:
            return _("not complete")
        return _("fewer than %(fewest)d teams") % {"fewest": FEWEST_TEAMS}

    @property
    def why_not(self) -> str:
        if self.found.silence is Silence.INCOMPLETE:
            return _("Compared once every scored question has an answer.")
        if self.found.silence is Silence.FEW_TEAMS:
            text = ngettext(
                "Not shown: %(teams)d team of the organisation has a complete assessment on this"
                " bank. With fewer than %(fewest)d teams one could guess whose score is whose.",
                "Not shown: %(teams)d teams of the organisation have a complete assessment on this"
                " bank. With fewer than %(fewest)d teams one could guess whose score is whose.",
                self.found.teams,
            )
            return text % {"teams": self.found.teams, "fewest": FEWEST_TEAMS}
        return ""
