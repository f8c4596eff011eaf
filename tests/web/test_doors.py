"""Every address of every room: who may open it, who may write there, and what a stranger learns (nothing)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from belegg.apps.analysis.checking import send_check
from belegg.apps.coding import actions as coding
from belegg.apps.exchange.withdrawals import withdraw
from belegg.apps.fieldwork.contacts import add_contact
from belegg.apps.fieldwork.guides import add_guide
from belegg.apps.fieldwork.interviews import add_interview
from belegg.apps.fieldwork.observations import add_observation
from belegg.apps.privacy.actions import add_person
from belegg.apps.privacy.letters import add_letter
from belegg.apps.privacy.plan_facts import set_sample
from belegg.apps.privacy.promises import add_promise
from belegg.apps.sources.actions import add_document
from belegg.apps.sources.word_list import list_word
from belegg.apps.study.attributes import add_attribute
from belegg.apps.study.cases import add_case
from belegg.apps.study.memos import add_memo
from belegg.apps.study.models import JournalEntry, Role
from belegg.apps.study.questions import add_question
from belegg.method.guide import read_guide
from tests.apps.recordings.worlds import record
from tests.worlds import add_codes, add_round, bring_in

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
MEMBERS = {"rita": Role.READER, "jonas": Role.CODER, "kari": Role.RESEARCHER, "ida": Role.OWNER}
MAY = {"rita": {"read"}, "jonas": {"read", "code"}, "kari": {"read", "code", "edit"}, "ida": {"read", "code", "edit", "own"}}

# Of each address inside a study: the right to open it and the right to send to it ("-": nobody can; some
# that show a form read it only when something is sent). A new address must be put here.
RIGHTS: dict[str, tuple[str, str]] = {
    "undo": ("-", "code"),
    "redo": ("-", "code"),
    "members": ("read", "read"),
    "member_role": ("-", "own"),
    "overview": ("read", "read"),
    "begin_cases": ("edit", "edit"),
    "settings": ("edit", "edit"),
    "types": ("read", "read"),
    "explain": ("read", "read"),
    "findings": ("read", "read"),
    "report": ("read", "read"),
    "journal": ("read", "read"),
    "journal_export": ("read", "read"),
    "journal_chain": ("read", "read"),
    "journal_entry": ("read", "read"),
    "text": ("read", "-"),
    "choose_round": ("-", "read"),
    "looked_api": ("-", "code"),
    "codings_api": ("read", "code"),
    "coding_api": ("-", "code"),
    "coding_memo": ("-", "code"),
    "part_api": ("-", "edit"),
    "checks": ("read", "read"),
    "export_checks": ("read", "read"),
    "new_check": ("edit", "edit"),
    "check": ("read", "edit"),
    "check_file": ("edit", "edit"),
    "delete_check": ("-", "edit"),
    "make_check_link": ("-", "edit"),
    "end_check_link": ("-", "edit"),
    "uses": ("read", "read"),
    "export_uses": ("read", "read"),
    "text_definitions": ("-", "code"),
    "documents": ("read", "read"),
    "new_document": ("edit", "edit"),
    "paste_documents": ("edit", "edit"),
    "export_documents": ("read", "read"),
    "document": ("edit", "edit"),
    "delete_document": ("-", "edit"),
    "register_source": ("-", "edit"),
    "observations": ("read", "read"),
    "new_observation": ("edit", "edit"),
    "export_observations": ("read", "read"),
    "observation": ("read", "read"),
    "change_observation": ("edit", "edit"),
    "observation_note": ("edit", "edit"),
    "delete_observation": ("-", "edit"),
    "consents": ("read", "read"),
    "export_consents": ("read", "read"),
    "person_consents": ("edit", "edit"),
    "letter": ("read", "read"),
    "letter_facts": ("edit", "edit"),
    "keep_letter": ("-", "edit"),
    "new_letter": ("edit", "edit"),
    "letter_file": ("read", "read"),
    "sent_letter": ("read", "edit"),
    "delete_letter": ("-", "edit"),
    "design": ("read", "read"),
    "change_design": ("edit", "edit"),
    "recruitment": ("read", "read"),
    "export_contacts": ("read", "read"),
    "new_contact": ("edit", "edit"),
    "contact": ("edit", "edit"),
    "delete_contact": ("-", "edit"),
    "forget_contact": ("-", "edit"),
    "recruitment_frame": ("edit", "edit"),
    "answer_api": ("-", "code"),
    "field": ("read", "read"),
    "new_question": ("edit", "edit"),
    "question": ("edit", "edit"),
    "move_question": ("-", "edit"),
    "delete_question": ("-", "edit"),
    "new_person": ("edit", "edit"),
    "person": ("read", "edit"),
    "merge_person": ("-", "edit"),
    "delete_person": ("-", "edit"),
    "recordings": ("read", "read"),
    "add_recording": ("edit", "edit"),
    "recording": ("read", "read"),
    "recording_sound": ("own", "-"),
    "bring_recording": ("-", "edit"),
    "recording_transcribed": ("-", "code"),
    "recording_passes": ("-", "own"),
    "silence_recording": ("edit", "edit"),
    "delete_recording": ("edit", "edit"),
    "typing_room": ("own", "own"),
    "recording_draft": ("-", "own"),
    "finish_typing": ("own", "own"),
    "cases": ("read", "read"),
    "new_case": ("edit", "edit"),
    "case": ("read", "edit"),
    "move_case": ("-", "edit"),
    "delete_case": ("-", "edit"),
    "values": ("read", "edit"),
    "new_attribute": ("edit", "edit"),
    "attribute": ("edit", "edit"),
    "move_attribute": ("-", "edit"),
    "delete_attribute": ("-", "edit"),
    "import_attributes": ("edit", "edit"),
    "export_field": ("read", "read"),
    "interviews": ("read", "read"),
    "new_interview": ("edit", "edit"),
    "export_interviews": ("read", "read"),
    "asked": ("read", "read"),
    "interview": ("read", "edit"),
    "skip_question": ("-", "edit"),
    "delete_interview": ("-", "edit"),
    "identity": ("own", "own"),
    "set_identity": ("-", "own"),
    "member_identities": ("-", "own"),
    "withdraw": ("own", "own"),
    "certificates": ("read", "read"),
    "retention": ("read", "read"),
    "export_retention": ("read", "read"),
    "end_statement": ("read", "read"),
    "end_statement_json": ("read", "read"),
    "certificate": ("read", "read"),
    "certificate_pdf": ("read", "read"),
    "certificate_json": ("read", "read"),
    "clean_after_withdrawal": ("-", "own"),
    "promises": ("read", "read"),
    "new_promise": ("edit", "edit"),
    "promise_dates": ("edit", "edit"),
    "export_promises": ("read", "read"),
    "promise": ("read", "edit"),
    "keep_promise": ("edit", "edit"),
    "drop_promise": ("edit", "edit"),
    "delete_promise": ("-", "edit"),
    "guides": ("read", "read"),
    "new_guide": ("edit", "edit"),
    "guide": ("read", "read"),
    "guide_changes": ("read", "read"),
    "export_guide": ("read", "read"),
    "rename_guide": ("edit", "edit"),
    "write_guide_version": ("edit", "edit"),
    "describe_guide_version": ("edit", "edit"),
    "delete_guide_version": ("-", "edit"),
    "names": ("read", "read"),
    "word_list": ("read", "edit"),
    "unlist_word": ("-", "edit"),
    "leftovers": ("edit", "edit"),
    "review_names": ("edit", "edit"),
    "decide_name": ("-", "edit"),
    "replace_names": ("-", "edit"),
    "put_back_names": ("-", "edit"),
    "disclosure": ("read", "read"),
    "tell_less": ("-", "edit"),
    "export_disclosure": ("read", "read"),
    "describe_person": ("edit", "edit"),
    "memos": ("read", "read"),
    "new_memo": ("code", "code"),
    "export_memos": ("read", "read"),
    "memo": ("read", "read"),
    "change_memo": ("edit", "edit"),
    "delete_memo": ("-", "edit"),
    "rounds": ("read", "edit"),
    "export_rounds": ("read", "read"),
    "change_round": ("edit", "edit"),
    "move_round": ("-", "edit"),
    "delete_round": ("-", "edit"),
    "quotations": ("read", "-"),
    "quotations_export": ("read", "read"),
    "search": ("read", "read"),
    "search_export": ("read", "read"),
    "sources": ("read", "read"),
    "add_sources": ("edit", "edit"),
    "waiting_list": ("edit", "edit"),
    "import_all": ("-", "edit"),
    "waiting": ("edit", "edit"),
    "import_waiting": ("-", "edit"),
    "leave_out": ("-", "edit"),
    "source": ("read", "read"),
    "change_source": ("edit", "edit"),
    "original": ("read", "read"),
    "delete_source": ("edit", "edit"),
    "text_turns": ("edit", "edit"),
    "text_speaker": ("-", "edit"),
    "text_parts": ("-", "edit"),
    "text_answers": ("-", "code"),
    "code_elicited": ("-", "edit"),
    "edit_text": ("edit", "edit"),
    "seal_text": ("own", "own"),
    "versions": ("read", "read"),
    "compare_versions": ("read", "read"),
    "waiting_spans": ("read", "read"),
    "decide_span": ("code", "code"),
    "codes": ("read", "read"),
    "code": ("read", "read"),
    "change_code": ("edit", "edit"),
    "move_code": ("-", "edit"),
    "delete_code": ("edit", "edit"),
    "merge_code": ("edit", "edit"),
    "split_code": ("edit", "edit"),
    "new_code": ("code", "code"),
    "codes_tree": ("read", "read"),
    "codebook_versions": ("read", "edit"),
    "import_codebook": ("edit", "edit"),
    "export_codebook": ("read", "read"),
    "compare": ("read", "-"),
    "cell": ("read", "-"),
    "compare_export": ("read", "read"),
    "cooccurrence_export": ("read", "read"),
    "framework": ("read", "-"),
    "framework_cell": ("read", "-"),
    "write_summary": ("-", "code"),
    "framework_export": ("read", "read"),
    "plan": ("read", "read"),
    "notification": ("read", "read"),
    "notification_file": ("read", "read"),
    "plan_file": ("read", "read"),
    "plan_facts": ("edit", "edit"),
    "new_sample": ("edit", "edit"),
    "sample": ("edit", "edit"),
    "delete_sample": ("-", "edit"),
    "plan_dataset": ("edit", "edit"),
    "data_classes": ("read", "edit"),
    "where_it_goes": ("-", "read"),
}
# Addresses outside the studies, tested in tests/web/accounts and tests/web/overview.
OUTSIDE = {
    "set_language", "login", "logout", "account", "password_change", "invited", "users", "invite_again", "user_active", "home", "demo",
    "new_study", "answer_by_link",
}  # fmt: skip


def addresses() -> Iterator[tuple[str, str, URLPattern]]:
    """Yield (name, route, pattern) of every address there is."""

    def walk(patterns, before: str) -> Iterator[tuple[str, str, URLPattern]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield pattern.name or "", route, pattern
            else:
                yield from walk(pattern.url_patterns, route)

    return walk(get_resolver().url_patterns, "/")


INSIDE = {name: route for name, route, _ in addresses() if "<slug:study>" in route}


@pytest.fixture
def world(study, ida, people, settings, tmp_path):
    """A study with one of everything an address can name; returns the parts of addresses."""
    from belegg.apps.study.actions import add_member
    from belegg.apps.study.models import Member, User

    settings.MEDIA_ROOT = tmp_path / "media"
    people["kari"] = User.objects.create_user("kari", name="Kari")
    add_member(study, people["kari"], "researcher", by=ida)
    text = bring_in(study, by=ida)
    (code,) = add_codes(study, ida, "Tillit")
    round = add_round(study, ida)
    passage = coding.mark_passage(text, code, 40, 60, by=ida, round=round)
    case = add_case(study, "Bergen", by=ida)
    attribute = add_attribute(study, "Parti", "text", by=ida)
    question = add_question(study, "Hvem deltar?", by=ida)
    memo = add_memo(study, "Noe", by=ida, title="Notat", kind="note", target="study")
    word = list_word(study, "Torunn", replacement="nabo", by=ida)
    guide = add_guide(study, "Ledere", read_guide("Hva er jobben din?"), by=ida).guide
    turn = text.turns.get(n=2)
    heard = coding.mark_passage(text, code, turn.start, turn.end, by=ida, round=round)
    keys = {
        "recordings": record(study, ida).key, "guides": guide.key,
        "interviews": add_interview(study, by=ida).key, "promises": add_promise(study, "Opptak slettes", by=ida).key,
        "contacts": add_contact(study, label="Leder", by=ida).key,
        "checks": send_check(turn.person, [heard], sent=datetime.date(2026, 3, 1), by=ida).key,
        "samples": set_sample(study, "", {"who": "Leaders"}, by=ida),
        "documents": add_document(study, title="Plan", by=ida).key,
        "observations": add_observation(study, title="Seminar", by=ida).key,
        "letters": add_letter(study, "Vil du delta?", [], title="Brev", by=ida).key,
        "codes": code.key, "rounds": round.key, "memos": memo.key, "questions": question.key, "people": "r", "cases": case.key,
        "attributes": attribute.key, "sources": "int-1", "texts": "int-1", "words": word.key, "members": "jonas",
    }  # fmt: skip
    others = {
        "text": "int-1", "coding": passage.key, "attribute": attribute.key, "sha": "0" * 64, "suffix": "csv", "table": "cases", "number": "1",
        "kind": "coding", "row": passage.key, "language": "nb", "field": "purpose",
    }  # fmt: skip
    gone = add_person(study, "Gone again", by=ida)
    keys["certificates"] = withdraw(gone, "delete", by=ida, why="By letter").key
    assert Member.objects.filter(study=study).count() == len(MEMBERS)
    return keys, others


def address(route: str, world, study: str) -> str:
    keys, others = world
    room = next((room for room in keys if f"/{room}/<slug:key>" in route), "")
    parts = {"study": study, **others, **({"key": keys[room]} if room else {})}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: parts[part[1]], route)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def knock(client: Client, method: str, path: str):
    return client.generic(method, path, b"{}", content_type="application/json")


def said(answer, study: str) -> str:
    """Return the page without what is new each time, or was in the address already."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode()).replace(study, "")


def test_every_address_is_known_here():
    names = [name for name, _, _ in addresses()]

    assert set(RIGHTS) == set(INSIDE)
    assert {name for name, route, _ in addresses() if "<slug:study>" not in route} == OUTSIDE
    assert all(names) and len(names) == len(set(names))


@pytest.mark.parametrize("method", METHODS)
def test_stranger_learns_nothing(world, study, people, method):
    stian, ida = signed_in(people["stian"]), signed_in(people["ida"])
    for name, route in INSIDE.items():
        here, nowhere = (knock(stian, method, address(route, world, key)) for key in (study.key, "no-such-study"))

        assert here.status_code in (404, 405), (name, method)
        assert (here.status_code, said(here, study.key)) == (nowhere.status_code, said(nowhere, "no-such-study")), (name, method)
        assert study.title.encode() not in here.content, name
    assert knock(ida, "GET", f"/studies/{study.key}/").status_code == 200


@pytest.mark.parametrize("method", METHODS)
def test_who_is_not_signed_in_is_asked_to(world, study, method):
    for name, route in INSIDE.items():
        answer = knock(Client(), method, address(route, world, study.key))

        assert answer.status_code == 405 or answer.headers.get("Location", "").startswith("/login/"), (name, method)


@pytest.mark.parametrize("who", MEMBERS)
def test_member_may_what_the_role_may(world, study, people, who):
    member = signed_in(people[who])
    for name, route in INSIDE.items():
        for method, right in zip(("GET", "POST"), RIGHTS[name], strict=True):
            answer = knock(member, method, address(route, world, study.key))
            expected = {405} if right == "-" else {200, 204, 302, 404, 409, 422} if right in MAY[who] else {403}
            assert answer.status_code in expected, (who, method, name, answer.status_code)


def test_reader_writes_nothing(world, study, people):
    rita = signed_in(people["rita"])
    before = list(JournalEntry.objects.values_list("pk", flat=True))
    for route in INSIDE.values():
        for method in METHODS:
            knock(rita, method, address(route, world, study.key))
            rita.post(address(route, world, study.key), {"name": "X", "text": "X", "title": "X", "role": "owner", "code": "tillit"})

    assert list(JournalEntry.objects.values_list("pk", flat=True)) == before


def test_nothing_is_sent_without_the_pages_own_token(world, study, people):
    ida = Client(enforce_csrf_checks=True)
    ida.force_login(people["ida"])
    for name, route in INSIDE.items():
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert knock(ida, method, address(route, world, study.key)).status_code in (403, 405), (name, method)


def test_answers_carry_the_headers_that_keep_others_out(world, study, people):
    ida = signed_in(people["ida"])
    for name, route in INSIDE.items():
        answer = knock(ida, "GET", address(route, world, study.key))
        policy = answer.headers.get("Content-Security-Policy", "")

        assert "default-src 'self'" in policy and "unsafe" not in policy and "object-src 'none'" in policy, name
        assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert "Access-Control-Allow-Origin" not in answer.headers, name


def test_who_only_reads_by_now_takes_nothing_back(world, study, people, ida):
    from belegg.apps.study.actions import change_role
    from belegg.apps.study.models import Member, Memo

    jonas = Member.objects.get(study=study, key="jonas")
    memo = add_memo(study, "Jonas", by=jonas, title="Av Jonas", kind="note", target="study")
    change_role(jonas, "reader", by=ida)

    assert knock(signed_in(people["jonas"]), "POST", f"/studies/{study.key}/undo/").status_code == 403
    assert Memo.objects.filter(pk=memo.pk).exists()


def test_role_is_only_taken_away_when_it_is_said(world, study, people):
    from belegg.apps.study.models import Member

    assert signed_in(people["ida"]).post(f"/studies/{study.key}/members/jonas/role/").status_code == 404
    assert Member.objects.get(study=study, key="jonas").role == "coder"


def test_address_to_go_back_to_is_never_looked_up_as_a_name(world, study, people):
    ida = signed_in(people["ida"])

    for back in ("'", "home", "logout"):
        assert ida.post(f"/studies/{study.key}/undo/", {"next": back}).status_code == 302
    for back in ("//evil.example", "https://evil.example", "javascript:alert(1)"):
        assert ida.post(f"/studies/{study.key}/undo/", {"next": back}).headers["Location"] == f"/studies/{study.key}/"
