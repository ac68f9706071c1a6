"""The pages that import a bank: accessible and fitting in each state, and whole without a script."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.banks.formats import EXPORTS
from assessments.banks.models import BankDraft
from assessments.banks.services import import_bank
from tests.banks.lens_files import odd_lens
from tests.browser.looks import LONG, assert_looks_right, follow
from tests.browsers import LOOKS
from tests.scoring.small_bank import small_bank, small_content

pytestmark = pytest.mark.browser
SHOW = "Show what it holds"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Give a sound file, one with errors, and one of another tool that loses something."""
    broken = small_content() | {"title": f"Broken {LONG}"}
    broken["parts"][0]["sections"][0]["questions"][0]["levels"] = [LONG]
    foreign = odd_lens() | {LONG: 1}
    contents = {
        "A small bank": EXPORTS["xlsx"].write(small_bank()).raw,
        "Broken": json.dumps(broken).encode(),
        "lens": json.dumps(foreign).encode(),
    }
    for name, raw in contents.items():
        (tmp_path / f"{name}.bank").write_bytes(raw)
    return {name: tmp_path / f"{name}.bank" for name in contents}


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_importing_is_accessible_and_fits(page_of, files, scheme, width):
    page, complaints = page_of(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/banks/import")
    assert_looks_right(page, "the empty form")
    for name, path in files.items():
        page.goto("/banks/import")
        page.get_by_label("File").set_input_files(path)
        follow(page.get_by_role("button", name=SHOW))
        for details in page.locator("main details").all():
            details.evaluate("found => { found.open = true; }")
        assert_looks_right(page, name)
    version = import_bank(bank=small_bank()).version
    for address in (f"/bank-versions/{version.pk}/files/aws-lens", f"/bank-versions/{version.pk}/"):
        page.goto(address)
        assert_looks_right(page, address)
    assert complaints == []


def test_a_refused_file_is_told_at_its_field(page_of, tmp_path):
    page, _ = page_of(viewport={"width": 320, "height": 800})
    (tmp_path / "empty.yaml").write_bytes(b"")
    page.goto("/banks/import")
    page.get_by_label("File").set_input_files(tmp_path / "empty.yaml")
    page.get_by_role("button", name=SHOW).click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text("File: The file is empty.")
    assert_looks_right(page, "a refused file")


def test_a_bank_is_imported_by_keyboard_without_javascript(page_of, files):
    page, _ = page_of(java_script_enabled=False)
    page.goto("/banks/")
    page.get_by_role("link", name="Import a bank").press("Enter")
    page.get_by_label("File").set_input_files(files["A small bank"])
    page.get_by_role("button", name=SHOW).press("Enter")
    expect(page.get_by_role("heading", name="What will be made")).to_be_visible()
    page.locator("summary", has_text="11 questions").or_(page.locator("summary")).first.press(
        "Enter"
    )
    page.get_by_role("button", name="Make it a draft").press("Enter")
    expect(page.get_by_role("heading", name="A small bank")).to_be_visible()
    assert BankDraft.objects.get().content["title"] == "A small bank"
