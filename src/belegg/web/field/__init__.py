"""The field room: being built by the rooms engineer."""
