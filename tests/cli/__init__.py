"""Tests of the command line; a package, so that test files may be called like those of other folders."""
