"""What happens in the field: guides, and who was met with them."""

from belegg.apps.fieldwork.models.contacts import Contact, Reply, Via
from belegg.apps.fieldwork.models.guides import Guide, GuideQuestion, GuideVersion, QuestionKind
from belegg.apps.fieldwork.models.interviews import Form, Interview, Interviewer, InterviewState, Participation, Skipped

__all__ = [
    "Contact", "Form", "Guide", "GuideQuestion", "GuideVersion", "Interview", "InterviewState", "Interviewer", "Participation", "QuestionKind",
    "Reply", "Skipped", "Via",
]  # fmt: skip
