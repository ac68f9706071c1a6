"""The fixed words of the documents, in one place; what people wrote comes from the document."""

from typing import Final

LABELS: Final[dict[str, str]] = {
    "kicker": "ML product readiness",
    "holds_back": "What holds it back",
    "holds_back_next": "What stands before {level}",
    "date": "Date",
    "team": "Team",
    "bank": "Question bank",
    "version": "version",
    "page": "Page",
    "contents": "Contents",
    "summary": "Summary",
    "parts": "The parts against their floors",
    "parts_key": (
        "Dark bar: score. Light bar: how far it could still rise with the open answers. "
        "Mark: the floor for {level}."
    ),
    "answers": "How the questions that apply are answered",
    "labels_why": "Why the result is marked",
    "number": "No.",
    "part": "Part",
    "score": "Score",
    "range": "Range",
    "floor": "Floor for {level}",
    "floor_short": "Floor",
    "supports": "Supports",
    "answered": "Answered",
    "confidence": "Confidence",
    "coverage": "Answered",
    "overall": "Overall score",
    "coverage_detail": "of the weight that applies",
    "confidence_detail": "support of the answers",
    "next": "What to do next",
    "no_advice": "Nothing stands open for this target.",
    "effort_note": (
        "Effort figures are estimates in person-days, for ranking and planning only. "
        "Gain is the movement of the part's score in percentage points."
    ),
    "done_when": "Done when",
    "now": "Now",
    "gain": "Gain",
    "effort": "Effort (estimate)",
    "owner": "Best placed",
    "evidence": "Evidence",
    "reason": "Reason",
    "advice": "To improve:",
    "next_step": "Next:",
    "profile": "About the product",
    "profile_about": ("These answers are not scored; they decide which questions were asked."),
    "gates": "Gates",
    "gates_about": (
        "A gate holds the whole result at a level until its question reaches the answer it needs, "
        "whatever the scores say."
    ),
    "question": "Question",
    "state": "State",
    "answer": "Answer",
    "needs": "Needs",
    "open_points": "Open points",
    "open_about": (
        "Open and unknown answers count as zero and widen the range; they are the cheapest way to "
        "a firmer result."
    ),
    "not_applicable": "Not applicable",
    "not_applicable_about": (
        "These questions were set aside, each with a reason; they leave the score."
    ),
    "method": "Method",
    "origin": "Where this comes from",
    "publisher": "Publisher",
    "licence": "Licence",
    "attribution": "Attribution",
    "source": "Source",
    "bank_digest": "Digest of the bank",
    "inputs_digest": "Digest of the inputs",
}

HONESTY: Final = "This is a self-assessment by the product's team, not an audit or a legal review."

REPLACED: Final = (
    "Some characters that people typed are in none of this report's fonts; each is shown as "
    "\ufffd (U+FFFD)."
)
METHOD: Final = (
    (
        "Each question scores between 0 and 1 and has a weight; a part's score is the weighted "
        "mean of its questions that apply, in percent. Questions nobody has answered and answers "
        "of \u201cdon't know\u201d count as 0 and are shown as the range the score could still "
        "reach. Questions that do not apply leave the count."
    ),
    (
        "A part supports the highest level whose floor its score reaches. The readiness level is "
        "the lowest level any part supports, and never above what a gate allows: strength in one "
        "part does not make up for a gap in another. The overall score is the mean of the parts; "
        "it shows movement and never decides the level."
    ),
    (
        "Confidence says how well answers are supported: by evidence, by a note, or by the answer "
        "alone. A result is marked provisional where an important answer lacks support or too "
        "much is unanswered, and draft while questions are open."
    ),
)

PAPER: Final[dict[str, str]] = {
    "kicker": "Questions for a workshop",
    "page": "Page",
    "version": "Version",
    "contents": "Contents",
    "product": "Product",
    "date": "Date",
    "people": "People in the room",
    "how": (
        "Agree on one answer to each question. A level counts when its own text and the text of "
        "every lower level hold. Write down what shows it: without a note or evidence an answer "
        "counts for less. Nobody knows is an answer too."
    ),
    "profile": "About the product",
    "only_if": "Asked only for some products; skip it when it does not fit yours.",
    "dont_know": "Don't know",
    "not_applicable": "Not applicable",
    "notes": "Note and evidence",
    "answer": "Answer",
    "gate": "Gate",
    "answered_by": "Best answered by:",
    "sources": "Where these questions come from",
}
