"""Every authoring rule speaks where it should, and says nothing about a bank that is fine."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.banks.lint import RULE_IDS, lint
from assessments.scoring.draft import DraftBank
from tests.scoring.small_bank import rubric, small_bank, small_content

DOCS = Path(__file__).parents[2] / "docs" / "bank-format.md"
FIRST = "parts[0].sections[0].questions[0]"
WAY = "parts[1].sections[0].questions[2]"
STAGED = {"question": "build.way", "equals": "staged"}


def clean_content() -> dict[str, Any]:
    """Give the small bank with everything the rules ask for."""
    content = small_content()
    content |= dict.fromkeys(("publisher", "licence", "attribution", "source"), "Somebody.")
    for part in content["parts"]:
        for section in part["sections"]:
            for question in section["questions"]:
                said = {"why": "It matters.", "improvement": "Do it.", "evidence_hint": "A note."}
                extra = {"answered_by": "ux", "effort": question.get("effort", 2)}
                if question["kind"] in {"rubric", "single", "multiple", "boolean"}:
                    question.update(said | extra)
    first(content)["levels"][2] += " (before launch: tried)"
    return content


def first(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content["parts"][0]["sections"][0]["questions"][0]
    return found


def found_in(content: dict[str, Any]) -> set[tuple[str, str]]:
    return {(finding.id, finding.path) for finding in lint(content)}


def test_a_bank_that_keeps_every_rule_has_no_findings() -> None:
    assert lint(clean_content()) == []


def many(content: dict[str, Any]) -> None:
    section = content["parts"][1]["sections"][0]
    extra = rubric("build.more", why="w", evidence_hint="e")
    section["questions"] += [extra | {"code": f"build.more{n}"} for n in range(8)]


def unscored_part(content: dict[str, Any]) -> None:
    questions = content["parts"][1]["sections"][0]["questions"]
    content["parts"][1]["sections"][0]["questions"] = questions[-3:]


def entangled(content: dict[str, Any]) -> None:
    """Let one of twelve answers of the profile show a question: more cases than are tried."""
    codes = [f"profile.s{place}" for place in range(12)]
    more = {
        "kind": "boolean",
        "title": "So?",
        "why": "w",
        "evidence_hint": "e",
        "answered_by": "ux",
    }
    content["profile"] += [{"code": code, **more} for code in codes]
    way(content)["show_if"] = {"any": [{"question": code, "equals": True} for code in codes]}


def way(content: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = content["parts"][1]["sections"][0]["questions"][2]
    return found


def never_passing(content: dict[str, Any]) -> None:
    exactly = {"level": 4, "caps_at": "framed"}
    first(content)["gate"] = {"fails_below": 4, "caps_at": "exploring", "exactly": exactly}


def opened_by_way(content: dict[str, Any]) -> None:
    said = {"why": "It matters.", "evidence_hint": "A note.", "show_if": STAGED}
    content["parts"][1]["sections"][0]["questions"].append(rubric("build.stages", 6, **said))


def as_lens(*whens: tuple[str, str], **choices: Any) -> Callable[[dict[str, Any]], None]:
    """Make the break a bank of one question that goes by these risk rules."""

    def put(content: dict[str, Any]) -> None:
        scoring = {"method": "risk_rules", "risks": [{"code": c, "name": c} for c in RISKS]}
        codes = {"a": "A is done", "b": "B is done", "no": "Nothing"} | choices
        said = dict.fromkeys(("why", "improvement", "evidence_hint"), "It matters.")
        question: dict[str, Any] = said | {
            "code": "value.goal",
            "kind": "multiple",
            "title": "What is done?",
            "effort": 1,
            "answered_by": "ux",
            "choices": [{"code": c, "text": t} for c, t in codes.items()],
        }
        question["choices"][2]["exclusive"] = True
        if whens:
            question["rules"] = [{"when": when, "risk": risk} for when, risk in whens]
        section = {"code": "value.s", "title": "Goal", "questions": [question]}
        about = {key: content[key] for key in ("publisher", "licence", "attribution", "source")}
        content.clear()
        content |= {"slug": "lens", "title": "Lens", "scoring": scoring, **about}
        content["parts"] = [{"code": "value", "title": "Value", "sections": [section]}]

    return put


RISKS = ("none", "medium", "high")
ALL, SOME, ELSE = ("a && b", "none"), ("a || b", "medium"), ("default", "high")


BREAKS: list[tuple[str, str, Callable[[dict[str, Any]], Any]]] = [
    ("BANK001", "title", lambda c: c.pop("title")),
    ("BANK002", f"{FIRST}.gate.caps_at", lambda c: first(c)["gate"].update(caps_at="scale_ready")),
    (
        "BANK002",
        "profile[0].gate",
        lambda c: c["profile"][0].update(gate={"fails_below": 1, "caps_at": "framed"}),
    ),
    ("BANK003", f"{FIRST}.why", lambda c: first(c).pop("why")),
    ("BANK004", f"{FIRST}.improvement", lambda c: first(c).update(improvement="")),
    ("BANK005", f"{FIRST}.evidence_hint", lambda c: first(c).pop("evidence_hint")),
    ("BANK006", f"{FIRST}.effort", lambda c: first(c).pop("effort")),
    ("BANK007", f"{FIRST}.answered_by", lambda c: first(c).pop("answered_by")),
    (
        "BANK008",
        f"{FIRST}.levels[1]",
        lambda c: first(c)["levels"].__setitem__(1, first(c)["levels"][0].upper()),
    ),
    (
        "BANK008",
        "profile[0].choices[2]",
        lambda c: c["profile"][0]["choices"][2].update(text="An  idea"),
    ),
    ("BANK009", f"{FIRST}.levels[0]", lambda c: first(c)["levels"].__setitem__(0, "x " * 210)),
    ("BANK009", f"{FIRST}.title", lambda c: first(c).update(title="x" * 221)),
    ("BANK010", "scoring.floors.build", unscored_part),
    ("BANK011", "parts[1].sections[0].questions", many),
    ("BANK012", "translations.fr", lambda c: c.update(translations={"fr": {"title": "Petite"}})),
    (
        "BANK013",
        f"{FIRST}.show_if.question",
        lambda c: first(c).update(show_if={"question": "build.speed", "at_least": 1}),
    ),
    (
        "BANK014",
        "parts[1].sections[0].questions[5].code",
        lambda c: c["parts"][1]["sections"][0]["questions"][5].update(code="elsewhere.since"),
    ),
    (
        "BANK015",
        "scoring.floors.value",
        lambda c: c["scoring"]["floors"]["value"].pop("proven"),
    ),
    ("BANK016", "asides[0].opens", lambda c: c["asides"][0].update(opens="after launch")),
    ("BANK017", "licence", lambda c: c.pop("licence")),
    (
        "BANK018",
        f"{WAY}.choices[1].score",
        lambda c: c["parts"][1]["sections"][0]["questions"][2]["choices"][1].pop("score"),
    ),
    (
        "BANK019",
        "profile[2].choices",
        lambda c: [choice.update(exclusive=True) for choice in c["profile"][2]["choices"]],
    ),
    (
        "BANK020",
        f"{FIRST}.show_if",
        lambda c: first(c).update(
            show_if={
                "all": [
                    {"question": "profile.stage", "equals": "idea"},
                    {"question": "profile.stage", "equals": "live"},
                ]
            }
        ),
    ),
    (
        "BANK021",
        f"{FIRST}.show_if",
        lambda c: first(c).update(
            show_if={"question": "profile.stage", "any_of": ["idea", "pilot", "live"]}
        ),
    ),
    (
        "BANK022",
        "profile[1].ask_again_if",
        lambda c: c["profile"][1].update(
            ask_again_if={"not": {"question": "value.goal", "at_least": 0}}
        ),
    ),
    ("BANK023", "scoring.levels", never_passing),
    (
        "BANK024",
        "scoring.levels[3]",
        lambda c: (
            [row.update(launch_ready=row["scale_ready"]) for row in c["scoring"]["floors"].values()]
            + [first(c).pop("gate")]
        ),
    ),
    ("BANK025", f"{FIRST}.gate", never_passing),
    (
        "BANK026",
        f"{WAY}.gate",
        lambda c: [
            way(c).update(gate={"fails_below": 1, "caps_at": "framed"}),
            way(c)["choices"][0].update(score=0.25),
        ],
    ),
    ("BANK027", FIRST, lambda c: first(c)["gate"]["exactly"].update(level=4, caps_at="framed")),
    ("BANK028", WAY, opened_by_way),
    (
        "BANK029",
        "scoring.part_weights.build",
        lambda c: c["scoring"].update(part_weights={"value": 1000}),
    ),
    (
        "BANK030",
        f"{WAY}.weight",
        lambda c: c["parts"][1]["sections"][0]["questions"][0].update(weight=100),
    ),
    ("BANK031", f"{FIRST}.weight", lambda c: first(c).update(weight=8)),
    ("BANK032", f"{WAY}.choices[1]", lambda c: way(c)["choices"][1].update(score=0)),
    (
        "BANK033",
        "profile[1]",
        lambda c: c["parts"][0]["sections"][0]["questions"][1].pop("show_if"),
    ),
    ("BANK034", FIRST, lambda c: first(c).update(why="so " * 240)),
    ("BANK035", f"{FIRST}.rules", as_lens(ALL, SOME, ("no", "high"))),
    ("BANK036", f"{FIRST}.rules[3]", as_lens(ALL, SOME, ("no", "high"), ELSE)),
    ("BANK037", f"{FIRST}.rules[2]", as_lens(ALL, SOME, ("a && !a", "medium"), ELSE)),
    ("BANK038", f"{FIRST}.rules", as_lens(ALL, SOME)),
    ("BANK039", f"{FIRST}.rules", as_lens(("a && b", "medium"), ELSE)),
    ("BANK040", f"{FIRST}.rules", as_lens(("a && !b", "none"), SOME, ELSE)),
    ("BANK041", f"{FIRST}.choices[3]", as_lens(ALL, SOME, ELSE, c="None of the above")),
    ("BANK042", f"{FIRST}.choices[3]", as_lens(ALL, SOME, ELSE, c="C is done")),
    ("BANK043", FIRST, as_lens()),
    ("BANK044", "scoring", entangled),
]

# What a break brings about besides: the rule it breaks is not the only one.
ALSO: dict[tuple[str, str], set[tuple[str, str]]] = {
    ("BANK002", f"{FIRST}.gate.caps_at"): {("BANK027", FIRST)},
    ("BANK013", f"{FIRST}.show_if.question"): {
        ("BANK027", "parts[1].sections[0].questions[0]"),
        ("BANK028", "parts[1].sections[0].questions[0]"),
    },
    ("BANK018", f"{WAY}.choices[1].score"): {("BANK033", WAY)},
    ("BANK020", f"{FIRST}.show_if"): {("BANK022", "profile[1].ask_again_if")},
    ("BANK028", WAY): {("BANK027", WAY)},
    ("BANK023", "scoring.levels"): {("BANK025", f"{FIRST}.gate")},
    ("BANK025", f"{FIRST}.gate"): {("BANK023", "scoring.levels")},
    ("BANK038", f"{FIRST}.rules"): {("BANK035", f"{FIRST}.rules")},
}


@pytest.mark.parametrize(("rule", "path", "break_it"), BREAKS)
def test_each_rule_names_the_place_that_breaks_it_and_no_other_rule_speaks(
    rule: str, path: str, break_it: Callable[[dict[str, Any]], Any]
) -> None:
    content = clean_content()
    break_it(content)
    assert found_in(content) == {(rule, path)} | ALSO.get((rule, path), set())


def test_every_rule_has_a_case_above() -> None:
    assert {rule for rule, _, _ in BREAKS} == set(RULE_IDS)


def test_every_rule_is_a_row_of_the_documentation_with_its_severity() -> None:
    rows = re.findall(r"^\| (BANK\d{3}) \| (error|warning) \|", DOCS.read_text(), re.MULTILINE)
    content = [clean_content() for _ in BREAKS]
    severities = {}
    for (rule, _, break_it), broken in zip(BREAKS, content, strict=True):
        break_it(broken)
        severities[rule] = next(found.severity for found in lint(broken) if found.id == rule)
    assert dict(rows) == severities
    assert len(rows) == len(severities)


def test_errors_come_before_warnings() -> None:
    content = clean_content()
    first(content).pop("why")
    content["parts"][1]["sections"][0]["questions"][2]["choices"][1].pop("score")
    assert [(finding.severity, finding.id) for finding in lint(content)] == [
        ("error", "BANK018"),
        ("warning", "BANK003"),
        ("warning", "BANK033"),
    ]


def test_a_draft_a_tree_and_a_bank_get_the_same_findings() -> None:
    bank = small_bank()
    assert lint(bank) == lint(small_content()) == lint(DraftBank(small_content()))
