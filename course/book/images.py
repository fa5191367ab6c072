"""Pictures of a page: their size in the markup, so that nothing jumps; fetched when they come near."""

import re
from pathlib import Path
from urllib.parse import unquote

import imagesize

_IMAGE = re.compile(r"<img\b[^>]*>")


def size_images(body: str, folder: Path) -> str:
    """The HTML of a page, whose pictures lie relative to ``folder``, with every ``<img>`` sized.

    A width that an author asked for stands, and the height follows. All but the first wait until they are near.
    """
    count = 0

    def sized(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        tag = _with_size(found[0], folder)
        return tag if count == 1 or "loading=" in tag else tag.replace("<img", '<img loading="lazy"', 1)

    return _IMAGE.sub(sized, body)


def _with_size(tag: str, folder: Path) -> str:
    asked = re.search(r' width="(\d+)"', tag)
    source = re.search(r' src="([^"]+)"', tag)
    if source is None or ' height="' in tag:
        return tag
    path = folder / unquote(source[1].partition("?")[0])
    width, height = imagesize.get(path) if path.is_file() else (-1, -1)
    if width <= 0 or height <= 0:
        return tag
    shown = int(asked[1]) if asked else round(width)
    sizes = "" if asked else f' width="{shown}"'
    return tag.replace("<img", f'<img{sizes} height="{round(height * shown / width)}"', 1)
