"""The gazetteer: entities, their names, and the index that finds them."""
