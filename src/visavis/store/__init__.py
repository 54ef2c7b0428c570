"""The store: what is kept of many readings, in a folder that survives crashes and other tools can read."""
