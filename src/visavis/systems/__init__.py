"""How all states stand together: the signed network, its factions and triads."""
