"""How a learner meets an exercise, one file a type: how it is answered, and the states that are its alone.

Each file takes ``answered_by`` and ``state`` from ``states``, which loads them all.
"""

import importlib
import pkgutil


def load() -> None:
    """Let every file enter its states."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
