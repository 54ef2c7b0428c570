"""Example articles: real events, made-up outlets, sentences of our own."""
