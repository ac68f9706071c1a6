"""Of two editors, what one typed into a row goes to that row, wherever it stands by now."""

import pytest

from assessments.banks.draft_tree import find
from tests.banks_slice.drafts import content, edit
from tests.banks_slice.pages import held, shown_in, typed, url
from tests.scoring.method_banks import mean_tree, risk_rules

pytestmark = pytest.mark.django_db
RULES = "ops.alarm"
SECTION = "gov.strategy"


def rules(draft):
    return [(one["when"], one["risk"]) for one in find(content(draft), RULES).node["rules"]]


def streams(draft):
    return {
        one["title"]: one["questions"]
        for one in content(draft)["scoring"].get("streams", {}).get(SECTION, [])
    }


def rule_page(draft):
    return url("draft-edit", draft.bank_id, RULES)


def section_page(draft):
    return url("draft-scoring-section", draft.bank_id, SECTION)


def both_saved(client, address, sent):
    """Send what a page showed before somebody else saved, and then what the conflict page holds."""
    page = client.post(address, sent)
    assert page.status_code == 409
    assert client.post(address, held(page.context["form"])).status_code == 302
    return page


def test_changed_rule_is_found_behind_one_that_was_taken_away(client, draft_of):
    draft = draft_of(risk_rules())
    sent = shown_in(client, rule_page(draft)) | {"rule:1:risk": "high"}
    client.post(rule_page(draft), shown_in(client, rule_page(draft)) | {"rule:0:when": ""})
    both_saved(client, rule_page(draft), sent)
    assert rules(draft) == [("one", "high"), ("default", "high")]


def test_changed_rule_is_found_where_it_was_moved_and_new_ones_are_kept(client, draft_of):
    draft = draft_of(risk_rules())
    first = shown_in(client, rule_page(draft))
    theirs = {"rule:2:place": "1", "rule:3:when": "two", "rule:3:risk": "none"}
    client.post(rule_page(draft), first | theirs)
    mine = {"rule:1:risk": "high", "rule:3:when": "!one", "rule:3:risk": "high"}
    both_saved(client, rule_page(draft), first | mine)
    assert rules(draft) == [
        ("default", "high"),
        ("one && two", "none"),
        ("one", "high"),
        ("two", "none"),
        ("!one", "high"),
    ]


def test_rule_somebody_took_away_is_not_written_over_another(client, draft_of):
    draft = draft_of(risk_rules())
    sent = shown_in(client, rule_page(draft)) | {"rule:0:when": "one && (two)"}
    client.post(rule_page(draft), shown_in(client, rule_page(draft)) | {"rule:0:when": ""})
    page = both_saved(client, rule_page(draft), sent)
    assert page.context["typed"] == ["one && (two)"]
    assert rules(draft) == [("one", "medium"), ("default", "high")]


def test_rule_both_changed_shows_both_behind_one_that_was_taken_away(client, draft_of):
    draft = draft_of(risk_rules())
    first = shown_in(client, rule_page(draft))
    client.post(rule_page(draft), first | {"rule:0:when": "", "rule:1:when": "!two"})
    page = client.post(rule_page(draft), first | {"rule:1:when": "two"})
    (when,) = [one for one in page.context["differences"] if one.name.endswith("when")]
    assert (when.name, when.kept, when.wanted) == ("rule:0:when", "!two", "two")


def test_rule_turned_into_another_is_shown_beside_what_was_typed(client, draft_of):
    draft = draft_of(risk_rules())
    first = shown_in(client, rule_page(draft))
    client.post(rule_page(draft), first | {"rule:1:when": "!two", "rule:1:risk": "none"})
    page = client.post(rule_page(draft), first | {"rule:1:when": "two"})
    assert page.context["typed"] == ["two"]
    found = {one.name: (one.kept, one.wanted) for one in page.context["differences"]}
    assert found["rule:1:when"] == ("!two", None)
    assert held(page.context["form"])["rule:1:when"] == "!two"


def test_choice_of_a_side_is_followed_when_the_rows_change_once_more(client, draft_of):
    draft = draft_of(risk_rules())
    first = shown_in(client, rule_page(draft))
    client.post(rule_page(draft), first | {"rule:1:when": "!two"})
    page = client.post(rule_page(draft), first | {"rule:1:when": "two"})
    chosen = held(page.context["form"]) | {"pick:rule:1:when": "theirs"}
    client.post(rule_page(draft), shown_in(client, rule_page(draft)) | {"rule:0:when": ""})
    both_saved(client, rule_page(draft), chosen)
    assert rules(draft) == [("!two", "medium"), ("default", "high")]


def test_row_added_by_somebody_else_is_kept_by_saving_both(client, fork):
    code = "build.way"
    address = url("draft-edit", fork.pk, code)
    sent = typed(client, fork, code, title="Mine")
    client.post(address, typed(client, fork, code, **{"choice:new-0:text": "By lot"}))
    both_saved(client, address, sent)
    node = find(content(fork.draft), code).node
    assert (node["title"], node["choices"][-1]["text"]) == ("Mine", "By lot")


def test_examples_and_their_places(client, fork, editor):
    code = "value.goal"
    edit(editor, fork.draft, code, examples=[{"text": one} for one in ("One", "Two", "Three")])
    address = url("draft-edit", fork.pk, code)
    sent = typed(client, fork, code, **{"examples:1": "Second"})
    client.post(address, typed(client, fork, code, **{"examples:0": "", "examples:3": "Four"}))
    both_saved(client, address, sent)
    texts = [one["text"] for one in find(content(fork.draft), code).node["examples"]]
    assert texts == ["Second", "Three", "Four"]


def test_stream_is_renamed_and_filled_behind_one_that_was_taken_away(client, draft_of):
    draft = draft_of(mean_tree())
    first = shown_in(client, section_page(draft))
    client.post(section_page(draft), first | {"stream:0:title": ""})
    mine = {"stream:1:title": "Weigh", "stream_of:gov.a1": "1"}
    both_saved(client, section_page(draft), first | mine)
    assert streams(draft) == {"Weigh": ["gov.b1", "gov.b2", "gov.b3", "gov.a1"]}


def test_question_put_into_a_stream_that_is_gone_joins_no_other(client, draft_of):
    draft = draft_of(mean_tree())
    first = shown_in(client, section_page(draft))
    client.post(section_page(draft), first | {"stream:0:title": ""})
    page = both_saved(client, section_page(draft), first | {"stream_of:gov.b1": "0"})
    assert page.context["typed"] == ["Create"]
    assert streams(draft) == {"Measure": ["gov.b1", "gov.b2", "gov.b3"]}


def test_question_leaves_the_stream_it_was_put_into_by_both(client, draft_of):
    draft = draft_of(mean_tree())
    first = shown_in(client, section_page(draft))
    theirs = {"stream:0:title": "", "stream:2:title": "Third", "stream_of:gov.a1": "2"}
    client.post(section_page(draft), first | theirs)
    page = client.post(section_page(draft), first | {"stream_of:gov.a1": "1"})
    found = {one.name: (one.kept, one.wanted) for one in page.context["differences"]}
    assert found["stream_of:gov.a1"] == ("Third", "Measure")
    assert held(page.context["form"])["stream_of:gov.a1"] == "0"


def test_new_stream_of_each_is_made_with_its_own_questions(client, draft_of):
    draft = draft_of(mean_tree())
    first = shown_in(client, section_page(draft))
    theirs = {"stream:2:title": "Theirs", "stream_of:gov.a1": "2"}
    client.post(section_page(draft), first | theirs)
    mine = {"stream:2:title": "Mine", "stream_of:gov.b1": "2"}
    both_saved(client, section_page(draft), first | mine)
    assert streams(draft) == {
        "Create": ["gov.a2", "gov.a3"],
        "Measure": ["gov.b2", "gov.b3"],
        "Theirs": ["gov.a1"],
        "Mine": ["gov.b1"],
    }


def test_translation_goes_to_the_stream_it_was_typed_for(client, draft_of):
    key = "scoring/streams/gov.strategy/{}/title".format
    draft = draft_of(mean_tree(), {key(0): "Schaffen", key(1): "Messen"})
    address = url("draft-translate", draft.bank_id, "de", "scoring-")
    sent = shown_in(client, address) | {key(1): "Vermessen"}
    client.post(section_page(draft), shown_in(client, section_page(draft)) | {"stream:0:title": ""})
    page = client.post(address, sent)
    assert (page.status_code, page.context["differences"]) == (409, [])
    assert client.post(address, held(page.context["form"])).status_code == 302
    assert content(draft)["translations"]["de"] == {key(0): "Vermessen"}


def test_translation_of_a_stream_that_is_gone_is_shown_for_copying(client, draft_of):
    key = "scoring/streams/gov.strategy/{}/title".format
    draft = draft_of(mean_tree(), {key(0): "Schaffen", key(1): "Messen"})
    address = url("draft-translate", draft.bank_id, "de", "scoring-")
    sent = shown_in(client, address) | {key(0): "Neu schaffen"}
    client.post(section_page(draft), shown_in(client, section_page(draft)) | {"stream:0:title": ""})
    page = client.post(address, sent)
    assert (page.status_code, page.context["typed"]) == (409, ["Neu schaffen"])
    assert "Neu schaffen" in page.content.decode()
    assert client.post(address, held(page.context["form"])).status_code == 302
    assert content(draft)["translations"]["de"] == {key(0): "Messen"}
