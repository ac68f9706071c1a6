"""A page that is one form: shown, refused with its problems on top, or done and left behind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.teams.errors import Refused

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words round a form.

    Without a `button` there is nothing to send: `intro` says why. `back` is where Cancel leads,
    `trail` the breadcrumbs, `exports` what can be downloaded first.
    """

    title: str
    button: str
    back: str
    trail: tuple[tuple[str, str], ...] = ()
    intro: tuple[str, ...] = ()
    is_danger: bool = False
    exports: tuple[tuple[str, str], ...] = ()


def show_form(request: HttpRequest, form: forms.Form, page: FormPage) -> HttpResponse:
    """Show the form; one with problems lists them on top and keeps what was typed."""
    context = {"form": form, "page": page, "problems": problems_of(form)}
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def problems_of(form: forms.Form) -> list[tuple[str, str]]:
    """List the problems of a form, each naming its field, with the id of that field."""
    return [
        (form[name].auto_id, f"{_label(form, name).rstrip('?')}: {problem}")
        for name, found in form.errors.items()
        if name in form.fields
        for problem in found
    ]


def _label(form: forms.Form, name: str) -> str:
    """Name a field as its form does; a form with rows names the row too."""
    label_of = getattr(form, "label_of", None)
    return label_of(name) if label_of else str(form[name].label)


def submitted(form: forms.Form, call: Callable[[], Done]) -> Done | None:
    """Call the service when the form is valid; what it refuses becomes an error of the field."""
    if not form.is_valid():
        return None
    try:
        return call()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None
