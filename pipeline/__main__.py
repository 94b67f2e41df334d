"""`python -m pipeline` is the command exonym."""

from pipeline.cli import main

main()
