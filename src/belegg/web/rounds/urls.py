"""Being built by the rooms engineer."""
