"""The memos room: being built by the rooms engineer."""
