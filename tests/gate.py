"""The gate: figures measured on the cases the project ships, held against pinned floors and ceilings.

    python -m tests.gate             measure, compare with tests/floors.json, exit with 1 if any is missed
    python -m tests.gate --update    pin what is better than pinned, and acknowledge changed cases
    python -m tests.gate --update --allow-regression "why"      pin what is worse, too

Figures that count false links have a ceiling, all others a floor. The file also holds a digest of the cases
of each measure, and every regression that was allowed, with the reason.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import figures

FLOORS = Path(__file__).with_name("floors.json")
# Floors lie this far below what was measured, ceilings this far above.
HAIR = 0.002


@dataclass(frozen=True)
class Floors:
    """What is pinned: a bound for each figure, the digests of the cases, and the regressions allowed."""

    bounds: Mapping[str, float]
    cases: Mapping[str, str]
    regressions: tuple[Mapping[str, Any], ...] = ()

    def missed(self, measured: Mapping[str, float]) -> list[str]:
        """Return the pinned figures that are worse than their bound, or gone."""
        return [name for name, bound in self.bounds.items() if not holds(name, measured.get(name), bound)]

    def complaints(self, measured: Mapping[str, float], cases: Mapping[str, str]) -> list[str]:
        """Return in words all that keeps the gate shut."""
        found = []
        for name in self.missed(measured):
            kind, value = ("ceiling" if _counts_errors(name) else "floor"), measured.get(name)
            now = "is no longer measured" if value is None else f"is {value:.4f}"
            found.append(f"{name} {now}; its {kind} is {self.bounds[name]:.4f}")
        changed = sorted(name for name in {*cases, *self.cases} if cases.get(name) != self.cases.get(name))
        found += [f"the cases of {name} have changed: acknowledge with --update" for name in changed]
        new = sorted(set(measured) - set(self.bounds))
        return found + [f"{name} is not pinned yet: pin it with --update" for name in new]

    def updated(
        self, measured: Mapping[str, float], cases: Mapping[str, str], reason: str | None = None
    ) -> Floors:
        """Return floors raised to what is measured; raises ValueError if one falls without a reason."""
        missed = self.missed(measured)
        if missed and not reason:
            raise ValueError(f"worse than pinned: {', '.join(missed)}")
        allowed = [
            {"figure": name, "pinned": self.bounds[name], "measured": measured.get(name), "reason": reason}
            for name in missed
        ]
        bounds = {}
        for name, value in measured.items():
            bound = _bound(name, value)
            old = bound if name in missed else self.bounds.get(name, bound)
            bounds[name] = min(old, bound) if _counts_errors(name) else max(old, bound)
        return Floors(bounds, cases, (*self.regressions, *allowed))


def _counts_errors(name: str) -> bool:
    return name.endswith(".false_links")


def holds(name: str, value: float | None, bound: float) -> bool:
    """Tell whether a figure is within its floor or ceiling; one that is not measured is not."""
    return value is not None and (value <= bound if _counts_errors(name) else value >= bound)


def _bound(name: str, value: float) -> float:
    """Return what to pin for a figure: a hair worse, rounded away from it, within 0 and 1."""
    if _counts_errors(name):
        return min(1.0, math.ceil(round((value + HAIR) * 1000, 6)) / 1000)
    return max(0.0, math.floor(round((value - HAIR) * 1000, 6)) / 1000)


def load(path: Path) -> Floors:
    """Read the floors; there are none where there is no file."""
    if not path.exists():
        return Floors({}, {})
    table = json.loads(path.read_text(encoding="utf-8"))
    return Floors(table["bounds"], table["cases"], tuple(table["regressions"]))


def save(floors: Floors, path: Path) -> None:
    """Write the floors, sorted, so that a change reads well in a diff."""
    table = {"bounds": floors.bounds, "cases": floors.cases, "regressions": floors.regressions}
    path.write_text(json.dumps(table, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--update", action="store_true", help="pin what is better, acknowledge changed cases")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: pin what is worse, too")
    options = parser.parse_args(arguments)
    if options.allow_regression is not None and not (options.update and options.allow_regression.strip()):
        parser.error("--allow-regression goes with --update and needs a reason")
    floors, measured, cases = load(FLOORS), figures.measure(), figures.digests()
    for name, value in measured.items():
        pinned = floors.bounds.get(name)
        print(f"{name:32} {value:.4f}  pinned {'-' if pinned is None else format(pinned, '.3f')}")
    if not options.update:
        complaints = floors.complaints(measured, cases)
        print(*complaints, sep="\n", end="\n" * bool(complaints), file=sys.stderr)
        return 1 if complaints else 0
    try:
        save(floors.updated(measured, cases, options.allow_regression), FLOORS)
    except ValueError as error:
        print(f'{error}\nTo pin that, too: --update --allow-regression "why"', file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
