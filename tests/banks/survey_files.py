"""Surveys of our own making: one scored as the AIA is, and one with all kinds of elements."""

from typing import Any


def both(words: str, french: str) -> dict[str, str]:
    return {"default": words, "fr": french}


def choice(value: Any, words: str, french: str = "") -> dict[str, Any]:
    return {"value": value, "text": both(words, french) if french else words}


def asked(kind: str, name: str, *choices: Any, **more: Any) -> dict[str, Any]:
    found = {"type": kind, "name": name, "title": f"What of {name}?", **more}
    return found | ({"choices": list(choices)} if choices else {})


def yes_no(name: str, worth: int, **more: Any) -> dict[str, Any]:
    return asked(
        "radiogroup", name, choice(f"item1-{worth}", "Yes"), choice("item2-0", "No"), **more
    )


def panel(name: str, *elements: Any, **more: Any) -> dict[str, Any]:
    return {"type": "panel", "name": name, "elements": list(elements), **more}


def page(name: str, *elements: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "elements": list(elements), **more}


def impact_survey() -> dict[str, Any]:
    """Give a survey of two scores: raw at most 12, mitigation 4 before or 4 after, never both."""
    phase = asked("radiogroup", "phase", choice("item1", "Before"), choice("item2", "After"))
    easing = {"title": both("Easing", "Mesures")}
    return {
        "title": both("Small impact v0.9", "Petit impact v0.9"),
        "pages": [
            page(
                "welcome",
                {
                    "type": "html",
                    "name": "w",
                    "html": both("<p>Hello <b>you</b></p>", "<p>Salut</p>"),
                },
            ),
            page("project", panel("project-NS", phase), title=both("Project", "Projet")),
            page(
                "risk",
                panel(
                    "risk-RS",
                    yes_no("risk1", 4),
                    asked(
                        "checkbox",
                        "risk2",
                        choice("a-3", "A", "Â"),
                        choice("b-2", "B"),
                        choice("c", "C"),
                        hasOther=True,
                    ),
                    asked("comment", "risk3", visibleIf='{risk2} contains ["b-2"]'),
                    yes_no("risk4", 3, visibleIf="{after1} notempty"),
                ),
            ),
            page(
                "before",
                panel(
                    "before-MS",
                    yes_no("before1", 4),
                    asked("checkbox", "before2-NS", choice("x-9", "X")),
                ),
                visibleIf='{phase} = "item1"',
                **easing,
            ),
            page(
                "after",
                panel("after-MS", yes_no("after1", 4)),
                visibleIf='{phase} = "item2"',
                **easing,
            ),
        ],
        "showProgressBar": "top",
    }


def mixed_survey() -> dict[str, Any]:
    """Give a survey with every type of element, and with what a bank has no place for."""
    rating = {
        "type": "rating",
        "name": "ease",
        "rateMax": 3,
        "visibleIf": "{owner} = true and {size} > 3",
    }
    return {
        "title": "Mixed",
        "locale": "de",
        "triggers": [{"type": "complete", "expression": "{size} = 1"}],
        "calculatedValues": [{"name": "twice", "expression": "{size} * 2"}],
        "elements": [
            {"type": "boolean", "name": "owner", "valueTrue": "Y", "labelTrue": "Indeed"},
            {
                "type": "text",
                "name": "size",
                "inputType": "number",
                "min": 1,
                "max": 9,
                "validators": [{"type": "numeric"}],
            },
            {"type": "text", "name": "since", "inputType": "date"},
            {"type": "text", "name": "mail", "inputType": "email", "maxLength": 80},
            rating,
            asked("dropdown", "land", "de", "fr", 3, hasNone=True, visibleIf="{twice} > 3"),
            asked(
                "imagepicker",
                "pics",
                {"value": "one", "imageLink": "x.png"},
                "two",
                multiSelect=True,
            ),
            asked("ranking", "order", "a", "b"),
            asked("radiogroup", "empty", choicesByUrl={"url": "https://example.org"}),
            {
                "type": "matrix",
                "name": "grid",
                "columns": ["bad", "good"],
                "rows": ["speed", choice("cost", "Cost")],
            },
            {
                "type": "multipletext",
                "name": "who",
                "items": [{"name": "first"}, {"name": "last", "title": "Family"}],
            },
            panel(
                "inner",
                panel(
                    "deep",
                    asked("comment", "why", visibleIf="{why} empty"),
                    title="Deep",
                    visibleIf="{grid.speed} = 'bad'",
                ),
                visibleIf="{land} anyof ['de', 'fr']",
            ),
            {"type": "paneldynamic", "name": "many"},
            {"type": "text", "name": "size"},
        ],
    }
