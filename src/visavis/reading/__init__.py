"""What the page says: language, furniture, sentences, syntax and times of one Article."""
