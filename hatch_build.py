"""Build hook: compiles the shipped gazetteer from gazetteers/world, so that the first lookup is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface[Any]):
    """Puts the compiled gazetteer into the package, for wheels and for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the gazetteer; called by hatchling before it packs a wheel."""
        sys.path.insert(0, self.root)
        from pipeline.gazetteer import shipped

        made = Path(shipped.shipped()).name
        build_data["force_include"] = {
            str(Path(self.root, "pipeline/_shipped/CURRENT")): "pipeline/_shipped/CURRENT",
            str(Path(self.root, f"pipeline/_shipped/versions/{made}")): f"pipeline/_shipped/versions/{made}",
        }
