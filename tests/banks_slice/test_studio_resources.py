"""Help texts and references: written beside a question, its choices, a section and a part."""

import pytest

from assessments.banks.draft_tree import find
from assessments.banks.models import BankDraft
from tests.banks_slice.drafts import GOAL, content, edit
from tests.banks_slice.pages import held, shown_in, typed, url

pytestmark = pytest.mark.django_db
SKILLS = "value.skills"
GUIDE = {"text": "Read the guide", "url": "https://example.org/guide"}
PLAN = {"kind": "improvement", "text": "Make a plan", "additional": True}
JSON = {"headers": {"accept": "application/json"}}


def node(fork, code=GOAL):
    return find(content(fork.draft), code).node


def save(client, fork, code=GOAL, **changes):
    return client.post(url("draft-edit", fork.pk, code), typed(client, fork, code, **changes))


def of_choice(fork, choice):
    return url("draft-choice", fork.pk, SKILLS, choice)


def save_choice(client, fork, choice, more=None, **changes):
    address = of_choice(fork, choice)
    return client.post(address, shown_in(client, address) | changes, **(more or {}))


def choices(fork):
    return {one["code"]: one for one in node(fork, SKILLS)["choices"]}


def refusals(reply, field):
    return reply.status_code, list(reply.context["form"].errors[field])


def test_help_texts_are_added_changed_moved_and_removed(client, fork):
    added = {f"resource:0:{key}": text for key, text in GUIDE.items()}
    added |= {f"resource:1:{key}": value for key, value in PLAN.items()}
    assert save(client, fork, **added).status_code == 302
    assert node(fork)["resources"] == [GUIDE, PLAN]

    save(client, fork, **{"resource:1:place": "1", "resource:0:kind": "improvement"})
    assert node(fork)["resources"] == [PLAN, {**GUIDE, "kind": "improvement"}]

    save(client, fork, **{"resource:0:text": "", "resource:1:text": ""})
    assert node(fork)["resources"] == [{"url": GUIDE["url"], "kind": "improvement"}]

    save(client, fork, **{"resource:0:url": ""})
    assert "resources" not in node(fork)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("resource:0:url", "javascript:alert(1)", "The link must start with http:// or https://"),
        ("resource:0:url", "example.org", "The link must start with http:// or https://"),
        ("resource:0:url", "https://example.org/a b", "and contain no blanks."),
        ("resource:0:url", "https://a.example/" + "a" * 1990, "more than the 2000 allowed"),
        ("resource:0:text", "a" * 4001, "1 more than the 4000 allowed"),
        ("ref", "a" * 201, "1 more than the 200 allowed"),
    ],
)
def test_what_a_bank_file_would_refuse_is_refused_at_its_field_and_kept(
    client, fork, name, text, problem
):
    before = content(fork.draft)
    reply = save(client, fork, **{name: text, "resource:0:kind": "improvement"})

    assert problem in refusals(reply, name)[1][0]
    assert reply.context["form"][name].value() == text
    assert f'href="#id_{name}"' in reply.content.decode()
    assert content(fork.draft) == before


def test_marks_of_a_new_help_text_need_a_text_or_an_address(client, fork):
    reply = save(client, fork, **{"resource:0:additional": "on"})

    problem = "Give it a text or a web address."
    assert refusals(reply, "resource:0:text") == (422, [problem])
    fold = reply.content.decode().partition("Add help texts")[0].rpartition("<details")[2]
    assert " open" in fold


def test_fifty_help_texts_are_the_most(client, fork, editor):
    edit(editor, fork.draft, GOAL, resources=[{"text": f"Text {n}"} for n in range(49)])
    form = client.get(url("draft-edit", fork.pk, GOAL)).context["form"]
    assert "resource:49:text" in form.fields
    assert "resource:50:text" not in form.fields
    save(client, fork, **{"resource:49:text": "The last"})
    assert len(node(fork)["resources"]) == 50
    page = client.get(url("draft-edit", fork.pk, GOAL))
    assert "resource:50:text" not in page.context["form"].fields
    assert "Add help texts" not in page.content.decode()


@pytest.mark.parametrize("code", [GOAL, "value.core", "value", "profile.stage"])
def test_reference_is_written_and_taken_away(client, fork, code):
    save(client, fork, code, ref="OPS-1")
    assert node(fork, code)["ref"] == "OPS-1"
    save(client, fork, code, ref="")
    assert "ref" not in node(fork, code)


def test_help_with_a_choice_is_written_on_its_own_page(client, fork):
    before = choices(fork)
    typed_in = {"resource:0:text": "Ask around", "resource:0:url": GUIDE["url"], "ref": "c-1"}
    reply = save_choice(client, fork, "b", **typed_in)

    assert (reply.status_code, reply["Location"]) == (302, url("draft-edit", fork.pk, SKILLS))
    more = {"resources": [{"text": "Ask around", "url": GUIDE["url"]}], "ref": "c-1"}
    assert choices(fork) == before | {"b": {**before["b"], **more}}
    page = client.get(url("draft-edit", fork.pk, SKILLS)).content.decode()
    assert "1 help text, reference c-1" in " ".join(page.split())
    assert f'{of_choice(fork, "a")}" aria-label="Add help with “Domain”">Add<' in page
    assert f'{of_choice(fork, "b")}" aria-label="Change the help with “Data”">Change<' in page

    save_choice(client, fork, "b", **{"resource:0:text": "", "resource:0:url": "", "ref": ""})
    assert choices(fork) == before


def test_help_with_a_choice_is_refused_at_its_field(client, fork):
    reply = save_choice(client, fork, "b", **{"resource:0:url": "ftp://example.org"})

    assert refusals(reply, "resource:0:url")[0] == 422
    assert reply.context["form"]["resource:0:url"].value() == "ftp://example.org"


def test_script_saves_the_help_with_a_choice_again_and_again(client, fork):
    sent = shown_in(client, of_choice(fork, "b"))
    for text in ("One", "Two"):
        reply = client.post(of_choice(fork, "b"), sent | {"ref": text}, **JSON)
        assert reply.status_code == 200
        sent |= reply.json()
    assert choices(fork)["b"]["ref"] == "Two"


@pytest.mark.parametrize("more", [{}, JSON])
def test_two_who_write_help_with_two_choices_are_both_saved(client, fork, more):
    address = of_choice(fork, "a")
    mine = shown_in(client, address) | {"ref": "mine"}
    whole = typed(client, fork, SKILLS, title="Otherwise", **{"choice:c:text": "Third"})
    save_choice(client, fork, "b", ref="theirs")

    assert client.post(address, mine, **more).status_code in {200, 302}
    assert client.post(url("draft-edit", fork.pk, SKILLS), whole, **more).status_code in {200, 302}

    refs = [choices(fork)[code].get("ref") for code in ("a", "b")]
    assert (refs, node(fork, SKILLS)["title"]) == (["mine", "theirs"], "Otherwise")
    assert choices(fork)["c"]["text"] == "Third"


def test_two_who_write_the_same_help_text_see_both(client, fork):
    address = of_choice(fork, "a")
    mine = shown_in(client, address) | {"ref": "mine"}
    save_choice(client, fork, "a", ref="theirs")

    (found,) = client.post(address, mine).context["differences"]

    assert (found.name, found.kept, found.wanted) == ("ref", "theirs", "mine")


def test_help_with_a_choice_that_is_gone_is_shown_for_copying(client, fork):
    sent = shown_in(client, of_choice(fork, "b")) | {"ref": "typed in vain"}
    assert save(client, fork, SKILLS, **{"choice:b:text": ""}).status_code == 302

    reply = client.post(of_choice(fork, "b"), sent)

    assert (reply.status_code, "typed in vain" in reply.content.decode()) == (409, True)
    assert client.post(of_choice(fork, "b"), sent, **JSON).status_code == 409
    assert client.get(of_choice(fork, "b")).status_code == 404


def test_help_of_a_bank_that_came_from_elsewhere_is_saved_as_it_is(client, fork, editor):
    held = [{**one, "resources": [GUIDE, PLAN], "ref": "x"} for one in choices(fork).values()]
    edit(editor, fork.draft, SKILLS, choices=held, resources=[PLAN, GUIDE], ref="y")
    before = BankDraft.objects.get(bank=fork)
    assert save(client, fork, SKILLS).status_code == 302
    for code in choices(fork):
        assert save_choice(client, fork, code).status_code == 302
    after = BankDraft.objects.get(bank=fork)
    assert (after.content, after.revision) == (before.content, before.revision)


def test_history_names_it_and_undo_takes_it_back(client, fork):
    before = content(fork.draft)
    save(client, fork, **{"resource:0:text": "Read this"})
    (newest,) = client.get(url("draft-history", fork.pk)).context["revisions"]
    assert newest.lines[0].fields == ("resources",)
    client.post(url("draft-undo", fork.pk), {"number": newest.row.number})
    assert content(fork.draft) == before


@pytest.mark.parametrize("code", ["profile.people", GOAL])
def test_what_means_nothing_here_is_shown_until_it_is_taken_away(client, fork, editor, code):
    given = {"gate": {"fails_below": 2, "caps_at": "framed"}, "evidence_hint": "A record"}
    edit(editor, fork.draft, code, **given)
    assert save(client, fork, code, fails_below="", caps_at="", evidence_hint="").status_code == 302
    assert given.keys().isdisjoint(node(fork, code))
    form = client.get(url("draft-edit", fork.pk, code)).context["form"]
    assert ("fails_below" in form.fields) is (code == GOAL)


def test_translations_of_help_texts_go_with_their_texts(client, fork, editor):
    key = f"{GOAL}/resources/{{}}/text".format
    edit(editor, fork.draft, GOAL, resources=[{"text": one} for one in ("One", "Two", "Three")])
    draft = BankDraft.objects.get(bank=fork)
    draft.content["translations"] = {"de": {key(0): "Eins", key(1): "Zwei", key(2): "Drei"}}
    draft.save()

    save(client, fork, **{"resource:0:text": "", "resource:2:place": "2"})

    assert content(fork.draft)["translations"]["de"] == {key(0): "Drei", key(1): "Zwei"}


def test_what_is_typed_into_a_help_text_goes_to_it_wherever_it_stands_by_now(client, fork, editor):
    edit(editor, fork.draft, GOAL, resources=[PLAN, GUIDE])
    address = url("draft-edit", fork.pk, GOAL)
    mine = shown_in(client, address) | {"resource:1:url": "https://example.org/other"}
    edit(editor, fork.draft, GOAL, resources=[GUIDE])

    form = client.post(address, mine).context["form"]
    both = held(form)
    assert client.post(address, both).status_code == 302

    assert node(fork)["resources"] == [{**GUIDE, "url": "https://example.org/other"}]
