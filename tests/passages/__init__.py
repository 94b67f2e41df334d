"""Short passages with every name marked, in many languages."""
