"""Benchmarks: how good and how fast exonym is, beside what else there is. Run `python -m benchmarks`."""
