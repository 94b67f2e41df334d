"""Names in running text: found, resolved through the whole article, rewritten."""
