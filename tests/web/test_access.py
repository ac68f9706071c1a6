"""Who may open which page: outsiders 404, insiders without the right 403, wrong methods 405."""

import pytest
from django.test import Client

from tests.web.conftest import World

PRODUCT_PAGES = ["", "edit", "archive", "move", "delete", "assessments/new"]
ASSESSMENT_PAGES = [
    "",
    "edit",
    "archive",
    "move",
    "delete",
    "next",
    "review",
    "search",
    "reopen",
    "answers.yaml",
    "answers-file",
    "sections/value.core",
    "answers/value.goal/history",
]
READABLE = {
    "",
    "next",
    "review",
    "search",
    "answers.yaml",
    "sections/value.core",
    "answers/value.goal/history",
}
POST_ONLY = [
    "submit",
    "answers/value.goal/save",
    "answers/value.goal/evidence",
    "evidence/1/remove",
]


def _addresses(world: World) -> list[str]:
    product = [f"/products/{world.assessment.product_id}/{page}" for page in PRODUCT_PAGES]
    return product + [f"/assessments/{world.assessment.pk}/{page}" for page in ASSESSMENT_PAGES]


def test_nobody_sees_a_page_without_signing_in(world):
    for address in ["/", "/products/", "/products/new", *_addresses(world)]:
        reply = Client().get(address)
        assert (reply.status_code, reply["Location"].partition("?")[0]) == (302, "/accounts/login/")


def test_outsiders_get_404_everywhere(world):
    client = world.client("outsider")
    answers = {address: client.get(address).status_code for address in _addresses(world)}

    assert set(answers.values()) == {404}


def test_outsiders_cannot_write_either(world):
    client = world.client("outsider")
    base = f"/assessments/{world.assessment.pk}/"
    for page in [*ASSESSMENT_PAGES, *POST_ONLY]:
        if page in {"next", "review", "search", "answers.yaml", "", "answers/value.goal/history"}:
            continue
        body = (
            '{"operation": "4f3a3d3e-0000-4000-8000-000000000000", "base": 0, "state": "answered",'
        )
        body += ' "value": 1, "url": "https://example.org"}'
        reply = client.post(base + page, body, content_type="application/json")
        assert reply.status_code == 404, page
    assert world.assessment.answers.count() == 0


@pytest.mark.parametrize("page", ASSESSMENT_PAGES)
def test_viewers_read_and_nothing_more(world, page):
    reply = world.client("viewer").get(f"/assessments/{world.assessment.pk}/{page}")

    expected = {200, 302} if page in READABLE else {403}
    assert reply.status_code in expected


def test_a_viewer_cannot_save(world):
    address = f"/assessments/{world.assessment.pk}/sections/value.core"
    reply = world.client("viewer").post(
        address, {"value.goal": "v:3", "value.goal:base": "0.x", "form_id": ""}
    )

    assert reply.status_code == 403
    assert world.assessment.answers.count() == 0


@pytest.mark.parametrize("page", POST_ONLY)
def test_writing_addresses_refuse_get(world, page):
    overview = f"/assessments/{world.assessment.pk}/"
    reply = world.client("lead").get(f"{overview}{page}")

    assert reply.status_code == 405
    assert reply["Allow"] == "POST"
    assert f'href="{overview}"' in reply.content.decode()


def test_reading_addresses_refuse_post(world):
    client = world.client("lead")
    for page in ["", "next", "review", "search", "answers.yaml", "answers/value.goal/history"]:
        assert client.post(f"/assessments/{world.assessment.pk}/{page}").status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/assessments/999999/",
        "/assessments/999999999999999999/",
        "/assessments/9999999999999999999999/",
        "/assessments/x/",
        "/products/999999999999999999/",
        "/assessments/{pk}/sections/no.such",
        "/assessments/{pk}/sections/NO",
        "/assessments/{pk}/answers/no.such/history",
        "/assessments/{pk}/sections/value.core%00",
    ],
)
def test_a_bad_id_is_404(world, address):
    reply = world.client("lead").get(address.replace("{pk}", str(world.assessment.pk)))

    assert reply.status_code == 404


def test_a_contributor_may_not_manage(world):
    client = world.client("contributor")
    managing = ["edit", "archive", "move", "delete"]
    for page in managing:
        assert client.get(f"/assessments/{world.assessment.pk}/{page}").status_code == 403
        assert client.post(f"/assessments/{world.assessment.pk}/{page}").status_code == 403
        assert client.get(f"/products/{world.assessment.product_id}/{page}").status_code == 403
    assert client.post(f"/assessments/{world.assessment.pk}/submit").status_code == 403


def test_home_shows_nothing_of_another_team(world):
    assert b"Assessment" in world.client("lead").get("/").content
    mine = world.client("outsider").get("/").content.decode()

    assert world.assessment.name not in mine
    assert str(world.assessment.product) not in mine


@pytest.mark.parametrize(("page", "status"), [("edit", 403), ("sections/none", 404)])
def test_a_refusal_is_one_line_in_the_log(world, caplog, page, status):
    reply = world.client("viewer").get(f"/assessments/{world.assessment.pk}/{page}")

    assert reply.status_code == status
    assert [record.exc_info for record in caplog.records if record.name == "django.request"] == [
        None
    ]
