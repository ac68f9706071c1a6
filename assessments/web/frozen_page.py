"""A milestone as its page shows it: scored again from what is frozen, in the words of a result."""

from functools import cached_property

from assessments.answers.models import Milestone
from assessments.answers.moments import frozen_moment
from assessments.reports.result import result_of, scored
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json

_SAME = ("level_code", "provisional", "draft", "overall")


class FrozenPage:
    """The result of a milestone (1 query while its bank version is not kept parsed)."""

    def __init__(self, milestone: Milestone) -> None:
        self.milestone = milestone
        self.moment = frozen_moment(milestone)
        self.card = score(self.moment.bank, self.moment.answers, self.moment.on)
        self.result = result_of(scored(self.moment.bank, self.moment.answers, self.card))

    @cached_property
    def differs(self) -> bool:
        """Say whether this version of the program scores otherwise than the one that froze it."""
        now = scorecard_json(self.moment.bank, self.card)
        then = self.milestone.scorecard
        same = (*_SAME, *(key for key in ("figures", "plus") if key in now))
        return any(now[key] != then.get(key) for key in same)
