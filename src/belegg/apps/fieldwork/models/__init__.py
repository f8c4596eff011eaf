"""What happens in the field: guides, and who was met with them."""

from belegg.apps.fieldwork.models.guides import Guide, GuideQuestion, GuideVersion, QuestionKind

__all__ = ["Guide", "GuideQuestion", "GuideVersion", "QuestionKind"]
