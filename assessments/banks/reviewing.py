"""How far the review of a draft is, as a value: an edit takes an approval away by itself."""

from dataclasses import dataclass

from assessments.banks.models import BankDraft, DraftReview

_STATES = DraftReview.ReviewState


@dataclass(frozen=True, slots=True)
class DraftInReview:
    """A draft and its newest review, None before the first; it counts for its revision alone."""

    draft: BankDraft
    newest: DraftReview | None

    @property
    def is_of_this_revision(self) -> bool:
        return self.newest is not None and self.newest.revision == self.draft.revision

    @property
    def is_waiting(self) -> bool:
        return self._is(_STATES.ASKED)

    @property
    def is_approved(self) -> bool:
        return self._is(_STATES.APPROVED)

    @property
    def is_sent_back(self) -> bool:
        """Whether it was sent back, also where it was changed since: the comment still helps."""
        return self.newest is not None and self.newest.state == _STATES.SENT_BACK

    @property
    def has_lost(self) -> str:
        """Name what an edit has taken away: "approved", "asked", or nothing."""
        if self.newest is None or self.is_of_this_revision or self.is_sent_back:
            return ""
        return self.newest.state

    def _is(self, state: DraftReview.ReviewState) -> bool:
        is_so = self.newest is not None and self.newest.state == state
        return is_so and self.is_of_this_revision
