"""A change in words: every figure beside its cause, the level in a sentence, the chart in SVG."""

import xml.etree.ElementTree as ET
from datetime import date
from fractions import Fraction

import pytest

from assessments.reports.change_chart import COLOURS, CauseKey, ChangeBar, change_chart
from assessments.reports.changed import Changed, changed
from assessments.reports.changed_questions import NAMES
from assessments.reports.figures import signed
from assessments.reports.said import thawed
from assessments.reports.svg import WIDTH
from assessments.scoring.answers import EvidenceItem
from assessments.scoring.bank import Bank
from assessments.scoring.causes import Cause, Moment
from tests.reports.documents import inputs_of
from tests.scoring import method_banks as banks
from tests.scoring.method_banks import METHOD_BANKS
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out, said, small_bank, small_content

SVG = "{http://www.w3.org/2000/svg}"
ON = date(2026, 3, 1)
BEFORE = {**FULL, "value.goal": DONT_KNOW, "value.segments": left_out()}


def compared(before=BEFORE, after=FULL, *, bank=None, later=None, on=ON) -> Changed:
    first = bank or small_bank()
    return changed(Moment(first, before, ON), Moment(later or first, after, on))


def test_parts_causes_and_questions_are_named_with_their_figures():
    found = compared()

    assert found.headline == (
        "The level rose from Exploring to Launch-ready. \u201cBecame known\u201d alone would have moved it."
    )
    value, build = found.parts
    # goal 3 of 8 not known before; segments back in: 4.5/8 -> 7.75/10
    assert (value.title, value.before, value.after, value.change) == (
        "Value",
        "50\u00a0%",
        "73\u00a0%",
        "+22.5",
    )
    assert [name for name, _ in value.by_cause] == ["Became known", "Not applicable changed"]
    assert [(line.code, line.cause) for line in value.questions] == [
        ("value.goal", "Became known"),
        ("value.segments", "Not applicable changed"),
    ]
    goal = value.questions[0]
    assert (goal.number, goal.before, goal.after) == ("1.1", "Don't know", "Level 3 of 4")
    assert goal.score == dict(value.by_cause)["Became known"]
    assert (build.change, build.questions) == ("0", ())


def test_a_level_that_is_only_called_otherwise_is_the_level_as_before():
    content = small_content()
    content["scoring"]["levels"][0]["name"] = "Erkunden"

    found = compared(BEFORE, BEFORE, later=Bank.model_validate(content))

    assert found.headline == "The level is Erkunden, as before."
    assert (found.level_before, found.level_after) == ("Exploring", "Erkunden")


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_of_other_methods_nothing_is_said_of_a_score_they_have_not(method):
    found = of_method(method)

    lines = [line for part in found.parts for line in part.questions] + list(found.quiet)
    assert lines
    assert {line.score for line in lines} == {"\u2013"}
    assert (found.is_split, found.overall_before, found.overall_change) == (
        False,
        "\u2013",
        "\u2013",
    )
    assert found.level_title != "Readiness level"
    if not METHOD_BANKS[method]().scoring.levels:
        assert {cause.alone for cause in found.causes} == {"\u2013"}


def of_method(method, later=None, **answers):
    """Compare random answers of one bank by a method with others of it, or of another bank."""
    bank = METHOD_BANKS[method]()
    banks = (bank, later or bank)
    sides = [
        {code: one.answer for code, one in thawed(inputs_of(seed, one)["answers"]).items()}
        for seed, one in zip((5, 6), banks, strict=True)
    ]
    return changed(
        *(Moment(one, {**side, **answers}, ON) for one, side in zip(banks, sides, strict=True))
    )


def every_figure(found):
    return [*found.figures, *(line for part in found.parts for line in part.figures)]


def test_a_figure_is_split_in_its_own_unit_and_its_questions_say_what_they_brought():
    bank = METHOD_BANKS["additive"]()
    before = {"care.plan": said("b"), "use.tools": DONT_KNOW, "use.log": said(True)}
    after = {"care.plan": said("c"), "use.tools": said(("a", "c")), "use.log": left_out()}

    found = changed(Moment(bank, before, ON), Moment(bank, after, ON))

    (whole,), (care, use) = found.figures, found.parts
    assert (whole.code, whole.name, whole.before, whole.after, whole.change) == (
        "points",
        "Points",
        "3 of 10",
        "8 of 9",
        "+5",
    )
    assert whole.by_cause == (
        ("Answers changed", "+3"),
        ("Became known", "+3"),
        ("Not applicable changed", "\u22121"),
    )
    assert [line.figures for line in care.questions] == [(("Points", "+3"),)]
    assert [(line.code, line.figure_words) for line in use.questions] == [
        ("use.tools", "Points +3"),
        ("use.log", "Points \u22121"),
    ]
    assert "Every figure is split among the causes in its own unit" in found.about_figures[0]
    assert found.parts[0].missing == ""


@pytest.mark.parametrize("method", METHOD_BANKS)
def test_what_is_not_split_is_said_in_words(method):
    aims = {"gov.a1": said("b"), "gov.a1_wanted": said("d")} if method == "mean_tree" else {}
    found = of_method(method, **aims)

    assert found.has_figures
    words = " ".join(found.about_figures)
    assert ("moves in steps" in words) == bool(METHOD_BANKS[method]().scoring.levels)
    assert ("the lowest sum is split among the causes and not" in words) == (
        method == "minimum_of_parts"
    )
    assert ("not among questions: Percentage to target." in words) == (method == "mean_tree")
    for line in every_figure(found):
        assert [name for name, _ in line.by_cause] == [cause.name for cause in found.causes]
        assert bool(line.missing) == ("No figure" in {line.before, line.after})
        assert line.missing or line.code == "level" or line.change != "\u2013"


def test_a_figure_missing_at_one_end_is_no_nought():
    bank = METHOD_BANKS["additive"]()
    before, after = {"care.plan": left_out()}, {"care.plan": said("c")}

    line = changed(Moment(bank, before, ON), Moment(bank, after, ON)).parts[0].figures[0]

    assert (line.before, line.after, line.change) == ("No figure", "5 of 5", "\u2013")
    assert line.missing.startswith("No figure before: Every scored question here")
    assert {share for _, share in line.by_cause} == {"\u2013"}


def test_percents_change_in_points_and_a_target_nobody_stated_says_so():
    bank = METHOD_BANKS["mean_tree"]()
    before = {"gov.a1": said("a"), "gov.a1_wanted": said("d")}

    lines = changed(Moment(bank, before, ON), Moment(bank, {**before, "gov.a1": said("b")}, ON))

    aim = lines.parts[0].figures[1]
    assert (aim.name, aim.before, aim.after, aim.change) == (
        "Percentage to target, change in percentage points",
        "0\u00a0%",
        "25\u00a0%",
        "+25",
    )
    other = lines.parts[1].figures[1]
    assert (other.change, other.missing) == (
        "\u2013",
        "No figure before: No target has been stated here.",
    )


def test_a_state_that_no_question_is_in_is_told_only_where_it_changed():
    bank = METHOD_BANKS["risk_rules"]()
    answers = {"ops.alarm": said(("one",)), "ops.review": DONT_KNOW, "net.zones": said(("NET1_3",))}

    found = changed(
        Moment(bank, answers, ON), Moment(bank, {**answers, "ops.review": said(("one",))}, ON)
    )

    ops, net = ({line.code: line for line in part.figures} for part in found.parts)
    assert (ops["dont_know"].before, ops["dont_know"].after) == ("1", "0")
    assert "not_applicable" not in ops
    assert net.keys() == {"risk.high", "risk.medium", "risk.none"}
    assert found.parts[0].questions[0].figures == (("Medium risk", "+1"), ("Don't know", "\u22121"))


def test_a_risk_that_only_one_bank_has_is_not_called_split():
    risks = [{"code": code, "name": code.title()} for code in ("none", "medium", "high")]
    rules = [{"when": "a", "risk": "medium"}, {"when": "default", "risk": "none"}]
    parts = {"ops": {"ops.s": [banks.practice("ops.alarm", ("a", "b"), rules)]}}
    later, before = (
        banks.bank({"method": "risk_rules", "risks": offered}, parts, version=version)
        for version, offered in (("2.0", risks[:2]), ("1.0", risks))
    )
    answers = {"ops.alarm": said(("a",))}

    found = changed(Moment(before, answers, ON), Moment(later, {}, ON))

    gone = {line.code: line for line in found.parts[0].figures}["risk.high"]
    assert (gone.change, gone.missing) == ("\u2013", "No figure after.")
    assert not any("High" in words for words in found.about_figures)


def test_two_methods_have_no_figure_in_common():
    found = of_method("additive", METHOD_BANKS["minimum_of_parts"]())

    assert not found.has_figures
    assert "score by different methods, so that no figure" in " ".join(found.about_figures)
    assert {part.missing for part in found.parts} <= {
        "Only in the later question bank.",
        "Only in the earlier question bank.",
        "The two question banks score by different methods.",
    }


def test_a_change_of_the_profile_is_told_apart_from_what_it_moves():
    after = {**FULL, "profile.people": said("no", note="Nobody outside is affected.")}

    found = compared(FULL, after)

    assert [(line.code, line.before, line.after) for line in found.quiet] == [
        ("profile.people", "Yes", "No")
    ]
    fairness = found.parts[0].questions[0]
    assert (fairness.code, fairness.cause) == ("value.fairness", "Answers changed")
    assert (fairness.before, fairness.after) == ("Level 3 of 4", "Not asked")


def test_expired_evidence_moves_confidence_alone():
    shown = {"value.goal": said(3, evidence=(EvidenceItem("plan", dated=date(2025, 6, 1)),))}

    found = compared(shown, shown, on=date(2026, 9, 1))

    assert [(cause.name, cause.score) for cause in found.causes] == [("Evidence expired", "0")]
    assert found.causes[0].confidence.startswith("\u2212")
    assert found.overall_change == "0"
    assert found.parts[0].questions[0].score == "0"


def test_a_part_only_one_bank_has_says_so():
    content = small_content()
    del content["scoring"]["floors"]["build"]
    content["profile"] = [content["profile"][0], content["profile"][2]]
    content["parts"] = [
        {**content["parts"][1], "code": "other", "title": "Another part"},
    ]
    content["scoring"]["floors"] = {"other": {"framed": 10}}
    later = small_bank(**{key: content[key] for key in ("parts", "scoring", "profile")})
    kept = {code: answer for code, answer in FULL.items() if code in later.questions}

    found = compared(FULL, kept, later=later)

    assert {part.title: part.missing for part in found.parts} == {
        "Another part": "Only in the later question bank.",
        "Value": "Only in the earlier question bank.",
        "Building it": "Only in the earlier question bank.",
    }
    assert found.overall_change != "\u2013"


def test_a_part_without_a_score_says_why():
    content = small_content()
    content["parts"][1]["show_if"] = {"question": "profile.people", "equals": "yes"}
    bank = small_bank(parts=content["parts"])
    hidden = {**FULL, "profile.people": said("no", note="Nobody outside is affected.")}

    found = compared(hidden, FULL, bank=bank)

    build = found.parts[1]
    assert (build.before, build.change) == ("\u2013", "\u2013")
    assert build.missing.startswith("No score before: Nothing of this is asked")


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (BEFORE, "The level is Exploring, as before. Nothing was changed between the two."),
        ({**BEFORE, "build.speed": said(0)}, "The level is Exploring, as before."),
    ],
)
def test_a_level_that_stays_is_said_to_stay(after, words):
    assert compared(BEFORE, after).headline == words


def test_a_level_that_falls_is_said_to_fall():
    assert compared(FULL, BEFORE).headline.startswith("The level fell from Launch-ready to Expl")


@pytest.mark.parametrize(
    ("number", "places", "words"),
    [
        (Fraction(0), 1, "0"),
        (Fraction(25, 2), 1, "+12.5"),
        (Fraction(-1, 3), 2, "\u22120.33"),
        (Fraction(1, 1000), 1, "\u2248 0"),
        (Fraction(-1, 1000), 2, "\u2248 0"),
    ],
)
def test_a_difference_has_its_sign(number, places, words):
    assert signed(number, places) == words


def test_every_cause_has_a_name_and_a_colour():
    assert set(NAMES) == set(COLOURS) == set(Cause)


def test_gains_lie_right_of_the_middle_and_losses_left_as_long_as_their_points():
    half = Fraction(1, 4)
    bars = [
        ChangeBar("One", "+15.0", [(Cause.KNOWN, half), (Cause.BANK, Fraction(-1, 10))]),
        ChangeBar("</text><b>", "+50.0", [(Cause.KNOWN, half), (Cause.ANSWERS, half)]),
    ]
    keys = [CauseKey(cause, NAMES[cause]) for cause in Cause]

    svg = change_chart(bars, keys, prefix="c", title="Change", description="It rose.")

    image = ET.fromstring(svg)  # noqa: S314 -- our own drawing
    assert image.get("aria-labelledby") == "c-title c-about"
    zero = float(image.find(f"{SVG}line[@class='chart-zero']").get("x1"))
    drawn = [
        (rect.get("class"), float(rect.get("x")), float(rect.get("width")))
        for rect in image.findall(f"{SVG}rect")
    ]
    (known, at, wide), (bank, left, less), (_, first, _w), (answers, then, _v) = drawn[:4]
    assert (known, at) == ("chart-cause-known", zero)
    assert (bank, round(left + less, 1)) == ("chart-cause-bank", zero)
    assert wide == pytest.approx(2.5 * less, abs=0.2)
    assert (answers, first) == ("chart-cause-answers", zero)
    assert then == pytest.approx(zero + wide, abs=0.2)
    assert all(x >= 0 and x + width <= WIDTH for _, x, width in drawn)
    assert len(drawn) == 4 + len(Cause)
    assert "<b>" not in svg
