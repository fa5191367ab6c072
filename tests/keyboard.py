"""A learner without a pointer: moves by key alone, and looks at every stop whether the focus can be seen."""

from collections.abc import Callable

from playwright.sync_api import Page

STOP = """() => {
  const at = document.activeElement;
  if (at === document.body || at === document.documentElement) return null;
  const style = getComputedStyle(at);
  const [box] = at.getClientRects();
  const name = at.getAttribute("aria-label") ?? (at.labels?.[0] ?? at).textContent ?? "";
  const faults = [];
  const hasRing = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (at.tabIndex >= 0 && !hasRing) faults.push("has no ring"); // a heading that was jumped to needs none
  // Of a field for text the browser brings the line with the cursor into view.
  // The head of the page and the way out lie over what is scrolled under them.
  const head = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const fits = box.height <= innerHeight - head && at.tagName !== "TEXTAREA";
  const isIn = fits ? box.top >= -1 && box.bottom <= innerHeight + 1 : box.top < innerHeight && box.bottom > 0;
  if (!isIn || box.left < -1 || box.right > innerWidth + 1) faults.push(`is out of view (${box.top} to ${box.bottom})`);
  const isStuck = (one) => ["fixed", "sticky"].includes(getComputedStyle(one).position);
  const covers = (hit) => {
    for (let one = hit; one && !one.contains(at) && !at.contains(one); one = one.parentElement)
      if (isStuck(one)) return one;
  };
  const over = [0.1, 0.5, 0.9]
    .map((part) => covers(document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part)))
    .filter(Boolean);
  // Of a tall field it is enough to see where one writes.
  const isHidden = over.length > (at.tagName === "TEXTAREA" ? 2 : 0);
  if (isHidden) faults.push(`lies under ${over[0].className || over[0].tagName}`);
  at.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  const kind = at.type && at.tagName === "INPUT" ? at.type : at.tagName.toLowerCase();
  return { stop: at.dataset.stop, kind, name: name.trim().replace(/\\s+/g, " ").slice(0, 80), faults,
    inside: at.closest(".course-live") ? at.closest("course-exercise").getAttribute("type") : "" };
}"""
MOST = 400  # stops on a page


class Keyboard:
    """Walks a page with the keys, and keeps what was wrong with a stop."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.at: dict[str, str] = {}

    def press(self, key: str) -> None:
        """Press a key and look where the focus is now."""
        self.page.keyboard.press(key)
        self.look()

    def look(self) -> None:
        """Note where the focus is and what is wrong there."""
        stop = self.page.evaluate(STOP)
        self.at = stop or {"stop": "", "kind": "", "name": "", "inside": ""}
        if stop:
            self.faults += [f"{self.page.url}: {stop['kind']} “{stop['name']}” {fault}" for fault in stop["faults"]]

    def tab(self, key: str = "Tab") -> None:
        """One stop on; the focus must move."""
        before = self.at.get("stop")
        self.press(key)
        assert self.at["stop"] != before or not before, f"the focus stays at {self.at}"

    def tab_to(self, name: str, visit: Callable[[], None] = lambda: None) -> None:
        """On to the stop of that name (or its beginning), doing at each stop before it what ``visit`` does."""
        for _ in range(MOST):
            self.tab()
            if self.at["name"].startswith(name):
                return
            visit()
        raise AssertionError(f"no key leads to “{name}”; the last stop was {self.at}")

    def type(self, text: str) -> None:
        """Write into the field that has the focus."""
        self.page.keyboard.type(text)
