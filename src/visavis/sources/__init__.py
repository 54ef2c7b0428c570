"""Where articles come from: text, HTML and JSONL files in, Article out."""
