"""The rounds room: being built by the rooms engineer."""
