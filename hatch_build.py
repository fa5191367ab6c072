"""Put the authored content into the wheel, and the built book where there is one.

An installed course finds both in ``course/_bundle`` (``course.content.find_root``), so that
``course start`` after ``pip install`` needs no build.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("modules", "quizzes", "_config.yml", "_toc.yml")


class ContentHook(BuildHookInterface):
    """Hatchling calls this for a wheel; an editable install reads the checkout itself and needs nothing."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add each part of the content that stands in the checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        included = {str(root / name): f"course/_bundle/{name}" for name in CONTENT}
        site = root / "_build" / "html"
        if site.is_dir():
            included[str(site)] = "course/_bundle/_build/html"
        build_data["force_include"].update(included)
