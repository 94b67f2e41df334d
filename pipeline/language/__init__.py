"""What language a text is in, part by part, and where its sentences are."""
