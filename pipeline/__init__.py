"""Read the foreign press: every spelling of a name resolved to one canonical entity.

    >>> from pipeline import Pipeline, lookup, normalize
    >>> normalize("Szin Won Sik spotkał Kim Dzong Una.", lang="pl", translate=False)  # doctest: +SKIP

The public names load what they need when they are first used, so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import lookup, normalize
    from pipeline.article import Article
    from pipeline.config import Settings
    from pipeline.errors import ExonymError
    from pipeline.gazetteer.store import Gazetteer
    from pipeline.pipeline import Pipeline

__all__ = ["Article", "ExonymError", "Gazetteer", "Pipeline", "Settings", "lookup", "normalize"]

_HOME = {
    "Article": "pipeline.article",
    "ExonymError": "pipeline.errors",
    "Gazetteer": "pipeline.gazetteer.store",
    "Pipeline": "pipeline.pipeline",
    "Settings": "pipeline.config",
    "lookup": "pipeline.api",
    "normalize": "pipeline.api",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *_HOME]
