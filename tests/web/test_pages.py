"""The pages round the form: home, products, assessments, review, search and files do their job."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.answers.models import Assessment
from assessments.teams.models import Product
from tests import factories
from tests.scoring.small_bank import DONT_KNOW, FULL, left_out
from tests.web.conftest import World


def _assessment(world: World, page: str = "") -> str:
    return f"/assessments/{world.assessment.pk}/{page}"


def _product(world: World, page: str = "") -> str:
    return f"/products/{world.assessment.product_id}/{page}"


def test_a_lead_makes_a_product_and_starts_from_the_last_answers(world):
    client = world.client("lead")
    made = client.post(
        "/products/new", {"name": "Door faults", "team": world.team.pk, "description": ""}
    )
    product = Product.objects.get(name="Door faults")
    assert made["Location"] == product.get_absolute_url()
    factories.make_answers(world.assessment, {"value.goal": 3})

    started = client.post(
        _product(world, "assessments/new"),
        {
            "bank_version": world.assessment.bank_version_id,
            "name": "Second",
            "copy_from": world.assessment.pk,
        },
    )

    second = Assessment.objects.get(name="Second")
    assert started["Location"] == second.get_absolute_url()
    assert [(a.question_code, a.value) for a in second.answers.all()] == [("value.goal", 3)]


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"name": ""}, "id_name"),
        ({"name": "   "}, "id_name"),
        ({"name": "x" * 201}, "id_name"),
        ({"name": "a\x00b"}, "id_name"),
        ({"name": "fine", "description": "d" * 4001}, "id_description"),
        ({"name": "fine", "team": "999999"}, "id_team"),
        ({"name": "fine", "team": "x"}, "id_team"),
    ],
)
def test_a_product_with_a_problem_names_the_field_and_keeps_the_text(world, fields, anchor):
    said = {"team": str(world.team.pk), "description": "", **fields}
    reply = world.client("lead").post("/products/new", said)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page
    assert said["description"] in page
    assert not Product.objects.filter(name="fine").exists()


def test_a_product_is_edited_archived_brought_back_moved_and_deleted(world):
    client = world.client("lead")
    other = factories.TeamFactory(organisation=world.team.organisation)
    factories.TeamMemberFactory(team=other, user=world.lead, role="lead")
    product = world.assessment.product

    client.post(_product(world, "edit"), {"name": "Renamed", "description": "What it does"})
    client.post(_product(world, "archive"))
    product.refresh_from_db()
    assert (product.name, product.archived_at is not None) == ("Renamed", True)
    client.post(_product(world, "archive"))
    client.post(_product(world, "move"), {"team": other.pk})
    product.refresh_from_db()
    assert (product.archived_at, product.team) == (None, other)
    wrong = client.post(_product(world, "delete"), {"name": "Other"})
    assert wrong.status_code == 422
    assert "answers.yaml" in wrong.content.decode()
    client.post(_product(world, "delete"), {"name": "Renamed"})
    assert not Product.objects.filter(pk=product.pk).exists()


def test_an_assessment_is_renamed_archived_brought_back_moved_and_deleted(world):
    client = world.client("lead")
    other = factories.ProductFactory(team=world.team)

    client.post(_assessment(world, "edit"), {"name": "Renamed"})
    client.post(_assessment(world, "archive"))
    world.assessment.refresh_from_db()
    assert (world.assessment.name, world.assessment.state) == ("Renamed", "closed")
    client.post(_assessment(world, "archive"))
    client.post(_assessment(world, "move"), {"product": other.pk})
    world.assessment.refresh_from_db()
    assert (world.assessment.state, world.assessment.product) == ("open", other)
    assert "answers.yaml" in client.get(_assessment(world, "delete")).content.decode()
    client.post(_assessment(world, "delete"), {"name": "Renamed"})
    assert not Assessment.objects.filter(pk=world.assessment.pk).exists()


def test_an_assessment_moves_only_to_products_the_lead_may_use(world):
    foreign = factories.ProductFactory()

    reply = world.client("lead").post(_assessment(world, "move"), {"product": foreign.pk})

    assert reply.status_code == 422
    world.assessment.refresh_from_db()
    assert world.assessment.product_id != foreign.pk


def test_review_lists_what_to_look_at(world):
    said = {
        **FULL,
        "value.fairness": DONT_KNOW,
        "value.segments": left_out("only one segment exists"),
    }
    said |= {"value.goal": 2}
    del said["build.story"]
    factories.make_answers(world.assessment, said)

    page = world.client("lead").get(_assessment(world, "review")).content.decode()

    for text in ("What else?", "How far is value.fairness?", "only one segment exists"):
        assert text in page
    gates = page[page.index('id="gates"') :]
    assert "How far is value.goal?" in gates[: gates.index("</section>")]


def test_submit_locks_with_open_points_and_reopen_needs_a_reason(world):
    client = world.client("lead")
    client.post(_assessment(world, "submit"), {"note": "First result"})
    world.assessment.refresh_from_db()
    milestone = world.assessment.milestones.get()
    assert (world.assessment.state, milestone.note) == ("submitted", "First result")
    assert milestone.scorecard["draft"] is True

    assert client.post(_assessment(world, "reopen"), {"reason": ""}).status_code == 422
    client.post(_assessment(world, "reopen"), {"reason": "A number was wrong"})

    world.assessment.refresh_from_db()
    assert world.assessment.state == "open"
    page = world.client("viewer").get(_assessment(world)).content.decode()
    assert "First result" in page
    assert "A number was wrong" in page
    assert "Lea Lead" in page


def test_a_note_too_long_is_refused_and_kept(world):
    reply = world.client("lead").post(_assessment(world, "submit"), {"note": "n" * 4001})

    assert reply.status_code == 422
    assert "n" * 4001 in reply.content.decode()
    world.assessment.refresh_from_db()
    assert world.assessment.state == "open"


def test_overview_shows_progress_score_and_the_next_open_section(world):
    client = world.client("lead")
    client.post(
        _assessment(world, "answers/value.goal/save"),
        '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": 0, "state": "answered", "value": 4}',
        content_type="application/json",
    )

    page = client.get(_assessment(world)).content.decode()

    assert "Value of the product" in page
    assert "1 / 5" in page
    assert page.count("button-primary") == 1


def test_search_finds_a_level_text_and_leads_to_the_question(world):
    page = (
        world.client("viewer").get(_assessment(world, "search?q=how+VALUE.GOAL")).content.decode()
    )

    assert f"{_assessment(world, 'sections/value.core')}#q-value-goal" in page
    nothing = world.client("viewer").get(_assessment(world, "search?q=zzz%00")).content.decode()
    assert "No question holds" in nothing


def test_answers_go_out_as_a_file_and_come_back_in(world):
    factories.make_answers(world.assessment, FULL)
    client = world.client("lead")
    file = client.get(_assessment(world, "answers.yaml"))
    assert "attachment" in file["Content-Disposition"]
    empty = factories.AssessmentFactory(
        product=world.assessment.product, bank_version=world.assessment.bank_version
    )

    reply = client.post(
        f"/assessments/{empty.pk}/answers-file",
        {"file": SimpleUploadedFile("a.yaml", file.content)},
    )

    assert reply.status_code == 302
    assert empty.answers.count() == len(FULL)
    again = client.post(
        f"/assessments/{empty.pk}/answers-file",
        {"file": SimpleUploadedFile("a.yaml", b"value.goal: 1\nvalue.sold: true\n")},
        follow=True,
    )
    said = "1 answer saved; 1 already said the same."
    assert said in [str(message) for message in again.context["messages"]]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"value.goal: 9\nno.such: 1\n", ["value.goal", "no.such"]),
        (b"value.goal: [", ["refused"]),
        (b"\xff\xfe", ["refused"]),
        (b"a: &a [*a]\n", ["refused"]),
    ],
)
def test_a_bad_answers_file_is_refused_as_a_whole(world, content, named):
    reply = world.client("lead").post(
        _assessment(world, "answers-file"), {"file": SimpleUploadedFile("a.yaml", content)}
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert [name for name in named if name not in page] == []
    assert world.assessment.answers.count() == 0


def test_no_file_and_an_empty_file_name_the_field(world):
    client = world.client("lead")

    assert client.post(_assessment(world, "answers-file")).status_code == 422
    empty = client.post(_assessment(world, "answers-file"), {"file": SimpleUploadedFile("a", b"")})
    assert 'href="#id_file"' in empty.content.decode()


def test_history_shows_every_version_with_its_words(world):
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)

    page = world.client("viewer").get(_assessment(world, "answers/value.goal/history"))

    assert "Talked about" in page.content.decode()
    assert "Lea Lead" in page.content.decode()


def test_home_goes_on_where_the_page_before_ended(world):
    for _ in range(25):
        factories.AssessmentFactory(
            product=world.assessment.product,
            bank_version=world.assessment.bank_version,
            touched_at=timezone.now(),
        )
    client = world.client("lead")
    first = client.get("/")
    place = first.context["next_place"]

    second = client.get("/", {"after": place})

    names = [row.assessment.pk for page in (first, second) for row in page.context["rows"]]
    assert len(names) == len(set(names)) == 26


@pytest.mark.parametrize("place", ["x", "2026-01-01_1", "_", "2026-99-99T00:00:00Z_1", "\x00"])
def test_a_broken_place_is_the_first_page(world, place):
    assert len(world.client("lead").get("/", {"after": place}).context["rows"]) == 1


def test_an_empty_home_says_what_to_do_next(db):
    lead = factories.person_in(factories.TeamFactory(), "lead")
    world = World(None, None, lead, lead, lead, lead)

    assert "/products/new" in world.client("lead").get("/").content.decode()


@pytest.mark.parametrize(
    ("level", "review", "results"),
    [
        (0, "holds the result at Exploring", "Holds the result at Exploring"),
        (2, "would hold the result at Launch-ready", "Would hold the result at Launch-ready"),
    ],
)
def test_a_gate_above_the_level_reached_does_not_hold_it_yet(world, level, review, results):
    said = {"value.goal": level, "build.speed": 0, "build.reasons": 0}
    factories.make_answers(world.assessment, {**FULL, **said})
    client = world.client("lead")

    assert review in client.get(_assessment(world, "review")).content.decode()
    page = client.get(_assessment(world, "results")).content.decode()
    assert results in page
    assert "1 gate passed" in page


@pytest.mark.parametrize(
    ("who", "verb", "starts"),
    [("lead", "Begin", True), ("contributor", "Begin", False), ("viewer", "Open", False)],
)
def test_home_offers_each_role_only_what_it_may_do(world, who, verb, starts):
    page = world.client(who).get("/").content.decode()

    assert f">{verb}<span" in page
    assert ("Start one from a product" in page) is starts
    assert ("Waits for you" in page) is (who != "viewer")
    assert ("Next: Profile" in page) is (who != "viewer")


def test_home_puts_what_waits_before_what_is_submitted(world):
    done = factories.AssessmentFactory(
        product=world.assessment.product,
        bank_version=world.assessment.bank_version,
        state="submitted",
        touched_at=timezone.now(),
    )

    page = world.client("lead").get("/").context

    assert [row.assessment.pk for row in page["waiting"]] == [world.assessment.pk]
    assert [row.assessment.pk for row in page["others"]] == [done.pk]


def test_without_an_answer_there_is_no_level_and_no_score(world):
    client = world.client("lead")

    for page in ("/", _assessment(world)):
        shown = client.get(page).content.decode()
        assert "No level yet" in shown
        assert "badge-accent" not in shown
    assert "overall score: none yet" in shown


def test_a_new_assessment_offers_the_newest_version_of_each_bank_own_ones_first(world):
    shipped = world.assessment.bank_version
    factories.BankVersionFactory(bank=shipped.bank, major=1, minor=2)
    organisation = world.team.organisation
    own = factories.BankFactory(organisation=organisation)
    factories.BankVersionFactory(bank=own, major=1, minor=0)
    newest = factories.BankVersionFactory(bank=own, major=1, minor=1)

    form = world.client("lead").get(_product(world, "assessments/new")).context["form"]

    labels = [label for _value, label in form.fields["bank_version"].choices]
    assert labels == [
        f"{organisation.name} · {newest.bank.title} 1.1",
        f"{shipped.bank.title} 1.2 (shipped)",
    ]


def test_a_new_assessment_proposes_the_bank_used_last_and_else_the_default(world):
    default = factories.BankFactory(slug="ml-readiness", title="Z")
    version = factories.BankVersionFactory(bank=default)
    fresh = factories.ProductFactory(team=world.team)
    client = world.client("lead")

    used = client.get(_product(world, "assessments/new")).context["form"]
    assert used.initial["bank_version"] == world.assessment.bank_version_id
    unused = client.get(f"/products/{fresh.pk}/assessments/new").context["form"]
    assert unused.initial["bank_version"] is None
    assert unused.fields["bank_version"].choices[0][0] == str(version.pk)


def test_copied_answers_are_counted_as_the_overview_counts_them(world):
    factories.make_answers(world.assessment, {"value.goal": 3})
    said = {
        "bank_version": world.assessment.bank_version_id,
        "name": "Second",
        "copy_from": world.assessment.pk,
    }
    page = world.client("lead").post(_product(world, "assessments/new"), said, follow=True)

    shown = page.content.decode()
    progress = page.context["overview"].row.progress
    assert f"{progress.done} of {progress.total} questions answered." in shown


@pytest.mark.parametrize("page", [_product, _assessment])
def test_moving_with_nowhere_to_go_explains_instead_of_asking(world, page):
    shown = world.client("lead").get(page(world, "move")).content.decode()

    assert "<select" not in shown
    assert "no other" in shown


def test_dates_are_written_in_one_way(world):
    at = timezone.now().replace(year=2026, month=9, day=3, hour=14, minute=3)
    Assessment.objects.filter(pk=world.assessment.pk).update(touched_at=at)
    factories.make_answers(world.assessment, {"value.goal": 1}, world.lead)
    world.assessment.answers.update(at=at)
    client = world.client("lead")

    assert ">3 Sep 2026<" in client.get("/").content.decode()
    section = client.get(_assessment(world, "sections/value.core")).content.decode()
    assert ">3 Sep 2026, 14:03 UTC<" in section
