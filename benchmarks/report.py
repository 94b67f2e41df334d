"""Reports: tables shown in the terminal and kept in benchmarks/results as JSON and Markdown."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.data import ROOT

RESULTS = ROOT / "benchmarks" / "results"


@dataclass
class Table:
    """Figures with their headings; `note` says how they were taken."""

    key: str
    title: str
    columns: Sequence[str]
    rows: list[list[Any]]
    note: str = ""


def show(table: Table) -> None:
    """Print a table."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable

    console = Console(width=None if os.isatty(1) else 160)
    shown = RichTable(
        title=table.title, title_justify="left", box=box.SIMPLE_HEAD, caption=" ".join(table.note.split())
    )
    shown.caption_justify = "left"
    for place, column in enumerate(table.columns):
        numbers = any(isinstance(row[place], int | float) for row in table.rows)
        shown.add_column(column, justify="right" if numbers else "left")
    for row in table.rows:
        shown.add_row(*map(written, row))
    console.print(shown)


def written(value: Any) -> str:
    """Return a figure as people read it: three digits that count, never more."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, float):
        return str(value)
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:,.{digits}f}"


def keep(tables: Sequence[Table], folder: Path = RESULTS) -> None:
    """Write each table as JSON, and all that are there as summary.md."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        record = {"made": _circumstances(), **asdict(table)}
        (folder / f"{table.key}.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    parts = ["# Benchmarks\n\nWritten by `python -m benchmarks`; times are CPU time, trust ratios first."]
    for path in sorted(folder.glob("*.json")):
        parts.append(_markdown(json.loads(path.read_text(encoding="utf-8"))))
    (folder / "summary.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _markdown(record: dict[str, Any]) -> str:
    made = record["made"]
    lines = [
        f"## {record['title']}",
        "",
        f"{made['date']}, {made['commit']}, Python {made['python']}, {made['processor']}",
        "",
        "| " + " | ".join(record["columns"]) + " |",
        "|" + "---|" * len(record["columns"]),
        *("| " + " | ".join(map(written, row)) + " |" for row in record["rows"]),
    ]
    if record["note"]:
        lines += ["", " ".join(record["note"].split())]
    return "\n".join(lines)


def _circumstances() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit.stdout.strip() or "no commit",
        "python": platform.python_version(),
        "processor": f"{platform.machine()}, {os.cpu_count()} cores",
    }
