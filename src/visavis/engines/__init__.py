"""Engines: the per-article half over record batches, on one machine's cores or on a cluster."""
