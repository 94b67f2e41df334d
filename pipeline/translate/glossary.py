"""A user's glossary: terms, and what is to stand for them in the translation.

The file has one term a line: the term, a tab, its translation (empty to leave the term as it is) and, after
another tab, "case" if only that very spelling is meant. Lines that begin with # are comments. Terms are
carried through translation as names are, so what comes out is checked in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.article import Evidence, Mention
from pipeline.errors import InputError
from pipeline.translate.codes import spaced

RULE = "glossary"
"""The rule that the evidence of a term names."""

_HINT = 'A line is: term, tab, translation, and perhaps a tab and the word "case"'


@dataclass(frozen=True)
class Term:
    """One line of a glossary; `cased` if capitals matter."""

    text: str
    translation: str
    cased: bool = False


class Glossary:
    """Terms to look for in articles; where two overlap the longer counts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        terms = list(terms)
        self._exact = {term.text: term.translation for term in terms if term.cased}
        self._any = {term.text.casefold(): term.translation for term in terms if not term.cased}

    @classmethod
    def read(cls, path: Path) -> Glossary:
        """Read a glossary; raises InputError, with the line, for a file that is none."""
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason, hint = "it is not UTF-8", "Save it as UTF-8"
            if isinstance(error, OSError):
                reason, hint = str(error.strerror), "Check the path"
            raise InputError(f"the glossary cannot be read ({reason})", where=str(path), hint=hint) from error
        return cls(
            _term(line, f"{path}, line {number}")
            for number, line in enumerate(lines, 1)
            if line.strip() and not line.startswith("#")
        )

    def mentions(self, text: str, lang: str) -> Iterator[Mention]:
        """Yield the terms in a text of the language `lang` (BCP 47), as mentions whose form is settled."""
        for forms, flags in ((self._exact, re.NOFLAG), (self._any, re.IGNORECASE)):
            if not forms:
                continue
            for found in _finder(forms, flags, spaced(lang)).finditer(text):
                term = found.group()
                form = forms.get(term if flags == re.NOFLAG else term.casefold())
                # Lower case of a letter or two is not what IGNORECASE makes of it.
                if form is not None:
                    yield Mention(
                        start=found.start(),
                        end=found.end(),
                        text=term,
                        type="MISC",
                        status="linked",
                        rendering=form or term,
                        evidence=(Evidence(RULE, f"{term} is a term of the user's glossary"),),
                    )


def _finder(terms: Iterable[str], flags: re.RegexFlag, words: bool) -> re.Pattern[str]:
    """Return a pattern for any of the terms, the longest first; as `words`, not within other words."""
    union = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{union})(?!\w)" if words else union, flags)


def _term(line: str, where: str) -> Term:
    fields = [field.strip() for field in line.split("\t")]
    flag = fields[2].casefold() if len(fields) > 2 else ""
    if not 2 <= len(fields) <= 3 or not fields[0] or flag not in ("", "case"):
        raise InputError("this is no line of a glossary", where=where, hint=_HINT)
    return Term(fields[0], fields[1], flag == "case")
