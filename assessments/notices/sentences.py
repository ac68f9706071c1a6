"""What a notice says and where it leads, the same on the page and in a mail: a row a kind.

`detail` may name the `question` or `part` by its title and its `code`, the first of `count`; of a
submit the `state`, of a report its `report` id and `state`, of what is due the day `due_on`. What
is missing is left out.
"""

from collections.abc import Callable
from typing import Final

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.notices.models import Notice, NoticeKind
from assessments.text import isolate

_LONGEST: Final = 160


def sentence_of(notice: Notice) -> str:
    """Say what happened, on one line of plain text (no query with `actor` selected)."""
    return one_line(SENTENCES[NoticeKind(notice.kind)](notice))


def address_of(notice: Notice) -> str:
    """Give the path of the page the notice is about (no query)."""
    if notice.detail.get("bundle"):
        return reverse("assessments:bundle-detail", args=[notice.detail["bundle"]])
    if notice.detail.get("bank"):
        return reverse("assessments:draft-review", args=[notice.detail["bank"]])
    if notice.assessment_id is None:
        return reverse("assessments:home")
    return PLACES[NoticeKind(notice.kind)](notice)


def one_line(text: str) -> str:
    """Give people's words on one line, without what reorders the text around them."""
    return " ".join(isolate(text).split())


def _name(notice: Notice) -> str:
    return one_line(str(notice.actor)) if notice.actor else _("Somebody")


def _title(notice: Notice) -> str:
    """Name the question or part the notice is about, shortened; empty when it names none."""
    title = str(notice.detail.get("question") or notice.detail.get("part") or "")
    title = one_line(title or notice.question_code)
    title = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    return _("“%(title)s”") % {"title": title}


def _things(notice: Notice) -> str:
    """Name what is assigned: its title, and how many more there are."""
    more = int(notice.detail.get("count") or 1) - 1
    words = {"title": _title(notice), "count": more}
    both = ngettext("%(title)s and %(count)d more", "%(title)s and %(count)d more", more)
    return both % words if more > 0 else _title(notice)


def _mention(notice: Notice) -> str:
    words = {"name": _name(notice), "title": _title(notice)}
    return _("%(name)s mentions you in the discussion of %(title)s") % words


def _comment(notice: Notice) -> str:
    words = {"name": _name(notice), "title": _title(notice)}
    return _("%(name)s wrote in a discussion you take part in: %(title)s") % words


def _assigned(notice: Notice) -> str:
    words = {"name": _name(notice), "title": _things(notice), "day": _day(notice)}
    if words["day"]:
        return _("%(name)s assigned %(title)s to you, due on %(day)s") % words
    return _("%(name)s assigned %(title)s to you") % words


def _due(notice: Notice) -> str:
    words = {"title": _things(notice), "day": _day(notice)}
    if words["day"]:
        return _("%(title)s, assigned to you, is due on %(day)s") % words
    return _("%(title)s, assigned to you, is due") % words


def _action(notice: Notice) -> str:
    words = {"name": _name(notice), "title": _title(notice), "day": _day(notice)}
    if words["day"]:
        return _("%(name)s gave you the action on %(title)s, due on %(day)s") % words
    return _("%(name)s gave you the action on %(title)s") % words


def _action_due(notice: Notice) -> str:
    words = {"title": _title(notice), "day": _day(notice)}
    return _("Your action on %(title)s is due on %(day)s") % words


def _submitted(notice: Notice) -> str:
    words = {"name": _name(notice)}
    if notice.detail.get("state") == "open":
        return _("%(name)s opened the assessment again") % words
    return _("%(name)s submitted the assessment") % words


def _bank_moved(notice: Notice) -> str:
    words = {"name": _name(notice), "number": one_line(str(notice.detail.get("number") or ""))}
    if notice.detail.get("back"):
        return _("%(name)s took the assessment back to version %(number)s of its bank") % words
    return _("%(name)s moved the assessment to version %(number)s of its bank") % words


def _revealed(_notice: Notice) -> str:
    return _("The answers of all respondents can be seen now")


def _report(notice: Notice) -> str:
    if notice.detail.get("bundle"):
        return _("The reports you asked for in one go are done")
    if notice.detail.get("state") == "failed":
        return _("The report you asked for could not be made")
    return _("The report you asked for is ready")


def _scheduled(notice: Notice) -> str:
    if notice.detail.get("state") == "stopped":
        words = {"product": one_line(str(notice.detail.get("product_name") or ""))}
        return _("A schedule of reports on %(product)s stopped") % words
    return _("A scheduled report is ready")


def _expired(notice: Notice) -> str:
    return _("Evidence you added is out of date: %(title)s") % {"title": _title(notice)}


def _bank_review(notice: Notice) -> str:
    words = {"name": _name(notice), "title": one_line(str(notice.detail.get("title") or ""))}
    if notice.detail.get("state") == "approved":
        return _("%(name)s approved the draft of the question bank “%(title)s”") % words
    if notice.detail.get("state") == "sent_back":
        return _("%(name)s sent the draft of the question bank “%(title)s” back") % words
    return _("%(name)s asks for a review of the question bank “%(title)s”") % words


def _day(notice: Notice) -> str:
    try:
        day = parse_date(str(notice.detail.get("due_on") or ""))
    except ValueError:
        return ""
    return date_format(day) if day else ""


SENTENCES: Final[dict[NoticeKind, Callable[[Notice], str]]] = {
    NoticeKind.MENTION: _mention,
    NoticeKind.COMMENT: _comment,
    NoticeKind.ASSIGNED: _assigned,
    NoticeKind.DUE: _due,
    NoticeKind.ACTION: _action,
    NoticeKind.ACTION_DUE: _action_due,
    NoticeKind.SUBMITTED: _submitted,
    NoticeKind.BANK_MOVED: _bank_moved,
    NoticeKind.REVEALED: _revealed,
    NoticeKind.REPORT_READY: _report,
    NoticeKind.SCHEDULED: _scheduled,
    NoticeKind.EVIDENCE_EXPIRED: _expired,
    NoticeKind.BANK_REVIEW: _bank_review,
}


def _assessment(notice: Notice) -> str:
    return reverse("assessments:assessment-detail", args=[notice.assessment_id])


def _results(notice: Notice) -> str:
    return reverse("assessments:assessment-results", args=[notice.assessment_id])


def _discussion(notice: Notice) -> str:
    code = notice.question_code
    address = reverse("assessments:question-discussion", args=[notice.assessment_id, code])
    comment = notice.detail.get("comment")
    return f"{address}#comment-{comment}" if comment else address


def _question(notice: Notice) -> str:
    """Lead to the question in its section, or to the first open one of a part."""
    if notice.question_code:
        args = [notice.assessment_id, notice.question_code]
        return reverse("assessments:question-place", args=args)
    if notice.detail.get("part") and notice.detail.get("code"):
        query = urlencode({"in": notice.detail["code"]})
        return f"{reverse('assessments:assessment-next', args=[notice.assessment_id])}?{query}"
    return _assessment(notice)


def _actions(notice: Notice) -> str:
    return reverse("assessments:action-list", args=[notice.assessment_id])


def _made(notice: Notice) -> str:
    report = notice.detail.get("report")
    return reverse("assessments:report-detail", args=[report]) if report else _assessment(notice)


def _schedule(notice: Notice) -> str:
    """Lead to the report, or to the schedules of the product where one stopped."""
    product = notice.detail.get("product")
    return reverse("assessments:schedule-list", args=[product]) if product else _made(notice)


PLACES: Final[dict[NoticeKind, Callable[[Notice], str]]] = {
    NoticeKind.MENTION: _discussion,
    NoticeKind.COMMENT: _discussion,
    NoticeKind.ASSIGNED: _question,
    NoticeKind.DUE: _question,
    NoticeKind.ACTION: _actions,
    NoticeKind.ACTION_DUE: _actions,
    NoticeKind.SUBMITTED: _assessment,
    NoticeKind.BANK_MOVED: _assessment,
    NoticeKind.REVEALED: _results,
    NoticeKind.REPORT_READY: _made,
    NoticeKind.SCHEDULED: _schedule,
    NoticeKind.EVIDENCE_EXPIRED: _question,
    NoticeKind.BANK_REVIEW: _assessment,
}
