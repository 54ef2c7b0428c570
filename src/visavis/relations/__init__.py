"""How two states stand to each other, with uncertainty and with what moved it."""
