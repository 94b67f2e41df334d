"""Getting things over HTTP, from servers that may be busy, broken or hostile.

- `client`: one request after another, politely: retries, redirects, limits of time and size
- `download`: a file, whole and verified, asked for again only if it has changed
- `answers`: what is no answer although the server says it is
- `unpack`: compressed files that may be bombs

Nothing is asked for unless somebody refreshes a gazetteer, installs a package or chose a translation service.
"""
