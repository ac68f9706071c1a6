"""The resources of a question or choice of a lens: texts with links, both ways."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from assessments.banks.formats.aws_lens.words import SINGLE_KEYS, TYPES
from assessments.banks.formats.foreign import Losses, at, shortened
from assessments.scoring.bank import Resource

MORE: Final = "additionalResources"
KEYS: Final = (*SINGLE_KEYS, MORE)
RESOURCE_KEYS: Final = ("displayText", "url", "Url")


def read_resources(node: Mapping[str, Any], path: str, losses: Losses) -> list[dict[str, Any]]:
    """Give all resources in the order in which they are shown."""
    found = [
        _resource(node[key], at(path, key), losses, {"kind": kind})
        for key, kind in SINGLE_KEYS.items()
        if node.get(key) is not None
    ]
    return [one for one in (*found, *_more(node.get(MORE), at(path, MORE), losses)) if one]


def _more(raw: Any, path: str, losses: Losses) -> Iterator[dict[str, Any] | None]:
    for place, group in losses.mappings(raw, path):
        losses.unread(group, place, ("type", "content"))
        kind = TYPES.get(str(group.get("type")))
        if kind is None:
            losses.add(f"{place}.type", f"There is no such kind: {shortened(group.get('type'))}")
            continue
        for inner, entry in losses.mappings(group.get("content"), f"{place}.content"):
            yield _resource(entry, inner, losses, {"kind": kind, "additional": True})


def _resource(raw: Any, path: str, losses: Losses, known: dict[str, Any]) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        losses.add(path, f"This is no resource: {shortened(raw)}")
        return None
    losses.unread(raw, path, RESOURCE_KEYS)
    text = losses.text(raw.get("displayText"), f"{path}.displayText")
    key = "url" if raw.get("url") is not None else "Url"
    url = losses.link(raw.get(key), f"{path}.{key}")
    said = {name: value for name, value in (("text", text), ("url", url)) if value}
    return {**known, **said} if said else None


def write_resources(resources: Iterable[Resource]) -> dict[str, Any]:
    """Give the keys of a question or choice; what has no key of its own is additional."""
    found: dict[str, Any] = {}
    more: list[Resource] = []
    keys = {kind: key for key, kind in SINGLE_KEYS.items()}
    for resource in resources:
        if resource.additional or keys[resource.kind] in found:
            more.append(resource)
        else:
            found[keys[resource.kind]] = _written(resource)
    types = {kind: name for name, kind in TYPES.items()}
    groups = [
        {"type": types[kind], "content": [_written(one) for one in group]}
        for kind, group in groupby(more, key=lambda one: one.kind)
    ]
    return {**found, **({MORE: groups} if groups else {})}


def _written(resource: Resource) -> dict[str, str]:
    # A text is compulsory in a lens, an address is not.
    found = {"displayText": resource.text or resource.url}
    return {**found, "url": resource.url} if resource.url else found
