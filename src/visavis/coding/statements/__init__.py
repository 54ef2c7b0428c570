"""Statements: who said what, to whom, through whom, about whom."""
