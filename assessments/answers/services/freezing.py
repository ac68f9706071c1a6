"""Freezes a copy of an assessment: answers, bank version, day and the scorecard they give."""

import hashlib
import json
from typing import Any

from assessments.actor import Actor
from assessments.answers.models import Milestone
from assessments.answers.registers import answers_in
from assessments.answers.services.locking import Locked
from assessments.answers.services.refreshing import store_summary
from assessments.answers.sheets import registers_of
from assessments.scoring.answer_file import mapping_from_answers
from assessments.scoring.engine import score
from assessments.scoring.scorecard_json import scorecard_json


def freeze(
    locked: Locked,
    actor: Actor,
    *,
    name: str,
    note: str,
    by_hand: bool = False,
    of_move: bool = False,
) -> Milestone:
    """Keep a locked assessment as it stands, scored on the day of the lock (4 queries)."""
    registers = registers_of(locked.assessment)
    store_summary(locked, registers, accepted=0)
    in_order = {code: registers[code] for code in locked.bank.questions if code in registers}
    answers = mapping_from_answers(answers_in(in_order))
    day = locked.at.date()
    scorecard = scorecard_json(locked.bank, score(locked.bank, answers_in(registers), day))
    return Milestone.objects.create(
        assessment=locked.assessment,
        bank_version=locked.assessment.bank_version,
        name=name,
        note=note,
        revision=locked.assessment.revision,
        answers=answers,
        scorecard=scorecard,
        digest=frozen_digest(locked.assessment.bank_version.digest, answers, scorecard),
        scored_on=day,
        by_hand=by_hand,
        of_move=of_move,
        made_by_id=actor.user_id,
    )


def frozen_digest(bank_digest: str, answers: dict[str, Any], scorecard: dict[str, Any]) -> str:
    """Give the SHA-256 of a frozen copy in its one canonical form."""
    frozen = {"bank": bank_digest, "answers": answers, "scorecard": scorecard}
    plain = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
