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


def test_no_template_is_longer_than_the_budget():
    long = {p.name: n for p in TEMPLATES if (n := p.read_text("utf-8").count("\n")) > LINES}

    assert long == {}
