"""The settings of a run: one frozen object, read once from the environment and handed down."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

_log = logging.getLogger(__name__)


def _argos_packages(environment: Mapping[str, str]) -> Path:
    """Return where argostranslate keeps packages: the XDG data folder, on every platform."""
    data = environment.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "argos-translate" / "packages"


def _number(environment: Mapping[str, str], variable: str, default: int, least: int) -> int:
    """Return a variable as a whole number of at least `least`, with a warning `default` where it is none."""
    text = environment.get(variable)
    if not text:
        return default
    if text.isdecimal() and int(text) >= least:
        return int(text)
    _log.warning("%s is %r, which is no whole number from %d on, and so left aside", variable, text, least)
    return default


@dataclass(frozen=True)
class Settings:
    """Everything a run can be told from outside.

    `target` is the language translated into (BCP 47). `cache` is where exonym keeps what it can make
    again; `packages` is where Argos packages are installed; `index` is the address of the Argos package
    index: a folder (as argostranslate has it) or the index.json in it. `device` is "cpu", "cuda" or
    "auto"; `beam` is the beam size of the translator. `inter_threads` batches are translated at once, each
    on `intra_threads` threads; 0 leaves beam and threads to the translator. `compute` is a compute type of
    CTranslate2. `memory` tells whether translations are remembered, in the cache;
    `glossary` is a file of terms and their translations. `sources` is the list of sources that gazetteers
    are refreshed from, None for the one that ships; `contact` is an address that servers are told. `engine`
    is the name of the translator (see pipeline.translate.engines); `engine_url`, `engine_model` and
    `engine_key` are the address of its server, the name or folder of its model, and the key that the server
    asks for.
    """

    target: str = "en"
    cache: Path = field(default_factory=lambda: Path(platformdirs.user_cache_dir("exonym")))
    packages: Path = field(default_factory=lambda: _argos_packages(os.environ))
    index: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
    device: str = "cpu"
    beam: int = 0
    inter_threads: int = 0
    intra_threads: int = 0
    compute: str = "int8"
    memory: bool = True
    glossary: Path | None = None
    sources: Path | None = None
    contact: str = ""
    engine: str = "argos"
    engine_url: str = ""
    engine_model: str = ""
    engine_key: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the variables of exonym and those that Argos itself obeys; raise nothing.

        Its own are EXONYM_CACHE, EXONYM_SOURCES, EXONYM_CONTACT, EXONYM_ENGINE, EXONYM_ENGINE_URL,
        EXONYM_ENGINE_MODEL and EXONYM_ENGINE_KEY.
        ARGOS_PACKAGES_DIR, ARGOS_PACKAGE_INDEX, ARGOS_DEVICE_TYPE, ARGOS_BEAM_SIZE, ARGOS_INTER_THREADS,
        ARGOS_INTRA_THREADS and ARGOS_COMPUTE_TYPE mean what they mean to argostranslate.
        """
        get = environment.get
        default = cls()
        return cls(
            cache=Path(get("EXONYM_CACHE") or default.cache),
            packages=Path(get("ARGOS_PACKAGES_DIR") or _argos_packages(environment)),
            index=get("ARGOS_PACKAGE_INDEX") or default.index,
            device=get("ARGOS_DEVICE_TYPE") or default.device,
            beam=_number(environment, "ARGOS_BEAM_SIZE", default.beam, least=1),
            inter_threads=_number(environment, "ARGOS_INTER_THREADS", default.inter_threads, least=0),
            intra_threads=_number(environment, "ARGOS_INTRA_THREADS", default.intra_threads, least=0),
            compute=get("ARGOS_COMPUTE_TYPE") or default.compute,
            sources=Path(environment["EXONYM_SOURCES"]) if get("EXONYM_SOURCES") else None,
            contact=get("EXONYM_CONTACT") or "",
            engine=get("EXONYM_ENGINE") or default.engine,
            engine_url=get("EXONYM_ENGINE_URL") or "",
            engine_model=get("EXONYM_ENGINE_MODEL") or "",
            engine_key=get("EXONYM_ENGINE_KEY") or "",
        )
