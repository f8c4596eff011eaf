"""The measures, one small function each; importing this fills the list."""

from benchmarks.measures import comparing, moving, reading, recordings, searching, starting, together  # noqa: F401
