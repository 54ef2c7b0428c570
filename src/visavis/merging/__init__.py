"""Which reports are the same: duplicates, stories, happenings and echoes of many Records."""
