"""A comment as HTML: paragraphs, lines, web links and mentions; everything else is plain text."""

import re
from collections.abc import Iterator
from typing import Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.answers.mentions import Handles
from assessments.text import is_web_link, isolate

register = template.Library()

_LINK: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_A_LINK: Final = ".,;:!?'*_"
_PARAGRAPH: Final = re.compile(r"\n(?:[ \t]*\n)+")


@register.filter
def said(text: str, handles: Handles) -> SafeString:
    """Show what somebody wrote; `handles` knows who can be mentioned."""
    paragraphs = _PARAGRAPH.split(text)
    return format_html_join(
        "\n", '<p dir="auto">{}</p>', ((_lines(part, handles),) for part in paragraphs)
    )


def _lines(paragraph: str, handles: Handles) -> SafeString:
    first, *others = paragraph.split("\n")
    rest = format_html_join("", "<br>{}", ((_line(line, handles),) for line in others))
    return format_html("{}{}", _line(first, handles), rest)


def _line(line: str, handles: Handles) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(line, handles)))


def _pieces(line: str, handles: Handles) -> Iterator[str]:
    at = 0
    for found in _LINK.finditer(line):
        url = _trimmed(found.group())
        if is_web_link(url) and isolate(url) == url:
            yield from _mentions(line[at : found.start()], handles)
            yield format_html('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>', url)
            at = found.start() + len(url)
    yield from _mentions(line[at:], handles)


def _trimmed(url: str) -> str:
    """Leave the punctuation of the sentence round a link out of it."""
    while url and (url[-1] in _AFTER_A_LINK or (url[-1] == ")" and "(" not in url)):
        url = url[:-1]
    return url


def _mentions(text: str, handles: Handles) -> Iterator[str]:
    at = 0
    for found in handles.pattern.finditer(text):
        yield text[at : found.start()]
        yield format_html('<b class="mention">{}</b>', found.group())
        at = found.end()
    yield text[at:]
