"""What a server said of a file: enough to ask for it again only if it has changed."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Stamp(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a server said of a file, and when; `etag` and `modified` (Last-Modified) are "" if it did not.

    `at` is the address it came from in the end, "" if that is `url`.
    """

    url: str
    fetched: datetime
    bytes: int
    etag: str = ""
    modified: str = ""
    at: str = ""
