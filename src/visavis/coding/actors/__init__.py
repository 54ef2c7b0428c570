"""Actors: who a text speaks of, from the registry of states, offices, organisations and armed groups."""
