"""The JSON of a save: what the register holds now, and the progress figures of the page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assessments.actor import Actor
from assessments.answers.errors import Conflict
from assessments.answers.registers import StoredAnswer, stored_value
from assessments.answers.writes import Saved
from assessments.scoring.answers import Answer
from assessments.web.steps import PROFILE
from assessments.web.typed import Base, posted, typed_of


def saved_json(saved: Saved) -> dict[str, Any]:
    """Tell the script the new version, and the progress where the write changed it."""
    return {
        "version": saved.version,
        "base": str(Base(saved.version, typed_of(saved.answer).digest())),
        "state": saved.answer.state.value,
        "at": _iso(saved.at),
        "by": saved.by,
        "progress": None if saved.summary is None else progress_json(saved.summary),
    }


def conflict_json(actor: Actor, conflict: Conflict) -> dict[str, Any]:
    """Tell the script what somebody else saved meanwhile."""
    return {"problem": "conflict", **register_json(actor.user_id, conflict.current)}


def register_json(user_id: int, stored: StoredAnswer) -> dict[str, Any]:
    """Give what a register holds, and whether it is the person's own write."""
    return {
        "version": stored.version,
        "base": str(Base(stored.version, typed_of(stored.answer).digest())),
        "current": answer_json(stored.answer),
        "by": stored.by,
        "mine": stored.by_id == user_id,
        "at": _iso(stored.at),
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """Give an answer as the form's controls hold it."""
    value = None if answer.value is None else posted(stored_value(answer))
    return {
        "state": answer.state.value,
        "value": value,
        "reason": answer.reason,
        "note": answer.note,
    }


def progress_json(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Give [done, total] for the whole, each part and each section; not applicable counts out."""
    parts = summary.get("parts", {})
    profile = counts(summary.get("profile", {}))
    sections = {
        code: counts(found) for part in parts.values() for code, found in part["sections"].items()
    }
    return {
        "all": counts(summary),
        "parts": {PROFILE: profile, **{code: counts(part) for code, part in parts.items()}},
        "sections": {PROFILE: profile, **sections},
    }


def counts(found: Mapping[str, Any]) -> tuple[int, int]:
    """Give what is dealt with, of what applies."""
    left_out = found.get("not_applicable", 0)
    return found.get("answered", 0) - left_out, found.get("shown", 0) - left_out


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
