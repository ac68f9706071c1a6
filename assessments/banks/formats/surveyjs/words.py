"""The texts of a survey: plain, or by language, `{"default": …, "fr": …}`."""

import re
from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from assessments.banks.formats.foreign import LINE, PROSE, Losses

OWN: Final = "default"
ENGLISH: Final = "en"
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
BLOCKS: Final = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "tr"})


class Words:
    """Gives texts in the survey's own language and keeps the others as translations."""

    def __init__(self, losses: Losses, language: Any) -> None:
        said = str(language or ENGLISH).replace("_", "-")
        self.losses = losses
        self.language = said if LANGUAGE.fullmatch(said) else ENGLISH
        self.translations: dict[str, dict[str, str]] = {}

    def own(self, raw: Any, path: str, limit: int = LINE) -> str:
        """Give the text in the survey's own language, and keep nothing of the others."""
        return next(iter(self._by_language(raw, path, limit).values()), "")

    def of(self, raw: Any, key: str, path: str, limit: int = LINE) -> str:
        """Give the text in the survey's own language; the others go under the key."""
        return self.joined([(raw, path)], key, limit)

    def joined(
        self,
        raws: Iterable[tuple[Any, str]],
        key: str,
        limit: int = PROSE,
        made: Callable[[str], str] = str,
    ) -> str:
        """Give several texts as one, paragraph by paragraph, each language for itself."""
        found: dict[str, list[str]] = {}
        for raw, path in raws:
            for language, text in self._by_language(raw, path, PROSE).items():
                found.setdefault(language, []).append(made(text))
        own = self._whole(found.pop(self.language, []), key, limit)
        for language, texts in found.items() if own else ():
            if text := self._whole(texts, key, limit):
                self.translations.setdefault(language, {})[key] = text
        return own

    def _whole(self, texts: list[str], key: str, limit: int) -> str:
        return self.losses.text("\n\n".join(filter(None, texts)), key, limit)

    def _by_language(self, raw: Any, path: str, limit: int) -> dict[str, str]:
        """Give each text that is not empty, the own language first."""
        if not isinstance(raw, Mapping):
            text = self.losses.text(raw, path, limit)
            return {self.language: text} if text else {}
        found = {
            self._language(key, path): self.losses.text(value, f"{path}.{key}", limit)
            for key, value in sorted(raw.items(), key=lambda item: item[0] == OWN)
        }
        texts = {language: text for language, text in found.items() if text and language}
        if texts and self.language not in texts:
            other = next(iter(texts))
            self.losses.add(path, f"There is no text in {self.language}; the one in {other} is it.")
            texts[self.language] = texts.pop(other)
        own = {self.language: texts[self.language]} if texts else {}
        return own | texts

    def _language(self, key: str, path: str) -> str:
        if key == OWN:
            return self.language
        said = key.replace("_", "-")
        if not LANGUAGE.fullmatch(said) or len(said) > 20:  # noqa: PLR2004 -- as banks have it
            self.losses.add(f"{path}.{key}", "This is the code of no language.")
            return ""
        return said


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(" ".join(data.split("\n")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.found.append("\n")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append("\n")
        if tag == "a" and self.links and (link := self.links.pop()):
            self.found.append(f" ({link})")


def without_markup(html: str) -> str:
    """Give the text of HTML: blocks on lines of their own, addresses of links in brackets."""
    reader = _Text()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # the parser's word for a declaration it does not know
        return re.sub(r"<[^>]*>", " ", html).strip()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(reader.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
