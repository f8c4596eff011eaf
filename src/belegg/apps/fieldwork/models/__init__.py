"""What happens in the field: guides, and who was met with them."""

from belegg.apps.fieldwork.models.guides import Guide, GuideQuestion, GuideVersion, QuestionKind
from belegg.apps.fieldwork.models.interviews import Form, Interview, Interviewer, InterviewState, Participation, Skipped

__all__ = [
    "Form", "Guide", "GuideQuestion", "GuideVersion", "Interview", "InterviewState", "Interviewer", "Participation", "QuestionKind", "Skipped",
]  # fmt: skip
