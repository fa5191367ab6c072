"""Pictures of a page: their size in the markup, so that nothing jumps; fetched when they come near; no inline style."""

import re
from pathlib import Path
from urllib.parse import unquote

import imagesize

_IMAGE = re.compile(r"<img\b[^>]*>")
_WIDTH_STYLE = re.compile(r' style="width: (\d+)(?:px)?;?"')


def size_images(body: str, folder: Path) -> str:
    """The HTML of a page, whose pictures lie relative to ``folder``, with every ``<img>`` sized.

    Docutils writes a width as a style, which the page's policy refuses. All but the first wait until they are near.
    """
    count = 0

    def sized(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        tag = _with_size(found[0], folder)
        return tag if count == 1 or "loading=" in tag else tag.replace("<img", '<img loading="lazy"', 1)

    return _IMAGE.sub(sized, body)


def _with_size(tag: str, folder: Path) -> str:
    asked = _WIDTH_STYLE.search(tag)
    tag = _WIDTH_STYLE.sub("", tag)
    source = re.search(r' src="([^"]+)"', tag)
    if source is None or ' height="' in tag:
        return tag
    path = folder / unquote(source[1].partition("?")[0])
    width, height = imagesize.get(path) if path.is_file() else (-1, -1)
    if width <= 0 or height <= 0:
        return tag
    shown = int(asked[1]) if asked else round(width)
    return tag.replace("<img", f'<img width="{shown}" height="{round(height * shown / width)}"', 1)
