"""What the scoring of a draft says of each section, in words, for the page that leads there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.banks.draft_names import PAIRS
from assessments.banks.draft_tree import SCORING, Node, find
from assessments.web.forms.studio_aspects import Setting
from assessments.web.forms.studio_question import setting_of
from assessments.web.forms.studio_sides import NAMES, side_of, whole_of


@dataclass(frozen=True, slots=True)
class ScoredSection:
    code: str
    title: str
    words: str


def scored_sections(content: Node) -> list[tuple[str, list[ScoredSection]]]:
    """List the sections of each part; nothing where the method says nothing of questions."""
    setting = setting_of(content)
    words = WORDS.get(setting.method)
    if words is None:
        return []
    node = find(content, SCORING).node
    parts = [(title, setting.inside.get(part, ())) for part, title in setting.parts]
    return [
        (title, [ScoredSection(code, name, words(node, setting, code)) for code, name in held])
        for title, held in parts
        if held
    ]


def _sides(node: Node, setting: Setting, section: str) -> str:
    if whole := whole_of(node, setting, section):
        return _("All of it counts: %(side)s") % {"side": NAMES[whole]}
    asked = [code for code, _title in setting.inside.get(section, ())]
    counted = sum(bool(side_of(node, code)) for code in asked)
    if not counted:
        return _("Counts in neither score")
    said = _("%(n)s of %(all)s questions count by themselves")
    return said % {"n": counted, "all": len(asked)}


def _tree(node: Node, setting: Setting, section: str) -> str:
    return ", ".join(_held(node, setting, section)) or _("Each question by itself, no targets")


def _held(node: Node, setting: Setting, section: str) -> Iterator[str]:
    if streams := len(node.get("streams", {}).get(section, ())):
        yield ngettext("%(n)s stream", "%(n)s streams", streams) % {"n": streams}
    asked = [code for code, _title in setting.inside.get(section, ())]
    targets, beginnings = (sum(code in node.get(key, {}) for code in asked) for key in PAIRS)
    if targets:
        yield ngettext("%(n)s target", "%(n)s targets", targets) % {"n": targets}
    if beginnings:
        yield ngettext("%(n)s beginning", "%(n)s beginnings", beginnings) % {"n": beginnings}


WORDS: Final[Mapping[str, Callable[[Node, Setting, str], str]]] = MappingProxyType(
    {"two_scores": _sides, "mean_tree": _tree}
)
