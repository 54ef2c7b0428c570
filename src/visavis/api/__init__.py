"""The library: the commands as functions, their results as typed records, tables and graphs."""
