"""Connections by urllib3, which also end when a server sends its headers a byte at a time.

urllib3 limits the time between two bytes. A server that sends one every few seconds would hold us for hours:
while headers are awaited a timer watches, and afterwards `Answer` looks at the speed.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

HEADERS_WITHIN = 60.0
"""Seconds from the request to the end of the headers. A slow query of Wikidata takes as long."""


class _Watched:
    sock: Any

    def getresponse(self) -> Any:
        """Return the response, or hang up if its head takes too long."""
        timer = threading.Timer(HEADERS_WITHIN, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()  # type: ignore[misc]
        finally:
            timer.cancel()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _Http(_Watched, HTTPConnection):
    pass


class _Https(_Watched, HTTPSConnection):
    pass


class _HttpPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Https


class Connections:
    """The connections of a client, through the proxies that the environment names (HTTPS_PROXY, NO_PROXY)."""

    def __init__(self) -> None:
        self._pools: dict[str | None, urllib3.PoolManager] = {}

    def request(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None, timeout: float
    ) -> urllib3.BaseHTTPResponse:
        """Send one request, without retries or redirects; the body of the answer is still to be read.

        Raises urllib3.exceptions.HTTPError.
        """
        return self._pool(url).request(
            method,
            url,
            headers=headers,
            body=body,
            timeout=urllib3.Timeout(connect=timeout, read=timeout),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )

    def _pool(self, url: str) -> urllib3.PoolManager:
        parts = urlsplit(url)
        proxy = urllib.request.getproxies().get(parts.scheme)
        if proxy and urllib.request.proxy_bypass(parts.hostname or ""):
            proxy = None
        if proxy not in self._pools:
            pool = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
            pool.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
            self._pools[proxy] = pool
        return self._pools[proxy]
