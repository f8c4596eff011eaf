import pytest

from belegg.apps.study import cases, journal, memos
from belegg.apps.study.models import Memo
from belegg.apps.study.seen import stamp
from belegg.method.errors import Refused


def test_coder_writes_a_memo_on_a_case(study, ida, jonas):
    cases.add_case(study, "Bergen", by=ida)
    memo = memos.add_memo(study, "Only one\r\ninformant.", by=jonas, title="Thin", kind="method", target="case:bergen")
    assert (memo.key, memo.text, memo.by, memo.target) == ("m-1", "Only one\ninformant.", jonas, "case:bergen")


def test_memo_on_nothing_and_empty_memo_are_refused(study, ida):
    for arguments, code in (({"target": "case:nowhere"}, "no_target"), ({"kind": "poem"}, "unknown_kind")):
        with pytest.raises(Refused) as refused:
            memos.add_memo(study, "Text", by=ida, **arguments)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        memos.add_memo(study, " ", by=ida)
    assert refused.value.code == "empty_memo"


def test_reader_writes_no_memo(study, rita):
    with pytest.raises(Refused):
        memos.add_memo(study, "Text", by=rita)


def test_memo_of_another_is_changed_by_researchers_only(study, ida, jonas):
    memo = memos.add_memo(study, "Ida's", by=ida)
    with pytest.raises(Refused) as refused:
        memos.change_memo(memo, by=jonas, text="Jonas'")
    assert refused.value.code == "not_allowed"

    memo = memos.add_memo(study, "Jonas'", by=jonas)
    memos.change_memo(memo, by=ida, text="Corrected")
    assert Memo.objects.get(pk=memo.pk).by == jonas


def test_memo_changed_meanwhile_is_not_overwritten(study, ida, jonas):
    memo = memos.add_memo(study, "First", by=jonas)
    seen = stamp(memo)
    memos.change_memo(memo, by=ida, text="Second")
    with pytest.raises(Refused) as refused:
        memos.change_memo(memo, by=jonas, seen=seen, text="Third")
    assert refused.value.code == "changed_since"


def test_deleted_memo_comes_back(study, ida):
    memo = memos.add_memo(study, "Kept", by=ida)
    memos.delete_memo(memo, by=ida)
    journal.undo(ida)
    assert Memo.objects.get().text == "Kept"


def test_memos_are_found_by_words_kind_thing_and_author(study, ida, jonas):
    cases.add_case(study, "Bergen", by=ida)
    memos.add_memo(study, "Åpenhet og ÆRLIGHET", by=ida, title="Om tillit", kind="theory")
    memos.add_memo(study, "Something else", by=jonas, target="case:bergen")

    found = [
        [memo.key for memo in memos.find_memos(study, **wanted)]
        for wanted in (
            {},
            {"search": "ærlighet TILLIT"},
            {"kind": "theory"},
            {"target": "case"},
            {"target": "case:bergen"},
            {"author": "jonas"},
            {"target": "study"},
        )
    ]
    assert found == [["m-2", "m-1"], ["m-1"], ["m-1"], ["m-2"], ["m-2"], ["m-2"], ["m-1"]]


def test_titles_of_things_take_one_query_per_kind(study, ida, django_assert_num_queries):
    for name in ("Bergen", "Os", "Fjell"):
        cases.add_case(study, name, by=ida)
    with django_assert_num_queries(1):
        assert memos.target_titles(study, {"case:bergen", "case:os", "case:gone", "study"}) == {
            "case:bergen": "Bergen", "case:os": "Os", "study": "Tre kommuner",
        }  # fmt: skip
