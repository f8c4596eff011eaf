"""The rounds page: the passes in which the texts are coded, and how far each coder is."""
