"""Names as the press spells them: orthographies, readings, matching."""
