"""HTML to an article: the main text of a page without its menus, and what the page says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from pipeline.formats.text import decode

# A page declares its encoding within its first kilobyte, as <meta charset> or in the XML declaration.
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LANG = re.compile(r"""<html\b[^>]*?\slang\s*=\s*["']?\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)""", re.I)
_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table td th title tr ul".split()
)
_HIDDEN = frozenset(["script", "style", "template", "noscript", "head", "title"])


@dataclass(frozen=True)
class HtmlArticle:
    """What a page holds.

    `text` opens with the headline. `lang` is the language the page declares (BCP 47), which templates
    often get wrong; `date` is that of publication (YYYY-MM-DD). `encoding` is the one it was read in, and
    `assumed` a sentence for the user where that, or what belongs to the article, had to be guessed.
    """

    text: str
    title: str | None = None
    lang: str | None = None
    date: str | None = None
    encoding: str = "utf-8"
    assumed: str | None = None


def looks_like_html(start: str) -> bool:
    """True if a file that begins with these characters is a page."""
    return _START.match(start) is not None


def article_text(page: bytes | str) -> HtmlArticle:
    """Return the article in a page; never raises.

    The main text is trafilatura's. Where it finds none (a page of few words, say), all the visible text
    is taken, and `assumed` says so.
    """
    if isinstance(page, bytes):
        charset = _CHARSET.search(page[:1024])
        decoded = decode(page, charset[1].decode("ascii") if charset else None)
        markup, encoding, notes = decoded.text, decoded.encoding, [decoded.assumed]
    else:
        markup, encoding, notes = page, "utf-8", []
    title, date, text = _main_text(markup.replace("\0", "\ufffd"))  # as HTML has it; libxml2 stops at NUL
    if not text.strip():
        text = _visible_text(markup)
        if text:
            notes.append("No article found in the page: all its text was taken")
    elif title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n{text}"
    lang = _LANG.search(markup[:4096])
    return HtmlArticle(
        text=text,
        title=title,
        lang=lang[1].replace("_", "-") if lang else None,
        date=date,
        encoding=encoding,
        assumed=". ".join(note for note in notes if note) or None,
    )


def _main_text(markup: str) -> tuple[str | None, str | None, str]:
    """Return title, date and main text as trafilatura sees them, the text empty where it finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # a parser meeting hostile markup; the page's text can still be read
        return None, None, ""
    if found is None or isinstance(found, dict):
        return None, None, ""
    return found.title, found.date, found.text or ""


class _Visible(HTMLParser):
    """Gathers the text a reader would see, with a new line at every block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.hidden.clear()  # whatever was left open in the head ends here
        elif tag in _HIDDEN:
            self.hidden.append(tag)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(" ".join(data.split()) if data.strip() else " ")


def _visible_text(markup: str) -> str:
    reader = _Visible()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
