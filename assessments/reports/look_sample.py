"""A report's colour as it is used, drawn: text on white, and text on a fill."""

from assessments.reports.look import ReportLook
from assessments.reports.svg import MUTED, image, rect, text


def look_sample(look: ReportLook) -> str:
    """Draw headings in the tone to read, a line in the colour itself, and a head of a table."""
    title = "The colour in a report"
    about = f"Headings in {look.ink}; heads of tables in {look.on_accent} on {look.accent}."
    drawn = (
        rect(0, 0, 640, 120, "look-paper", "#ffffff"),
        text(16, 34, "Launch-ready", "look-heading", look.ink, size=22, bold=True),
        rect(16, 46, 608, 3, "look-line", look.accent),
        rect(16, 64, 608, 26, "look-head", look.accent),
        text(24, 82, "Question", "look-cell", look.on_accent, size=13, bold=True),
        text(624 - 8, 82, "Score", "look-cell", look.on_accent, "end", 13, bold=True),
        text(24, 108, "What stands below a head is black on white.", "look-text", MUTED, size=12),
    )
    return image(120, "look", title, about, drawn)
