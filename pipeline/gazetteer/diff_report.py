"""The difference of two gazetteers for people: lines of text, and a page that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from pipeline.formats.marked import plain
from pipeline.gazetteer.diff import Change, counts
from pipeline.gazetteer.entity import Name

_HEADINGS = {
    "added": "Added",
    "removed": "Removed",
    "merged": "Merged into another",
    "split": "Split from another",
    "renamed": "Renamed",
    "names": "Names gained and lost",
    "changed": "Changed otherwise",
}


def summary(changes: Sequence[Change]) -> str:
    """Return one line that counts the changes: "2 added, 1 renamed", or "no change"."""
    labels = {"names": "with other names", "changed": "changed otherwise"}
    found = [f"{number:,} {labels.get(kind, kind)}" for kind, number in counts(changes).items()]
    return ", ".join(found) or "no change"


def lines(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line of text for each change, such as "renamed  loc.kyiv  Kiev → Kyiv"."""
    for change in changes:
        yield plain(f"{change.kind:8} {change.id}  {_says(change)}").replace("\n", " ")


def page(changes: Sequence[Change], a: str, b: str) -> Iterator[str]:
    """Yield an HTML page of the changes from version `a` to `b`, in pieces.

    It holds no scripts, fetches nothing, and every text in it is escaped.
    """
    title = f"From {_safe(a)} to {_safe(b)}"
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{_safe(summary(changes))}</p>\n"
    )
    for kind, group in groupby(changes, key=lambda change: change.kind):
        yield f'<section class="{kind}">\n<h2>{_HEADINGS[kind]}</h2>\n<table>\n'
        for change in group:
            yield (
                f"<tr><td>{_safe(change.id)}</td><td>{change.type}</td>"
                f"<td><bdi>{_safe(change.name)}</bdi></td><td>{_detail(change)}</td></tr>\n"
            )
        yield "</table>\n</section>\n"
    yield "</body>\n</html>\n"


def _says(change: Change) -> str:
    match change.kind:
        case "renamed":
            return f"{change.before} → {change.name}"
        case "merged":
            return f"{change.name}, now {change.other} ({change.why})"
        case "split":
            return f"{change.name}, was {change.other} ({change.why})"
        case "names":
            marked = [f"+{_name(n)}" for n in change.gained] + [f"-{_name(n)}" for n in change.lost]
            return f"{change.name}: {', '.join(marked)}"
        case "changed":
            return f"{change.name}: {_fields(change)}"
        case _:
            return change.name


def _detail(change: Change) -> str:
    if change.kind == "names":
        gained = (f"<ins>{_marked(name)}</ins>" for name in change.gained)
        lost = (f"<del>{_marked(name)}</del>" for name in change.lost)
        return " ".join((*gained, *lost))
    if change.before is not None:
        return f"<del><bdi>{_safe(change.before)}</bdi></del>"
    if change.other is not None:
        return f"{_safe(change.other)} <small>{_safe(change.why or '')}</small>"
    return _safe(_fields(change))


def _fields(change: Change) -> str:
    return ", ".join(f"{field} {_value(old)} → {_value(new)}" for field, (old, new) in change.fields.items())


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _name(name: Name) -> str:
    return f"{name.text} {_about(name)}"


def _about(name: Name) -> str:
    kind = "" if name.kind == "full" else f", {name.kind}"
    return f"({name.lang}{kind})"


def _marked(name: Name) -> str:
    """Return a name as markup; it alone is set apart, as what follows an Arabic one would change sides."""
    return f"<bdi>{_safe(name.text)}</bdi> {_safe(_about(name))}"


def _safe(text: str) -> str:
    return escape(plain(text))


_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: .92rem; }
td { border-top: 1px solid color-mix(in srgb, currentcolor 18%, transparent); padding: .35rem .9rem .35rem 0;
  text-align: start; vertical-align: top; overflow-wrap: anywhere; }
td:nth-child(1) { width: 20%; font-family: ui-monospace, monospace; font-size: .85rem; }
td:nth-child(2) { width: 3.5rem; } td:nth-child(3) { width: 18%; } td:last-child { padding-inline-end: 0; }
ins { color: light-dark(#1c7a4a, #6fcf97); text-decoration: none; } ins::before { content: "+ "; }
del { color: light-dark(#b3261e, #ff8a80); } small { opacity: .7; }
@media (max-width: 40rem) {
  table, tbody, tr { display: block; }
  tr { border-top: 1px solid color-mix(in srgb, currentcolor 18%, transparent); padding: .35rem 0; }
  td { border: 0; display: inline; padding: 0 .6rem 0 0; } td:last-child { display: block; }
}
"""
