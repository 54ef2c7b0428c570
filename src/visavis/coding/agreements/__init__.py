"""Treaties, pacts, joint statements and alliances, what they oblige to, and a registry of standing ones."""
