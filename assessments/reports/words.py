"""The fixed words of the documents, in one place; what people wrote comes from the document."""

from typing import Final

from assessments.reports.language import Words, marked

LABELS: Final = Words(
    {
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
        "section": "Section",
        "sections": "Section by section",
        "parts_plain": "The parts",
        "figures": "Figures",
        "figure": "Figure",
        "value": "Value",
        "while_open": "While questions are open",
        "parts_key_plain": (
            "Dark bar: share of full marks. Light bar: how far it could still rise with the open "
            "answers."
        ),
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
        "changed": "What changed since {name}",
        "changed_about": "Compared with {name} of {day}: {bank}.",
        "banks_differ": (
            "The two answer different versions of the questions. Questions are matched by their "
            "code; what only one of them asks counts as a change of the question bank."
        ),
        "what": "What",
        "before": "Before",
        "after": "After",
        "change": "Change",
        "causes": "What each cause did to the whole",
        "causes_about": (
            "The causes add up exactly; the figures shown are rounded. What causes do together "
            "is shared between them evenly. Confidence counts from 0 to 1."
        ),
        "cause": "Cause",
        "score_points": "Score, in points",
        "confidence_change": "Confidence",
        "alone": "Level with this alone",
        "without": "Level without this",
        "together": "Together",
        "changed_parts": "What changed each part, in points",
        "changed_parts_plain": "Part by part",
        "changed_figures": "What changed each figure",
        "changed_figures_about": "Each figure in its own unit. The causes add up to the change.",
        "figures_change": "Figures",
        "whole": "Whole",
        "changed_questions": "What each question brought its part",
        "changed_quiet": "Changed without an effect of their own",
        "changed_why": "Why",
        "points_change": "Points",
        "next": "What to do next",
        "effort_note": (
            "Effort figures are estimates in person-days, for ranking and planning only. Gain is "
            "the movement of the part's score in percentage points."
        ),
        "done_when": "Done when",
        "now": "Now",
        "gain": "Gain",
        "effort": "Effort (estimate)",
        "owner": "Best placed",
        "evidence": "Evidence",
        "since": "out of date since",
        "reason": "Reason",
        "advice": "To improve:",
        "next_step": "Next:",
        "profile": "About the product",
        "profile_about": (
            "These answers are not scored: they decide what is asked or what is aimed at."
        ),
        "gates": "Gates",
        "gates_about": (
            "A gate holds the whole result at a level until its question reaches the answer it "
            "needs, whatever the scores say."
        ),
        "question": "Question",
        "state": "State",
        "answer": "Answer",
        "needs": "Needs",
        "open_points": "Open points",
        "open_about": (
            "Open and unknown answers count as zero and widen the range; they are the cheapest "
            "way to a firmer result."
        ),
        "not_applicable": "Not applicable",
        "not_applicable_about": (
            "These questions were set aside, each with a reason; they leave the score."
        ),
        "apart": "Disagreements to discuss",
        "apart_about": (
            "Several people answered alone before they saw each other's answers. What weighs "
            "most and differs most comes first; from two levels apart the lower answer counts "
            "until the team has settled it."
        ),
        "respondents": "Answered by",
        "nothing_apart": "No answer that counts differs, or all are settled.",
        "counts": "Counts now",
        "spread": "Apart",
        "weight": "weight",
        "weight_head": "Weight",
        "agreement": "How well people agree",
        "agreement_about": (
            "Krippendorff's alpha: 1 is full agreement, 0 what chance would give. It decides "
            "nothing."
        ),
        "levels": "Levels",
        "choices": "Choices",
        "settled": "What the team settled",
        "settled_about": "The team's answers with their reasons, and what others had said before.",
        "dissent": "Others had said",
        "ledger": "How each figure is made",
        "ledger_about": (
            "Every figure of this report, from the answers to the result, in exact fractions. "
            "Rounding happens only where a figure is shown. The rules carry their numbers in the "
            "published scoring rules."
        ),
        "limits": "What limits the level",
        "allows": "Allows up to",
        "sums": "Sums",
        "share": "Share s",
        "points": "Weight \u00d7 s",
        "ends": "s from, to",
        "said_by": "Said by, on",
        "left_out": "Left out",
        "rules": "The rules",
        "method": "Method",
        "origin": "Where this comes from",
        "publisher": "Publisher",
        "licence": "Licence",
        "attribution": "Attribution",
        "source": "Source",
        "bank_digest": "Digest of the bank",
        "inputs_digest": "Digest of the inputs",
        "enclosed": "The inputs of this report: day, options, answers and question bank",
        "lowest": "Lowest",
        "highest": "Highest",
        "advice_head": "To improve",
        "why": "Why",
        "holds": "Holds",
        "assessment": "Assessment",
        "organisation": "Organisation",
        "level": "Readiness level",
        "note": "Note",
        "exact": "at four places",
    }
)

HONESTY: Final = marked(
    "This is a self-assessment by the product's team, not an audit or a legal review."
)

UNTRANSLATED: Final = marked(
    "{count} of {all} texts of the question bank are not translated into {language} and stand in "
    "its own language, {own}"
)

TWO_LANGUAGES: Final = marked(
    "Language of the words of this report: {words}; of the texts of the question bank: {texts}."
)
LANGUAGE_NAMES: Final = Words(
    {
        "en": "English",
        "de": "German",
        "ar": "Arabic",
        "bg": "Bulgarian",
        "ca": "Catalan",
        "cs": "Czech",
        "da": "Danish",
        "el": "Greek",
        "es": "Spanish",
        "et": "Estonian",
        "fi": "Finnish",
        "fr": "French",
        "ga": "Irish",
        "he": "Hebrew",
        "hi": "Hindi",
        "hr": "Croatian",
        "hu": "Hungarian",
        "id": "Indonesian",
        "it": "Italian",
        "ja": "Japanese",
        "ko": "Korean",
        "lt": "Lithuanian",
        "lv": "Latvian",
        "mt": "Maltese",
        "nb": "Norwegian",
        "nl": "Dutch",
        "no": "Norwegian",
        "pl": "Polish",
        "pt": "Portuguese",
        "ro": "Romanian",
        "ru": "Russian",
        "sk": "Slovak",
        "sl": "Slovenian",
        "sr": "Serbian",
        "sv": "Swedish",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "vi": "Vietnamese",
        "zh": "Chinese",
    }
)

REPLACED: Final = marked(
    "Some characters that people typed are in none of this report's fonts; each is shown as "
    "\ufffd (U+FFFD)."
)
METHOD: Final = (
    marked(
        "Each question scores between 0 and 1 and has a weight; a part's score is the weighted "
        "mean of its questions that apply, in percent. Questions nobody has answered and answers "
        "of \u201cdon't know\u201d count as 0 and are shown as the range the score could still "
        "reach. Questions that do not apply leave the count."
    ),
    marked(
        "A part supports the highest level whose floor its score reaches. The readiness level is "
        "the lowest level any part supports, and never above what a gate allows: strength in one "
        "part does not make up for a gap in another. The overall score is the mean of the parts; "
        "it shows movement and never decides the level."
    ),
    marked(
        "Confidence says how well answers are supported: by evidence, by a note, or by the answer "
        "alone. A result is marked provisional where an important answer lacks support or too "
        "much is unanswered, and draft while questions are open."
    ),
)

PAPER: Final = Words(
    {
        "kicker": "Questions for a workshop",
        "page": "Page",
        "version": "Version",
        "contents": "Contents",
        "product": "Product",
        "date": "Date",
        "people": "People in the room",
        "how": (
            "Agree on one answer to each question. A level counts when its own text and the text "
            "of every lower level hold. Write down what shows it: without a note or evidence an "
            "answer counts for less. Nobody knows is an answer too."
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
)
