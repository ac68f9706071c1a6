"""Two ways to use a page: with a mouse, and with the keyboard alone; a test can be given either."""

from playwright.sync_api import Locator, Page

FAR = 400


class Mouse:
    """Clicks, and lets the browser do the rest."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def leave_by(self, target: Locator) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(target)

    def type(self, target: Locator, text: str) -> None:
        target.fill(text)

    def select(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def tick(self, target: Locator) -> None:
        target.check()


class Keys(Mouse):
    """Reaches everything with Tab, as a person without a mouse does."""

    def reach(self, target: Locator) -> None:
        for _ in range(FAR):
            if target.evaluate("found => found === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def type(self, target: Locator, text: str) -> None:
        self.reach(target)
        if target.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")  # as the field asks for it
            return
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def select(self, target: Locator, label: str) -> None:
        self.reach(target)
        at, there = target.evaluate(
            "(found, label) => [found.selectedIndex,"
            " [...found.options].findIndex((one) => one.label.trim() === label)]",
            label,
        )
        for _ in range(abs(there - at)):
            self.page.keyboard.press("ArrowDown" if there > at else "ArrowUp")

    def tick(self, target: Locator) -> None:
        """Choose a box; of radio buttons the group is reached, and then the one by arrows."""
        if target.get_attribute("type") == "checkbox":
            self.reach(target)
            self.page.keyboard.press("Space")
            return
        name = target.get_attribute("name")
        self.reach_group(f'input[name="{name}"]')
        for _ in range(20):
            if target.is_checked():
                return
            focused = target.evaluate("found => found === document.activeElement")
            self.page.keyboard.press("Space" if focused else "ArrowDown")
        raise AssertionError(f"arrows do not reach {target}")

    def reach_group(self, selector: str) -> None:
        for _ in range(FAR):
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")
