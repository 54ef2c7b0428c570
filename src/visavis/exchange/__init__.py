"""Exchange: events written as other tools keep them, and event tables from elsewhere beside one's own."""
