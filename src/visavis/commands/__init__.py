"""Commands: what those of the front door share, and those that work on a store."""
