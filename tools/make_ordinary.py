"""Make the table of ordinary English words, which a capital alone does not make names.

    apt-get download wamerican-small && dpkg-deb -x wamerican-small_*.deb words
    python tools/make_ordinary.py words/usr/share/dict/american-english-small

writes gazetteers/tables/ordinary.marisa, the same bytes each time: the words of SCOWL (Spell Checker Oriented
Word Lists, size 35, see gazetteers/LICENSES.md) that are written in small letters, without possessives, and
the months and days.
"""

from __future__ import annotations

import argparse
import calendar
from collections.abc import Iterable
from pathlib import Path

import marisa_trie

TABLE = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "ordinary.marisa"


def main() -> None:
    """Write the table to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("words", type=Path, help="the list of words of the Debian package wamerican-small")
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write")
    arguments = parser.parse_args()
    lines = arguments.words.read_text(encoding="utf-8").splitlines()
    marisa_trie.Trie(sorted(chosen(lines))).save(str(arguments.output))


def chosen(words: Iterable[str]) -> set[str]:
    """Return the words of a list that are written in small letters, the months and the days."""
    small = {word for word in words if word.isascii() and word.isalpha() and word.islower() and len(word) > 1}
    return small | {name.lower() for name in (*calendar.month_name, *calendar.day_name) if name}


if __name__ == "__main__":
    main()
