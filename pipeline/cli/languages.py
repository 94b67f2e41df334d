"""Language codes as people type them."""

from __future__ import annotations

import re

import typer

from pipeline.language.codes import spelt

# ISO 639-1, all of it, with the former codes that BCP 47 still allows: in, iw, ji, jw, mo, sh (RFC 5646).
# Three-letter codes are too many to list and taken by their form.
_TWO_LETTERS = re.compile(
    "a[abefkmnrsvyz]|b[aegimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]"
    "|i[adegiknostuw]|j[aivw]|k[agijklmnorsuvwy]|l[abginotuv]|m[ghiklnorsty]|n[abdeglnorvy]|o[cjmrs]"
    "|p[ailst]|qu|r[mnouw]|s[acdeghiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]"
)
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def tag(text: str | None) -> str | None:
    """Return a language tag (BCP 47) as it is usually written, "pt-BR" for "PT_br"; None for None.

    Raises BadParameter for what is no language code.
    """
    if text is None:
        return None
    found = spelt(text)
    language = found.split("-")[0]
    if not _TAG.fullmatch(found) or (len(language) == 2 and not _TWO_LETTERS.fullmatch(language)):
        raise typer.BadParameter(
            f"{text!r} is not a language code; codes look like pl, pt-BR or zh-Hant (BCP 47)"
        )
    return found
