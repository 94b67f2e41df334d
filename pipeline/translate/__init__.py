"""Translation: engines, their packages, and getting names through them unharmed."""
