"""Measure quality and speed, beside peers where there are any: python -m benchmarks [TASK] [--quick]."""

from __future__ import annotations

import argparse
import importlib
import sys

from benchmarks import report

TASKS = ("names", "scale", "blocking", "articles", "translation", "language")


def main(arguments: list[str] | None = None) -> int:
    """Run the tasks asked for, show and keep their tables; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "task", nargs="?", default="all", choices=(*TASKS, "all"), help="all, if none is named"
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, nothing downloaded, seconds")
    options = parser.parse_args(arguments)
    folder = report.RESULTS / "quick" if options.quick else report.RESULTS
    for task in TASKS if options.task == "all" else (options.task,):
        tables = importlib.import_module(f"benchmarks.{task}").run(options.quick, say=_say)
        for table in tables:
            report.show(table)
        report.keep(tables, folder)
    print(f"kept in {folder}")
    return 0


def _say(line: str) -> None:
    print(f"==> {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
