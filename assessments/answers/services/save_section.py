"""Save the answers of a section at once: what the form does without JavaScript."""

from collections.abc import Sequence

from assessments.actor import Actor
from assessments.answers.services.locking import Begun, seen_for_answers
from assessments.answers.services.saving import save
from assessments.answers.writes import Link, SectionResult, Write


def begin_section(*, actor: Actor, assessment_id: int) -> Begun:
    """Read what a section will be saved upon: the assessment and all that was said (1 query).

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team, or has no sheet in a blind assessment.
    """
    return seen_for_answers(actor, assessment_id)


def save_section(
    *, actor: Actor, begun: Begun, writes: Sequence[Write], links: Sequence[Link] = ()
) -> SectionResult:
    """Save the good answers; the others come back with the conflict or the problem.

    At most 8 queries, however many answers: lock, the same again where somebody wrote meanwhile,
    UPDATE, INSERT, events, evidence, summary, known operations. Links are kept whatever becomes
    of the answers.

    Raises:
        NotVisible, NotAllowed: the assessment moved out of the actor's reach meanwhile.
        NotOpen: the assessment was submitted or archived.
        OperationReused: an operation id belongs to another write; nothing was written.
    """
    return save(actor, begun, writes, links).result
