"""Numbers that say something of the world: money, people, weapons, shares, ratios."""
