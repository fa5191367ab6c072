"""Draw the icon as PNG, for phones that take no SVG: ``python tools/icons.py``, after a change of ``icon.svg``.

Chromium draws it, as it draws every page in the tests; no other program is needed.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "course" / "book" / "static"
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512, "icon-maskable-512.png": 512}
SAFE = 0.8
"""A phone cuts a maskable icon to a shape of its own, and leaves this much of its width."""


def picture(name: str) -> str:
    """The SVG of one icon: whole to the edge where the phone rounds it, and small enough to be cut where it may be."""
    icon = (STATIC / "icon.svg").read_text(encoding="utf-8")
    if name in ("icon-192.png", "icon-512.png"):
        return icon
    square = icon.replace(' rx="7"', "")
    if "maskable" not in name:
        return square
    inner = re.sub(r'^<svg [^>]*viewBox="0 0 32 32">(.*?/>)(.*)</svg>\s*$', rf"\1<g {_shrink()}>\2</g>", square)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{inner}</svg>'


def _shrink() -> str:
    return f'transform="translate({16 * (1 - SAFE):g} {16 * (1 - SAFE):g}) scale({SAFE:g})"'


def draw(folder: Path = STATIC) -> None:
    """Write every PNG into a folder."""
    sys.path.insert(0, str(ROOT / "tests"))
    from conftest import CHROMIUM_FLAGS, chromium_path

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        for name, size in SIZES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{picture(name)}")
            (folder / name).write_bytes(page.screenshot(omit_background=True))
            page.close()
        browser.close()


if __name__ == "__main__":
    draw()
