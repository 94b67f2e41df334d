"""HTML to an article: the main text of a page without its menus, and what the page says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.formats.text import decode

# A page declares its encoding within its first kilobyte, as <meta charset> or in the XML declaration.
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LANG = re.compile(r"""<html\b[^>]*?\slang\s*=\s*["']?\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)""", re.I)
_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
# fmt: off
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption",
    "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
}
# fmt: on
_HIDDEN = ("script", "style", "template", "noscript", "head", "title")
_SHORT = 1_000  # characters
_LARGEST = 3_000_000  # characters; pages beyond are lists or archives, over which trafilatura takes minutes


@dataclass(frozen=True)
class HtmlArticle:
    """What a page holds.

    `text` opens with the headline. `lang` is the language the page declares (BCP 47), which templates
    often get wrong; `date` is that of publication (YYYY-MM-DD). `assumed` is a sentence for the user where
    the encoding, or what belongs to the article, had to be guessed.
    """

    text: str
    title: str | None = None
    lang: str | None = None
    date: str | None = None
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
        markup, notes = decoded.text, [decoded.assumed]
    else:
        markup, notes = page, []
    markup = markup.replace("\0", "\ufffd")  # as the HTML standard has it; libxml2 would stop there
    title, date, text = _main_text(markup) if len(markup) <= _LARGEST else (None, None, "")
    if len(text) < _SHORT and _squeezed(visible := _visible_text(markup)) == _squeezed(text):
        text = visible  # trafilatura took the whole page, and then it breaks lines at <b> and <a>
    elif not text.strip():
        text = visible
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
        assumed=". ".join(note for note in notes if note) or None,
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


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


def _visible_text(markup: str) -> str:
    """Return the text a reader would see, one line a block; empty where the markup cannot be parsed."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
        etree.strip_elements(root, *_HIDDEN, with_tail=False)
    except (etree.LxmlError, ValueError):
        return ""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            pieces.append("\n")
        own = element.text if event == "start" else element.tail
        pieces.append(re.sub(r"\s+", " ", own or ""))
    return re.sub(r" ?\n[ \n]*", "\n", "".join(pieces)).strip()
