"""Templates hold no script, no style and no unescaped text, as the security policy demands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style element": re.compile(r"<style", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "address of another host": re.compile(
        r"(?:src|srcset)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
}
LINES = 120


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    holding = [p.name for p in TEMPLATES if FORBIDDEN[what].search(p.read_text("utf-8"))]

    assert TEMPLATES
    assert holding == []


MOMENT = re.compile(r"\|date:\"DATETIME_FORMAT\"")
SHOWN = re.compile(r"<time\b[^>]+>\{\{ [^}]+\|date:\"DATETIME_FORMAT\" \}\}</time>")
NAMED = re.compile(r"\b(\w+)=[\w.]+\|date:\"DATETIME_FORMAT\"[^}]*%\}((?:(?!endblocktrans).)*)")


def moments_without_element(text):
    """Count the moments a script cannot find to show them by the reader's own clock."""
    named = NAMED.findall(text)
    marked = [f"{{{{ {name} }}}}</time>" in body for name, body in named]
    return len(MOMENT.findall(text)) - len(SHOWN.findall(text)) - sum(marked)


def test_every_moment_stands_in_an_element_of_its_own():
    """So that static/js/base.js can show it by the reader's own clock."""
    counts = {p.name: moments_without_element(p.read_text("utf-8")) for p in TEMPLATES}

    assert moments_without_element('{{ at|date:"DATETIME_FORMAT" }}') == 1
    assert {name: count for name, count in counts.items() if count} == {}


def test_no_template_is_longer_than_the_budget():
    long = {p.name: n for p in TEMPLATES if (n := p.read_text("utf-8").count("\n")) > LINES}

    assert long == {}
