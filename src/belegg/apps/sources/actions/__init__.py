"""Verbs that write sources, their texts and turns."""

from belegg.apps.sources.actions.add import NewSource, add_source, add_sources
from belegg.apps.sources.actions.answers import mark_answer, mark_answer_turns, place_answer, unmark_answer
from belegg.apps.sources.actions.change import change_source, set_cases, set_interview, set_observation
from belegg.apps.sources.actions.definitions import mark_definition, unmark_definition
from belegg.apps.sources.actions.delete import delete_source, what_goes
from belegg.apps.sources.actions.documents import add_document, add_documents, change_document, delete_document, register_source
from belegg.apps.sources.actions.parts import mark_part, mark_turns, place_part, unmark_part
from belegg.apps.sources.actions.sealing import seal_text
from belegg.apps.sources.actions.turns import assign_speaker, name_speaker, set_turns
from belegg.apps.sources.actions.versions import new_version, preview_version

__all__ = [
    "add_document", "add_documents", "change_document", "delete_document", "register_source",
    "NewSource", "add_source", "add_sources", "assign_speaker", "change_source", "delete_source", "mark_answer",
    "mark_definition", "unmark_definition",
    "mark_answer_turns", "mark_part", "mark_turns",
    "name_speaker", "new_version", "place_answer", "place_part", "preview_version", "seal_text", "set_cases", "set_interview", "set_observation", "set_turns",
    "unmark_answer", "unmark_part", "what_goes",
]  # fmt: skip
