"""The pages of the bank studio as tests open them: addresses, a signed-in client, a posted form."""

from django.test import Client
from django.urls import reverse

from assessments.teams.models import User
from tests.banks_slice.drafts import GOAL

DRAFT_PAGES = [
    ("draft-detail",),
    ("draft-check",),
    ("draft-discard",),
    ("draft-bank-edit",),
    ("draft-part-add",),
    ("draft-scoring",),
    ("draft-scoring-section", "value.core"),
    ("draft-method",),
    ("draft-condition", GOAL, "show_if"),
    ("draft-bank-condition", "asides.0.show_if"),
    ("draft-edit", GOAL),
    ("draft-edit", "value"),
    ("draft-edit", "value.core"),
    ("draft-edit", "profile.stage"),
    ("draft-edit", "value.skills"),
    ("draft-choice", "value.skills", "a"),
    ("draft-edit", "value.sold"),
    ("draft-edit", "build.way"),
    ("draft-edit", "build.users"),
    ("draft-edit", "build.story"),
    ("draft-edit", "build.since"),
    ("draft-add", "value"),
    ("draft-add", "value.core"),
    ("draft-add", "profile"),
    ("draft-history",),
    ("draft-languages",),
    ("draft-preview-start",),
    ("draft-preview", "value.core"),
    ("draft-paste", "value.core"),
    ("draft-paste", "profile"),
    ("draft-duplicate", GOAL),
    ("draft-duplicate", "value"),
    ("draft-moving", GOAL),
    ("draft-moving", "value"),
    ("draft-remove", GOAL),
    ("draft-remove", "value"),
    ("draft-remove", "value.core"),
]
ids = "-".join


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(client, fork, code, **changes):
    """Give what a browser would send for the form as shown, with some fields changed."""
    return as_sent(shown_in(client, url("draft-edit", fork.pk, code)) | changes)


def shown_in(client, address):
    """Give what a browser would send for the form of a page as it is shown."""
    return held(client.get(address).context["form"])


def held(form):
    """Give what a browser would send for a form."""
    return as_sent({name: form[name].value() for name in form.fields})


def as_sent(values):
    """Leave out what a browser does not send: empty values and boxes without a tick."""
    return {k: v for k, v in values.items() if v is not None and v is not False}


def found_on(reply, severity):
    """List what a check page shows of "errors" or "warnings", whatever the rule."""
    return [one for group in reply.context[severity] for one in group.shown]
