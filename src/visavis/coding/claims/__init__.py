"""Statuses of relations, beliefs, rumours, denials, forecasts and plans, each with its holder."""
