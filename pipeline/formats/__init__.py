"""Files in and files out: everything between bytes and Article values."""
