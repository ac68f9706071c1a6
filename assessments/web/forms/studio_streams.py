"""The questions of one section in a mean tree: their streams, targets and beginnings.

A stream has no code, so it is named by its place in the section; its title has to say more.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.forms import Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.banks.draft_names import PAIRS
from assessments.banks.draft_tree import Node
from assessments.web.forms.boxes import Box
from assessments.web.forms.studio_aspects import Aspect, Cleaned, Fields, Problem, Setting
from assessments.web.forms.studio_fields import choice, dropping, line, may_name_new_rows, new_row
from assessments.web.forms.studio_listed import Listed

NEW: Final = 2
NAMES: Final = {
    "targets": gettext_lazy("Question that states its target"),
    "baselines": gettext_lazy("Question that states where it began"),
}


def section_streams(section: str) -> Aspect:
    """Make the aspect of a section; fields are named by the place of a stream or by a question."""

    def fields(node: Node, setting: Setting) -> Fields:
        return _fields(_streams(node, section), setting.inside.get(section, ()))

    def shown(node: Node) -> dict[str, Any]:
        return _shown(node, _streams(node, section))

    def changes(cleaned: Cleaned, node: Node) -> dict[str, Any]:
        held = _typed_streams(cleaned, _streams(node, section))
        others = {code: rows for code, rows in node.get("streams", {}).items() if code != section}
        is_any = any(stream["questions"] for stream in held)
        streams = {**others, section: held} if is_any else others
        return {"streams": streams or None, **_typed_pairs(cleaned, node)}

    def problems(cleaned: Cleaned, node: Node, setting: Setting) -> Iterator[Problem]:
        yield from _wrong_streams(cleaned, len(_streams(node, section)))
        for key in PAIRS:
            yield from _wrong_pairs(key, _typed(cleaned, key), setting.asked)

    return Aspect(
        fields,
        shown,
        changes,
        legend=gettext_lazy("Streams: questions averaged before the section is"),
        problems=problems,
        arranged=lambda setting, names: _arranged(names, setting.asked),
        css_class="plain",
        listed=Listed(("stream:",), ("stream:{}:title",), named_in="stream_of:"),
    )


def _streams(node: Node, section: str) -> list[Node]:
    held: list[Node] = node.get("streams", {}).get(section, [])
    return held


def _fields(streams: Sequence[Node], asked: Sequence[tuple[str, str]]) -> Fields:
    fields: Fields = {}
    offered = [("", _("by itself"))]
    new = [str(len(streams) + number) for number in range(NEW)]
    for place in range(len(streams) + NEW):
        name = f"stream:{place}:title"
        if place < len(streams):
            fields[name] = dropping(line(_("Title"), _("Left empty, the stream is removed.")))
            offered.append((str(place), streams[place].get("title", "")))
        else:
            fields[name] = new_row(line(_("Title of a new stream")))
            number = place - len(streams) + 1
            offered.append((str(place), _("new stream %(n)s") % {"n": number}))
    for code, _title in asked:
        fields[f"stream_of:{code}"] = may_name_new_rows(choice(_("Stream"), offered), new)
        fields |= {f"{key}:{code}": _question(NAMES[key]) for key in PAIRS}
    return fields


def _question(label: Any) -> Field:
    """Ask for the code of a question; the page has the list of those there are."""
    field = line(label)
    field.widget.attrs["list"] = "questions"
    return field


def _shown(node: Node, streams: Sequence[Node]) -> dict[str, Any]:
    titles = {f"stream:{place}:title": one.get("title") for place, one in enumerate(streams)}
    members = {
        f"stream_of:{code}": str(place)
        for place, stream in enumerate(streams)
        for code in stream.get("questions", ())
    }
    pairs = {f"{key}:{code}": other for key in PAIRS for code, other in node.get(key, {}).items()}
    return {**titles, **members, **pairs}


def _typed(cleaned: Cleaned, prefix: str) -> dict[str, str]:
    """Give what was typed in the fields of a kind, by the question each is of."""
    start = f"{prefix}:"
    return {
        name.removeprefix(start): value for name, value in cleaned.items() if name.startswith(start)
    }


def _titles(cleaned: Cleaned) -> dict[str, str]:
    return {name.removesuffix(":title"): title for name, title in _typed(cleaned, "stream").items()}


def _typed_streams(cleaned: Cleaned, streams: Sequence[Node]) -> list[Node]:
    """Give the streams with a title; questions keep their order, new ones stand behind.

    One that was there and lost its title stays without questions: the draft then drops it, and
    takes the translations of those behind it along.
    """
    members, made = _typed(cleaned, "stream_of"), []
    for place, title in _titles(cleaned).items():
        before = streams[int(place)] if int(place) < len(streams) else {}
        kept = [code for code in before.get("questions", ()) if members.get(code) == place]
        new = [code for code, at in members.items() if at == place and code not in kept]
        if title:
            made.append({**before, "title": title, "questions": [*kept, *new]})
        elif before:
            made.append({**before, "questions": []})
    return made


def _typed_pairs(cleaned: Cleaned, node: Node) -> dict[str, Any]:
    """Give both mappings; what is said of the questions of other sections stays."""
    found = {}
    for key in PAIRS:
        typed = _typed(cleaned, key)
        pairs = {**node.get(key, {}), **typed}
        found[key] = {code: other for code, other in pairs.items() if other} or None
    return found


def _wrong_streams(cleaned: Cleaned, known: int) -> Iterator[Problem]:
    """A stream has a title and questions; one that was there goes with its title."""
    members = set(_typed(cleaned, "stream_of").values())
    for place, title in _titles(cleaned).items():
        if title and place not in members:
            yield f"stream:{place}:title", _("Choose its questions below, or empty the title.")
        elif not title and place in members and int(place) >= known:
            yield f"stream:{place}:title", _("Give it a title, or take its questions out of it.")


def _wrong_pairs(key: str, typed: Mapping[str, str], asked: Mapping[str, str]) -> Iterator[Problem]:
    for code, other in typed.items():
        if other == code:
            yield f"{key}:{code}", _("A question cannot state this of itself.")
        elif other and other not in asked:
            yield f"{key}:{code}", _("There is no question %(code)s.") % {"code": other}


def _arranged(names: Sequence[str], asked: Mapping[str, str]) -> Sequence[Any]:
    titles = [name for name in names if name.startswith("stream:")]
    codes = [name.partition(":")[2] for name in names if name.startswith("stream_of:")]
    rows = [
        Box(asked[code], f"stream_of:{code}", *(f"{key}:{code}" for key in PAIRS)) for code in codes
    ]
    return [Box(_("Streams"), *titles), *rows]
