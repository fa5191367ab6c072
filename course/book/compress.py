"""Compressed copies beside every text file of the site, for servers that send them as they lie."""

import gzip
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

TEXT = {".html", ".css", ".js", ".json", ".svg", ".txt", ".webmanifest"}
Coder = Callable[[bytes], bytes]


def _gzip(content: bytes) -> bytes:
    # Without a name and a time, so that the same file always gives the same bytes.
    return gzip.compress(content, 9, mtime=0)


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=11))


def _unbrotli(packed: bytes) -> bytes:
    return bytes(brotli.decompress(packed))


_CODERS: dict[str, tuple[Coder, Coder]] = {".gz": (_gzip, gzip.decompress), ".br": (_brotli, _unbrotli)}


def compress_site(site: Path) -> None:
    """Write the ``.gz`` and ``.br`` that are missing or no longer unpack to their file; take away those of no file."""
    files = [path for path in site.rglob("*") if path.is_file()]
    for path in files:
        if is_compressed(path) and not path.with_suffix("").is_file():
            path.unlink()
    # Both coders let go of Python's lock while they work.
    with ThreadPoolExecutor() as pool:
        list(pool.map(compress_file, (path for path in files if path.suffix in TEXT)))


def is_compressed(path: Path) -> bool:
    """Whether a file is a compressed copy, by its name; an archive that somebody is to download is none."""
    return path.suffix in _CODERS and path.with_suffix("").suffix in TEXT


def transfer_size(path: Path) -> int:
    """The bytes of a file that a good server sends to a browser of today."""
    packed = path.with_name(f"{path.name}.br")
    return (packed if packed.is_file() else path).stat().st_size


def compress_file(path: Path) -> None:
    """The copies of one file; where one would gain nothing there is none."""
    content = path.read_bytes()
    for suffix, (pack, unpack) in _CODERS.items():
        packed = path.with_name(path.name + suffix)
        # To unpack costs next to nothing; to pack at the highest quality is most of this step.
        if packed.is_file() and _unpacked(packed, unpack) == content:
            continue
        wanted = pack(content)
        if len(wanted) < len(content):
            packed.write_bytes(wanted)
        else:
            packed.unlink(missing_ok=True)


def _unpacked(packed: Path, unpack: Coder) -> bytes | None:
    try:
        return unpack(packed.read_bytes())
    except (OSError, EOFError, zlib.error, brotli.error):
        return None  # cut short by a build that was stopped
