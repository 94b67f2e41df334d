"""Make gazetteers/words/en.txt, the ordinary words of English, from SCOWL as Debian packages it.

    apt-get install wamerican-small wbritish-small
    python tools/make_words.py [FOLDER]

FOLDER holds the word lists, /usr/share/dict where they are installed. Kept are the words in small letters of
both spellings; proper names begin with a capital there and are left out, and so are
possessives. The months and days, which have capitals, are added.
"""

from __future__ import annotations

import calendar
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "gazetteers" / "words"
LISTS = ("american-english-small", "british-english-small")
HEAD = """\
# Ordinary words of English, in small letters. Source: SCOWL 2020.12.07, size "small", American and British,
# as in the Debian packages wamerican-small and wbritish-small; made by tools/make_words.py. Licence:
# LICENSES.md.
"""


def words(folder: Path) -> list[str]:
    """Return the words of the lists in `folder` that are written small, in order; raises OSError."""
    found: set[str] = set()
    for name in LISTS:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        found.update(line for line in lines if line.isalpha() and line.islower() and len(line) > 1)
    return sorted(found | {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name})


def main() -> int:
    """Write the list."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict")
    found = words(folder)
    HOME.mkdir(exist_ok=True)
    (HOME / "en.txt").write_text(HEAD + "\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
