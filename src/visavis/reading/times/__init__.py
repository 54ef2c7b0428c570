"""When things are said to be: time expressions found and resolved by an interval grammar kept as data."""
