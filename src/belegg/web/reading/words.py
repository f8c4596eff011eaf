"""The words the reading page's scripts say, in the reader's language. `%(name)s` is filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "coded": _("Coded ‘%(code)s’, turn %(turn)s"),
    "already": _("This passage is under ‘%(code)s’ already"),
    "notSaved": _("Not saved: Belegg could not be reached. What you did is taken back; try again."),
    "offline": _("Belegg can't be reached just now. Others' codings will appear when it can."),
    "selectFirst": _("Select words first: with the mouse, or with the arrow keys in the text."),
    "codingFirst": _("Choose a coding first: j and k go to the next and the one before."),
    "codeFirst": _("Code the passage first; a memo then stays with its words."),
    "notYours": _("Only %(coder)s, a researcher or an owner can change this coding."),
    "mayNotCode": _("You may read this study, not code in it."),
    "noMore": _("There is no further coding here."),
    "newCode": _("New code ‘%(name)s’"),
    "newCodeHint": _("Name of the new code"),
    "codeHint": _("Type to find a code"),
    "recodeHint": _("Change ‘%(code)s’ to …"),
    "codings": _("%(n)s codings"),
    "coding": _("1 coding"),
    "codingAt": _("‘%(code)s’ by %(coder)s, turn %(turn)s, %(at)s of %(n)s: %(words)s"),
    "selected": _("Selected: %(words)s"),
    "turn": _("Turn %(turn)s"),
    "turns": _("turns %(first)s to %(last)s"),
    "selectedWords": _("The selected words"),
    "uncode": _("Uncode"),
    "goTo": _("Go to"),
    "changeCode": _("Change code"),
    "memo": _("Memo"),
    "memos": _("memos: %(n)s"),
    "cite": _("Copy citation"),
    "copied": _("Copied: %(words)s"),
    "by": _("by %(coder)s"),
    "noCodings": _("Nothing is coded in this turn."),
    "memoOn": _("Memo on ‘%(code)s’, turn %(turn)s"),
    "memoOnSource": _("Memo on the source"),
    "noMemos": _("No memo on this text yet. Go to a coding and press m to write one."),
    "noCodes": _("No code yet. Select words and press n to make the first from what is said."),
    "everyone": _("everyone"),
    "allCodes": _("all codes"),
    "none": _("none"),
    "allRounds": _("all other rounds"),
    "more": _("About ‘%(code)s’"),
    "codedThrough": _("coded through"),
    "notAsked": _("not asked"),
    "skipped": _("skipped"),
    "noDefinition": _("No definition yet."),
    "othersCoded": _("New codings by %(names)s have come in."),
    "shown": _("%(n)s of %(all)s codings"),
    "plainInstead": _("This browser cannot paint highlights; use the plain page."),
}


def words_for_scripts() -> dict[str, str]:
    return {key: str(words) for key, words in WORDS.items()}
