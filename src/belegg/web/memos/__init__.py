"""The memos room: everything one has thought about the study, its cases, sources, codes and codings, in one searchable list."""
