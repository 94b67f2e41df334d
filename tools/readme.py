"""Keep the README true: run its commands and compare, or write, what they print.

    python tools/readme.py            # write the output of every command into README.md
    python tools/readme.py --check    # exit with 1 and the difference if README.md is not what they print

A block that begins with ```console holds commands after "$ " and what a terminal of 100 columns shows. One
that begins with ```python is run whole and followed by a ```text block of what it prints. A line that is
only "…" stands for any number of lines.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_PYTHON = re.compile(r"```python\n(?P<code>.*?)```\n\n(?P<fence>```text\n)(?P<out>.*?)(?=```)", re.DOTALL)
_ANY = "…"


def terminal(command: str) -> str:
    """Return what a command shows in a terminal of 100 columns without colours."""
    screen = {"COLUMNS": "100", "LINES": "60", "NO_COLOR": "1", "TERM": "dumb"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        env={**os.environ, **screen, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal is gone when the command ends
            while chunk := os.read(ours, 65536):
                shown += chunk
    os.close(ours)
    text = shown.decode().replace("\r\n", "\n")
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip("\n").split("\n"))


def python(code: str) -> str:
    """Return what a Python example prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def fits(printed: str, shown: str) -> bool:
    """Tell whether what was printed is what the README shows, "…" standing for anything."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == _ANY else re.escape(line) + r"\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def _console(block: str) -> str:
    """Return a console block with what its commands print now; one that fits as it is stays."""
    pieces = re.split(r"(?m)^\$ (.*)\n", block)
    out = [pieces[0]]
    for command, shown in zip(pieces[1::2], pieces[2::2], strict=True):
        gap = "\n" if shown.endswith("\n\n") else ""
        shown = shown.removesuffix("\n") if gap else shown
        printed = terminal(command)
        out.append(f"$ {command}\n{shown if fits(printed, shown) else printed}{gap}")
    return "".join(out)


def updated(text: str) -> str:
    """Return the README's text with every output as it is now."""
    text = _CONSOLE.sub(lambda block: _console(block.group()), text)

    def example(block: re.Match[str]) -> str:
        printed = python(block["code"])
        return block.group()[: block.start("out") - block.start()] + (
            block["out"] if fits(printed, block["out"]) else printed
        )

    return _PYTHON.sub(example, text)


def main() -> int:
    """Write the README, or check it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit with 1 if it is not true")
    arguments = parser.parse_args()
    before = README.read_text(encoding="utf-8")
    after = updated(before)
    if arguments.check:
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "README.md", "printed now")
        print("\n".join(lines))
        return before != after
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
