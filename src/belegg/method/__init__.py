"""What a methods book says: pure calculations without Django, clock, settings or network."""
