"""Two banks grown from one are brought together: nothing only one side changed is lost or asked."""

from copy import deepcopy
from random import Random
from typing import Any

import pytest

from assessments.banks.formats.canonical import content_of
from assessments.banks.merge import ABSENT, Merged, Side, Unmergeable, merge
from assessments.scoring.draft import DraftBank
from tests.banks.tiny_banks import tiny_bank
from tests.scoring.small_bank import small_bank

SEEDS = range(250)


def elements(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {one["code"]: one for one in content.get("profile", [])}
    for part in content["parts"]:
        found[part["code"]] = part
        for section in part["sections"]:
            found[section["code"]] = section
            found |= {one["code"]: one for one in section["questions"]}
    return found


def _holders(content: dict[str, Any]) -> list[list[dict[str, Any]]]:
    parts = content["parts"]
    sections = [section for part in parts for section in part["sections"]]
    return [parts, *(p["sections"] for p in parts), *(s["questions"] for s in sections)]


def _reword(chance: Random, content: dict[str, Any]) -> None:
    node = chance.choice([content, *elements(content).values()])
    node[chance.choice(["title", "description", "why"])] = f"Words {chance.randrange(4)}"


def _weigh(chance: Random, content: dict[str, Any]) -> None:
    chance.choice([{}, *elements(content).values()])["weight"] = chance.randrange(1, 5)


def _add(chance: Random, content: dict[str, Any]) -> None:
    number = chance.randrange(6)
    new: dict[str, Any] = {"code": f"new{number}", "title": f"New {chance.randrange(2)}"}
    if new["code"] in elements(content):
        return
    if number < 4:
        new |= {"kind": chance.choice(["text", "date"])}
        homes = [s["questions"] for p in content["parts"] for s in p["sections"]]
    elif number == 4:
        new |= {"questions": []}
        homes = [part["sections"] for part in content["parts"]]
    else:
        new |= {"sections": []}
        homes = [content["parts"]]
    if homes:
        home = chance.choice(homes)
        home.insert(chance.randrange(len(home) + 1), new)


def _remove(chance: Random, content: dict[str, Any]) -> None:
    full = [one for one in _holders(content) if one]
    if not full:
        return
    home = chance.choice(full)
    gone = home.pop(chance.randrange(len(home)))
    if "sections" in gone:
        for key in ("floors", "part_weights"):
            content["scoring"].get(key, {}).pop(gone["code"], None)


def _shuffle(chance: Random, content: dict[str, Any]) -> None:
    chance.shuffle(chance.choice(_holders(content)))


def _move(chance: Random, content: dict[str, Any]) -> None:
    homes = [s["questions"] for p in content["parts"] for s in p["sections"]]
    full = [home for home in homes if home]
    if full:
        source, target = chance.choice(full), chance.choice(homes)
        node = source.pop(chance.randrange(len(source)))
        target.insert(chance.randrange(len(target) + 1), node)


def _settle(chance: Random, content: dict[str, Any]) -> None:
    scoring = content["scoring"]
    if codes := [part["code"] for part in content["parts"]]:
        scoring.setdefault("part_weights", {})[chance.choice(codes)] = chance.randrange(1, 4)
        scoring.setdefault("floors", {})[chance.choice(codes)] = {"high": chance.randrange(3)}


EDITS = (_reword, _reword, _weigh, _add, _remove, _shuffle, _move, _settle)


def edited(chance: Random, base: dict[str, Any]) -> dict[str, Any]:
    content = deepcopy(base)
    for _ in range(chance.randrange(1, 6)):
        chance.choice(EDITS)(chance, content)
    if chance.random() < 0.3:
        content["translations"] = {"de": {"title": f"Titel {chance.randrange(2)}"}}
    return content


def triple(seed: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    chance = Random(seed)  # noqa: S311 -- a seeded test
    base = content_of(tiny_bank(chance) if seed % 2 else small_bank())
    return base, edited(chance, base), edited(chance, base)


def all_for(side: Side, found: Merged) -> dict[str, Side]:
    return dict.fromkeys((conflict.key for conflict in found.conflicts), side)


def mirrored(key: str) -> str:
    swap = {"removed here": "removed there", "removed there": "removed here"}
    code, about, *path = key.split("|")
    return "|".join((code, swap.get(about, about), *path))


def test_what_only_one_side_changed_is_taken_whole():
    for seed in SEEDS:
        base, ours, theirs = triple(seed)
        for found, wanted in (
            (merge(base, ours, base), ours),
            (merge(base, base, theirs), theirs),
            (merge(base, ours, ours), ours),
        ):
            assert (found.content, found.conflicts) == (wanted, ()), seed


def test_it_is_the_same_whoever_merges():
    asked = 0
    for seed in SEEDS:
        base, ours, theirs = triple(seed)
        here, there = merge(base, ours, theirs), merge(base, theirs, ours)
        asked += bool(here.conflicts)
        assert {one.key for one in here.conflicts} == {
            mirrored(one.key) for one in there.conflicts
        }, seed
        other = merge(base, theirs, ours, all_for(Side.THEIRS, there))
        # Deciding one way may open no further question.
        assert other.content == here.content, seed
    assert len(SEEDS) / 10 < asked < len(SEEDS)


def test_result_is_a_draft_with_each_code_once():
    for seed in SEEDS:
        base, ours, theirs = triple(seed)
        found = merge(base, ours, theirs)
        for one in (found, merge(base, ours, theirs, all_for(Side.THEIRS, found))):
            DraftBank(one.content)
            codes = [node["code"] for home in _holders(one.content) for node in home]
            assert len(codes) == len(set(codes)), seed
            assert set(codes) <= set(elements(ours)) | set(elements(theirs)), seed


@pytest.mark.parametrize("field", ["title", "weight", "why"])
def test_every_plain_field_is_what_the_three_say(field):
    """Told again without the merge: one side's change wins, and both is the choice."""
    for seed in SEEDS:
        whole = triple(seed)
        base, ours, theirs = (elements(one) for one in whole)
        for side, ends in ((Side.OURS, ours), (Side.THEIRS, theirs)):
            first = merge(*whole)
            found = elements(merge(*whole, all_for(side, first)).content)
            for code in set(found) & set(base) & set(ours) & set(theirs):
                b, o, t = (one[code].get(field, ABSENT) for one in (base, ours, theirs))
                wanted = t if o == b else o if t in (b, o) else ends[code].get(field, ABSENT)
                assert found[code].get(field, ABSENT) == wanted, (seed, code)


def test_nothing_added_is_lost_and_nothing_removed_untouched_comes_back():
    for seed in SEEDS:
        whole = triple(seed)
        base, ours, theirs = (elements(one) for one in whole)
        found = merge(*whole)
        asked = {one.code for one in found.conflicts}
        there = elements(found.content)
        lost = (set(ours) | set(theirs)) - set(base) - set(there)
        assert not lost or asked, seed
        for code in set(base) - set(there) - asked:
            assert code not in ours or code not in theirs, (seed, code)


def test_both_changed_is_asked_with_all_three_values():
    base = content_of(small_bank())
    ours, theirs = deepcopy(base), deepcopy(base)
    elements(ours)["value.goal"]["title"] = "Ours"
    elements(theirs)["value.goal"] |= {"title": "Theirs", "weight": 9}
    found = merge(base, ours, theirs)
    (conflict,) = found.conflicts
    assert (conflict.key, conflict.path) == ("value.goal|field|title", ("title",))
    assert (conflict.ours, conflict.theirs) == ("Ours", "Theirs")
    assert conflict.base == elements(base)["value.goal"]["title"]
    assert [touch.fields for touch in found.taken] == [((("weight",), 3, 9),)]
    assert elements(found.content)["value.goal"]["weight"] == 9
    assert elements(found.content)["value.goal"]["title"] == "Ours"
    taken = merge(base, ours, theirs, {conflict.key: Side.THEIRS})
    assert elements(taken.content)["value.goal"]["title"] == "Theirs"


def test_removed_there_and_changed_here_is_asked_once_for_all_that_lies_in_it():
    base = content_of(small_bank())
    ours, theirs = deepcopy(base), deepcopy(base)
    elements(ours)["build.speed"]["title"] = "Ours"
    theirs["parts"] = [part for part in theirs["parts"] if part["code"] != "build"]
    theirs["scoring"]["floors"].pop("build", None)
    found = merge(base, ours, theirs)
    assert [one.key for one in found.conflicts] == ["build|removed there"]
    assert "build.speed" in elements(found.content)
    gone = merge(base, ours, theirs, {"build|removed there": Side.THEIRS})
    assert not [code for code in elements(gone.content) if code.startswith("build")]
    assert "build" not in gone.content["scoring"]["floors"]
    back = merge(base, theirs, ours, {"build|removed here": Side.THEIRS})
    assert elements(back.content)["build.speed"]["title"] == "Ours"


def test_another_kind_takes_all_of_a_question_from_one_side():
    base = content_of(small_bank())
    ours, theirs = deepcopy(base), deepcopy(base)
    elements(ours)["value.goal"]["title"] = "Ours"
    question = elements(theirs)["value.goal"]
    for key in set(question) - {"code", "title"}:
        del question[key]
    question["kind"] = "text"
    found = merge(base, ours, theirs)
    assert [one.key for one in found.conflicts] == ["value.goal|kind|kind"]
    assert elements(found.content)["value.goal"] == elements(ours)["value.goal"]
    taken = merge(base, ours, theirs, all_for(Side.THEIRS, found))
    assert elements(taken.content)["value.goal"] == question


def test_translations_merge_text_by_text():
    base = content_of(small_bank())
    base["translations"] = {"de": {"title": "Titel", "value.goal/title": "Ziel"}}
    ours, theirs = deepcopy(base), deepcopy(base)
    ours["translations"]["de"]["title"] = "Unser Titel"
    theirs["translations"]["de"]["value.goal/title"] = "Wozu?"
    theirs["translations"]["fr"] = {"title": "Titre"}
    found = merge(base, ours, theirs)
    assert found.conflicts == ()
    assert found.content["translations"] == {
        "de": {"title": "Unser Titel", "value.goal/title": "Wozu?"},
        "fr": {"title": "Titre"},
    }


@pytest.mark.parametrize("code", ["value.goal", "", None])
def test_elements_that_share_or_lack_a_code_are_refused(code):
    base = content_of(small_bank())
    ours = deepcopy(base)
    elements(ours)["build.speed"]["code"] = code
    with pytest.raises(Unmergeable):
        merge(base, ours, base)
