"""The study folder: one open, readable form of a whole study (design.md, section 5). Pure: files <-> frozen records.

`read(files)` gives the records and everything that is wrong; `names(folder)` and `render(folder, name)` give the files back, always in
the same form. What the records mean in the database is the business of apps/exchange.
"""

from belegg.formats.folder import records
from belegg.formats.folder.files import NOT_OURS, DiskFiles, Files
from belegg.formats.folder.reader import Reading, read, says_the_same
from belegg.formats.folder.records import Folder
from belegg.formats.folder.tables import Fault
from belegg.formats.folder.writer import names, render

__all__ = ["NOT_OURS", "DiskFiles", "Fault", "Files", "Folder", "Reading", "names", "read", "records", "render", "says_the_same"]
