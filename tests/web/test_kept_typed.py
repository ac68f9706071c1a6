"""A form whose session has ended shows what was typed, and not what the page put into it."""

from tests.web.conftest import World


def test_the_typed_text_is_shown_without_the_form_s_own_fields(world: World, client):
    address = f"/assessments/{world.assessment.pk}/sections/value.core"
    posted = {
        "form_id": "7b0e1c66-6d0e-4b9a-8f0e-0f6a3b1f2a11",
        "bank": str(world.assessment.bank_version_id),
        "value.goal": "v:3",
        "value.goal:base": "0.76930455edc9",
        "value.goal:note": "Agreed in May.",
        "value.fairness": "s:dont_know",
        "action": "next",
    }

    page = client.post(address, posted, headers={"origin": "http://testserver"})

    shown = page.content.decode().partition("<dl")[2].partition("</dl>")[0]
    assert page.status_code == 401
    assert "<dt>value.goal</dt><dd>3</dd>" in shown
    assert "<dt>value.goal:note</dt><dd>Agreed in May.</dd>" in shown
    assert "<dt>value.fairness</dt><dd>Don&#x27;t know</dd>" in shown
    assert shown.count("<dt>") == 3
    assert 'name="value.goal:base" value="0.76930455edc9"' in page.content.decode()
