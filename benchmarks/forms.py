"""Reads the form of a page as a browser would send it back."""

from html.parser import HTMLParser

Fields = list[tuple[str, str]]


class FormReader(HTMLParser):
    """Collects what the controls of the page's forms hold; buttons send nothing by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = []
        self.textarea: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "textarea":
            self.textarea, self.text = name, ""
        elif tag == "input" and name and _sends(found):
            self.fields.append((name, found.get("value", "on")))

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.fields.append((self.textarea, self.text.removeprefix("\n")))
            self.textarea = None


def _sends(control: dict[str, str]) -> bool:
    return control.get("type", "text") not in {"radio", "checkbox"} or "checked" in control


def fields_of(page: str) -> Fields:
    reader = FormReader()
    reader.feed(page)
    return reader.fields
