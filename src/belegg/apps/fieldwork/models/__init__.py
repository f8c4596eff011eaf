"""What happens in the field: guides, and who was met with them."""

from belegg.apps.fieldwork.models.contacts import Contact, Reply, Via
from belegg.apps.fieldwork.models.guides import Guide, GuideQuestion, GuideVersion, QuestionKind
from belegg.apps.fieldwork.models.interviews import Form, Interview, Interviewer, InterviewState, Participation, Skipped
from belegg.apps.fieldwork.models.observations import Observation, Observer, PartPlayed, Presence

__all__ = [
    "Contact", "Form", "Guide", "GuideQuestion", "GuideVersion", "Interview", "InterviewState", "Interviewer", "Observation", "Observer",
    "PartPlayed", "Participation", "Presence", "QuestionKind", "Reply", "Skipped", "Via",
]  # fmt: skip
