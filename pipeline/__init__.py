"""Read the foreign press: every spelling of a name resolved to one canonical entity."""
