"""Save the answers of a section at once: what the form does without JavaScript."""

from collections.abc import Sequence

from assessments.actor import Actor
from assessments.answers.services.saving import save
from assessments.answers.writes import Link, SectionResult, Write


def save_section(
    *, actor: Actor, assessment_id: int, writes: Sequence[Write], links: Sequence[Link] = ()
) -> SectionResult:
    """Save the good answers; the others come back with the conflict or the problem.

    At most 9 queries, however many answers: all that was said, lock, the same again where somebody
    wrote meanwhile, UPDATE, INSERT, events, evidence, summary, known operations. Links are kept
    whatever becomes of the answers.

    Raises:
        NotVisible: the actor does not see the assessment.
        NotAllowed: the actor only reads in this team.
        NotOpen: the assessment was submitted or archived.
        OperationReused: an operation id belongs to another write; nothing was written.
    """
    return save(actor, assessment_id, writes, links).result
