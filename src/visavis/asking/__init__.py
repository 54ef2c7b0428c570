"""Questions to a record: parsed into queries, evaluated, answered in cited sentences."""
