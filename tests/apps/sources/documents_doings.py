"""The acts on the register of documents, for tests/apps/test_undo_everything.py."""

import datetime

from belegg.apps.sources import actions as sources
from belegg.apps.sources.models import Source
from belegg.formats import Document
from belegg.method.transcript import recognise

SAID = {
    "author": "The municipality",
    "year": 2016,
    "genre": "plan",
    "found": datetime.date(2025, 2, 1),
    "service": "Oria",
    "query": "samskaping",
}


def changed(w):
    made = sources.add_document(w.study, title="Changed", case=w.case, by=w.ida, **SAID)
    sources.change_document(made, standing="rejected", reason="About another town", by=w.ida)


def registered(w):
    count = Source.objects.filter(kind="document").count()
    document = Document(f"A plan {count}.\n", recognise(f"A plan {count}.\n").turns)
    sources.register_source(sources.add_source(w.study, document, kind="document", title=f"Plan {count}", by=w.ida), by=w.ida)


DOINGS = {
    "add_document": lambda w: sources.add_document(w.study, title="Entered", by=w.ida, **SAID),
    "add_documents": lambda w: sources.add_documents(w.study, [{"title": "One"}, {"title": "Two", "standing": "kept"}], by=w.ida),
    "change_document": changed,
    "delete_document": lambda w: sources.delete_document(sources.add_document(w.study, title="Deleted", by=w.ida), by=w.ida),
    "register_source": registered,
}
