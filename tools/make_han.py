"""Make the table of how Han characters are read in Mandarin, in Cantonese and in Korean.

    pip install -r tools/requirements.txt
    python tools/make_han.py

writes gazetteers/tables/han.txt, the same bytes each time: a character, its Hanyu Pinyin and Jyutping without
tones, its Korean reading and its simplified form, "-" where a source has none. A character has one reading a
language, the usual one; surnames read otherwise are in gazetteers/orthography/pinyin.toml. From

- pypinyin 0.55.0 (MIT): Mandarin;
- ToJyutping 3.2.0 (BSD 2-Clause): Cantonese;
- hanja 0.15.1 (WTFPL): Korean, before the initial-sound rule (李 is 리);
- opencc-python-reimplemented 0.1.7 (Apache 2.0): simplified forms, and the older ones of Japanese characters
  (沢 is 澤), by which these are simplified (泽), and read where the others know them not.

The characters are those of the national standards GB 2312, Big5 (first level), KS X 1001 and JIS X 0208.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib.metadata import distribution, version
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "gazetteers" / "tables" / "han.txt"
PACKAGES = {
    "pypinyin": "0.55.0",
    "ToJyutping": "3.2.0",
    "hanja": "0.15.1",
    "opencc-python-reimplemented": "0.1.7",
}
IDEOGRAPHS = range(0x4E00, 0xA000)
# The first level of Big5, the common characters, ends before this lead byte.
SECOND_LEVEL = 0xC9


def main() -> None:
    """Write the table to `--output`, that of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=TABLE, help="file to write")
    output = parser.parse_args().output
    for package, wanted in PACKAGES.items():
        if version(package) != wanted:
            sys.exit(f"make_han needs {package}=={wanted}, not {version(package)}")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("".join(f"{line}\n" for line in table()), encoding="utf-8")


def table() -> list[str]:
    """Return the lines of the table, by code point."""
    import pypinyin
    import ToJyutping
    from hanja.table import hanja_table

    def pinyin(char: str) -> str:
        found = pypinyin.lazy_pinyin(char, errors="ignore", v_to_u=False)
        return found[0] if found else ""

    def jyutping(char: str) -> str:
        found = ToJyutping.get_jyutping_candidates(char)[0][1]
        return re.sub(r"\d", "", found[0]) if found else ""

    lines = []
    simpler = forms("TSCharacters")
    chinese = set(simpler.values())  # 沪, which stands for 濾 in Japanese, is Shanghai
    older = {new: old for old, new in forms("JPVariants").items() if new not in chinese}
    for char in filter(is_common, map(chr, IDEOGRAPHS)):
        old = older.get(char, char)
        simple = simpler.get(char) or simpler.get(old)
        columns = (
            pinyin(char) or pinyin(old),
            jyutping(char) or jyutping(old),
            hanja_table.get(char) or hanja_table.get(old),
            simple if simple != char else None,
        )
        lines.append(" ".join((char, *(column or "-" for column in columns))))
    return lines


def forms(dictionary: str) -> dict[str, str]:
    """Return the other form of each character that has one, by a dictionary of OpenCC."""
    package = distribution("opencc-python-reimplemented")
    path = Path(str(package.locate_file(f"opencc/dictionary/{dictionary}.txt")))
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {char: other[0] for char, *other in lines if other and other[0] != char}


def is_common(char: str) -> bool:
    """Tell whether a national standard counts the character among those in use."""
    return (
        encodes(char, "gb2312")
        or encodes(char, "euc_kr")
        or encodes(char, "big5", SECOND_LEVEL)
        or encodes(char, "shift_jis")
    )


def encodes(char: str, standard: str, limit: int = 0x100) -> bool:
    """Tell whether a character has a code in a standard, with a lead byte below `limit`."""
    try:
        return char.encode(standard)[0] < limit
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()
