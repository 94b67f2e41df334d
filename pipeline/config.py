"""The settings of a run: one frozen object, read once from the environment and handed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs


@dataclass(frozen=True)
class Settings:
    """Everything a run can be told from outside.

    `target` is the language translated into (BCP 47). `cache` is where exonym keeps what it can make
    again; `packages` is where Argos packages are installed; `index` is the address of the Argos package
    index. `device` is "cpu", "cuda" or "auto"; `beam` is the beam size of the translator.
    """

    target: str = "en"
    cache: Path = field(default_factory=lambda: Path(platformdirs.user_cache_dir("exonym")))
    packages: Path = field(
        default_factory=lambda: Path(platformdirs.user_data_dir("argos-translate")) / "packages"
    )
    index: str = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
    device: str = "cpu"
    beam: int = 4

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read EXONYM_CACHE and the variables that Argos itself obeys; raise nothing.

        ARGOS_PACKAGES_DIR, ARGOS_PACKAGE_INDEX, ARGOS_DEVICE_TYPE and ARGOS_BEAM_SIZE mean what they mean
        to argostranslate.
        """
        default = cls()
        beam = environment.get("ARGOS_BEAM_SIZE", "")
        return cls(
            cache=Path(environment.get("EXONYM_CACHE") or default.cache),
            packages=Path(environment.get("ARGOS_PACKAGES_DIR") or default.packages),
            index=environment.get("ARGOS_PACKAGE_INDEX") or default.index,
            device=environment.get("ARGOS_DEVICE_TYPE") or default.device,
            beam=int(beam) if beam.isdigit() and int(beam) > 0 else default.beam,
        )
