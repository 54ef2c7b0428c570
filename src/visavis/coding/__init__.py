"""What is said to have happened: actors, events, statements, figures and agreements of one Reading."""
