"""The tests: a package, as argos-translate-lt installs one called tests that would be found instead."""
