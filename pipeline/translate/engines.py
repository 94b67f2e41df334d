"""The engines by name: those that come with exonym, and those that other packages register.

A package registers an engine by an entry point of the group "exonym.translators": its name, and something
that is called with the Settings and returns a Translator.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

from pipeline.config import Settings
from pipeline.errors import ExonymError, TranslationError
from pipeline.translate.engine import Translator

GROUP = "exonym.translators"
_OWN = {
    "argos": "pipeline.translate.argos:ArgosTranslator",
    "libretranslate": "pipeline.translate.services:LibreTranslate",
    "ctranslate2": "pipeline.translate.folder:FolderTranslator",
    "apertium": "pipeline.translate.apertium:Apertium",
    "openai": "pipeline.translate.services:Chat",
}


def names() -> list[str]:
    """Return the names of the engines there are, exonym's own first."""
    others = sorted({point.name for point in entry_points(group=GROUP)} - set(_OWN))
    return [*_OWN, *others]


def opened(settings: Settings) -> Translator:
    """Return the engine that the settings name.

    Raises TranslationError if there is none of that name or it cannot be loaded, and what it raises itself.
    """
    name = settings.engine
    if name in _OWN:
        module, made = _OWN[name].split(":")
        translator: Translator = getattr(import_module(module), made)(settings)
        return translator
    for point in entry_points(group=GROUP, name=name):
        try:
            loaded: Translator = point.load()(settings)
        except ExonymError:
            raise
        except Exception as error:
            raise TranslationError(
                f"the engine {name} cannot be loaded ({type(error).__name__}: {error})",
                where=point.value,
                hint="It is not part of exonym: ask who made it, or use another --engine",
            ) from error
        return loaded
    raise TranslationError(f"there is no engine {name!r}", hint=f"Engines: {', '.join(names())}")
