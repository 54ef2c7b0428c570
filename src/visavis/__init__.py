"""Visavis reads the news as relations between states."""

__version__ = "0.1.0"
