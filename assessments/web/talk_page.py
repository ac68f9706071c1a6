"""Everything the discussion of a question shows, and where its forms keep what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid4

from assessments.actor import Actor
from assessments.answers.mentions import Handles
from assessments.answers.models import Assessment, Comment
from assessments.answers.permissions import (
    can_comment,
    can_edit_comment,
    can_read_talk,
    can_remove_comment,
)
from assessments.answers.threads import Thread, handles_of, threads_of
from assessments.banks.queries import parsed_bank
from assessments.scoring.bank import Question
from assessments.teams.models import User
from assessments.teams.queries import people_who_see
from assessments.web.cards import dom_id
from assessments.web.places import section_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that could not be taken: the form it stood in, and why."""

    place: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Writing:
    """One form of the page: its id, what stands in it, and the operation it will be."""

    place: str
    text: str
    problem: str
    operation_id: UUID


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment with what this person may do to it."""

    comment: Comment
    writing: Writing | None
    may_remove: bool


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread with its comments and the form for a reply."""

    thread: Thread
    comments: Sequence[ShownComment]
    reply: Writing | None


class TalkPage:
    """The discussion of one question as one person sees it (2 queries: comments, people)."""

    def __init__(
        self, actor: Actor, assessment: Assessment, question: Question, kept: Kept | None = None
    ) -> None:
        self.actor = actor
        self.assessment = assessment
        self.question = question
        self.kept = kept
        self.section = section_of(parsed_bank(assessment.bank_version), question.code)
        self.anchor = dom_id(question.code)
        self.is_shown = can_read_talk(assessment)
        self.may_write = can_comment(actor, assessment)

    @cached_property
    def people(self) -> list[str]:
        """The names that can be mentioned, this person's own left out."""
        return [str(user) for user in self._people if user.pk != self.actor.user_id]

    @cached_property
    def open(self) -> list[ShownThread]:
        return [self._thread(one) for one in self._threads if not one.is_resolved]

    @cached_property
    def resolved(self) -> list[ShownThread]:
        return [self._thread(one) for one in self._threads if one.is_resolved]

    @cached_property
    def new(self) -> Writing | None:
        return self._writing("new")

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [(f"{self.kept.place}-text", self.kept.problem)] if self.kept else []

    @cached_property
    def handles(self) -> Handles:
        return handles_of(self._people)

    @cached_property
    def _people(self) -> list[User]:
        return list(people_who_see(self.assessment.team))

    @cached_property
    def _threads(self) -> list[Thread]:
        return threads_of(self.assessment, self.question.code)

    def _thread(self, thread: Thread) -> ShownThread:
        comments = [self._comment(one) for one in thread.comments]
        return ShownThread(thread, comments, self._writing(f"reply-{thread.first.pk}"))

    def _comment(self, comment: Comment) -> ShownComment:
        editable = can_edit_comment(self.actor, self.assessment, comment)
        writing = self._writing(f"edit-{comment.pk}", comment.text) if editable else None
        removable = comment.removed_at is None
        may_remove = removable and can_remove_comment(self.actor, self.assessment, comment)
        return ShownComment(comment, writing, may_remove)

    def _writing(self, place: str, text: str = "") -> Writing | None:
        if not self.may_write:
            return None
        kept = self.kept
        if kept is not None and kept.place == place:
            return Writing(place, kept.text, kept.problem, uuid4())
        return Writing(place, text, "", uuid4())
