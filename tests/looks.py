"""The ways in which a page is looked at, whose turn each is, and what an eye or a finger would miss there."""

import subprocess
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from axe import findings
from playwright.sync_api import Page


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    scheme: str
    text: int

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}, {self.text} % text"


LOOKS = [Look(*how) for how in product((320, 390, 768, 1280), ("light", "dark"), (100, 200))]
SIZES = {100: "", 200: "212.5%"}  # the book's own size is 106.25 %
GIT = ("git", "-C", str(Path(__file__).resolve().parents[1]))


def find_turn() -> int:
    """A number that is the same for one commit and moves on with the next; 0 outside git."""
    try:
        # A shallow clone counts to 1 for ever, so there the commit's own name stands for its number.
        is_shallow = _ask("rev-parse", "--is-shallow-repository") == "true"
        return (
            int(_ask("rev-parse", "--short=8", "HEAD"), 16) if is_shallow else int(_ask("rev-list", "--count", "HEAD"))
        )
    except (OSError, subprocess.CalledProcessError):
        return 0


def _ask(*words: str) -> str:
    return subprocess.check_output([*GIT, *words], text=True, stderr=subprocess.DEVNULL).strip()


TURN = find_turn()


def whose_turn(names: Iterable[str], share: int) -> list[str]:
    """One in so many of the names; after as many commits each had its turn."""
    return list(names)[TURN % share :: share]


def sampled(names: Iterable[str], share: int) -> list[object]:
    """The names whose turn it is, each in a combination: another the next time that its turn comes."""
    turn = TURN // share
    pairs = [(name, LOOKS[(7 * number + turn) % len(LOOKS)]) for number, name in enumerate(whose_turn(names, share))]
    return [pytest.param(name, look, id=f"{name}-{'-'.join(map(str, look))}") for name, look in pairs]


def set_look(page: Page, look: Look) -> None:
    """Show the page so."""
    page.set_viewport_size({"width": look.width, "height": 844})
    page.emulate_media(color_scheme=look.scheme)
    page.evaluate("size => { document.documentElement.style.fontSize = size }", SIZES[look.text])


def faults(page: Page, look: Look, within: str = "", *, is_sample: bool = False) -> list[str]:
    """What axe finds, what a finger misses, and whether the page is too wide, each with the combination."""
    set_look(page, look)
    # A control that has scrolled half under the head is no small one.
    page.evaluate("scrollTo(0, 0)")
    found = findings(page, within, is_sample=is_sample)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > look.width:
        found.append(f"the page is {width} px wide")
    found += page.evaluate(SMALL_TARGETS)
    return [f"{look}: {line}" for line in found]


SMALL_TARGETS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")];
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
  // A box to tick is as large as its label, which ticks it too.
  const boxes = (one) => [...one.getClientRects(), ...(one.labels?.length ? one.labels[0].getClientRects() : [])];
  const targets = all.filter((one) => isSeen(one) && !one.disabled).map((one) => ({ one, boxes: boxes(one) }));
  const isLarge = (box) => box.width >= 24 && box.height >= 24;
  // In a sentence the line's height rules, and a larger target would lie over the lines around it.
  const isInSentence = ({ one }) =>
    getComputedStyle(one).display === "inline" &&
    [...one.parentElement.childNodes].some((other) => other !== one && /\\p{L}/u.test(other.textContent));
  const middle = ({ boxes: [box] }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const within = (value, low, high) => Math.max(low, Math.min(value, high));
  const toBox = ({ x, y }, box) => Math.hypot(x - within(x, box.left, box.right), y - within(y, box.top, box.bottom));
  const toMiddle = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  // Or it is so far from the next that a thumb of 24 px on it meets no other.
  const isFar = (target) =>
    targets.every((other) => {
      if (other === target) return true;
      if (other.boxes.some((box) => toBox(middle(target), box) < 12)) return false;
      return other.boxes.some(isLarge) || toMiddle(middle(target), middle(other)) >= 24;
    });
  const small = targets.filter((target) => !target.boxes.some(isLarge) && !isInSentence(target) && !isFar(target));
  return small.map(({ one, boxes: [{ width, height }] }) => {
    const name = (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40);
    return `${one.tagName} “${name}” is ${width.toFixed(1)} by ${height.toFixed(1)} px`;
  });
}"""
"""Targets smaller than WCAG 2.5.8 asks, with its exceptions: in a sentence, or with room around."""

UNSEEN = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const isNone = (color) => color === paper || /^rgba\\(.*, 0\\)$/.test(color);
  const isEdge = (style, name) =>
    style[`${name}Style`] !== "none" && parseFloat(style[`${name}Width`]) >= 1 && !isNone(style[`${name}Color`]);
  const isDrawn = (style) =>
    ["borderTop", "borderBottom", "outline"].some((name) => isEdge(style, name)) ||
    style.textDecorationLine.includes("underline");
  const name = (one) => `${one.tagName} “${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40)}”`;
  const isOurs = (one) => !["radio", "checkbox", "file"].includes(one.type) && !one.matches("header *, .course-fact");
  const find = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const faults = find("button, input, select, textarea, [role=button]")
    .filter((one) => isOurs(one) && !isDrawn(getComputedStyle(one)))
    .map((one) => `${name(one)} has no edge`);
  for (const one of find("a[href], button, input, select, textarea, summary, [role=button]")) {
    one.focus({ preventScroll: true });
    const isThere = document.activeElement === one;
    if (isThere && !isEdge(getComputedStyle(one), "outline")) faults.push(`${name(one)} has no ring`);
  }
  return faults;
}"""
"""Controls without an edge, and stops without a ring, as they are drawn now."""

MOVING = """() => {
  const seconds = (text) => text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1));
  const isLong = (text) => seconds(text).some((time) => time > 0.01);
  const isMoving = (style) =>
    isLong(style.transitionDuration) ||
    (style.animationName !== "none" && isLong(style.animationDuration)) ||
    style.scrollBehavior === "smooth";
  const faults = [];
  for (const one of document.querySelectorAll("*"))
    for (const part of ["", "::before", "::after", "::backdrop"])
      if (isMoving(getComputedStyle(one, part))) faults.push(`${one.tagName} ${one.className}${part}`);
  return faults;
}"""
"""What glides or fades."""
