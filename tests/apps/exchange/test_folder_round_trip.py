"""save(load(F)) == F, byte for byte; load(save(S)) == S, row for row."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.models import Code, Coding, Round
from belegg.apps.exchange.actions import load_demo, load_study, save_study
from belegg.apps.exchange.demo import demo_folder
from belegg.apps.exchange.models import KeptFile
from belegg.apps.sources.models import Body, Text
from belegg.apps.study import journal, memos
from belegg.apps.study.models import Member, Memo, Study
from belegg.method.errors import Refused
from tests.folders import found, put, small_folder
from tests.worlds import bring_in

# Keys stay in the store, as does the sound of recordings (`file`, below).
JOURNAL = {"study.JournalHead", "study.JournalEntry", "study.JournalPayload", "study.Step", "privacy.PersonKey"}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def owner_of(study: Study, user) -> Member:
    return Member.objects.select_related("study").get(study=study, user=user)


def saved(study: Study, user, target: Path) -> dict[str, bytes]:
    save_study(target, by=owner_of(study, user))
    return found(target)


def rows_of(study: Study) -> dict[str, Counter]:
    """Return every row of the study with keys in place of pks; without accounts, the journal, and the moment a row came into this store."""
    own = [model for model in apps.get_models() if model.__module__.startswith("belegg.") and model._meta.label not in JOURNAL]
    return {model._meta.label: Counter(plain(row) for row in rows_in(model, study)) for model in own if rows_in(model, study) is not None}


def rows_in(model, study: Study):
    names = {field.name for field in model._meta.concrete_fields if field.is_relation}
    if model is Study:
        return Study.objects.filter(pk=study.pk)
    if model is Member:
        return Member.objects.filter(study=study, user=None) | Member.objects.filter(study=study, pk__in=Coding.objects.values("coder"))
    if "study" in names:
        return model._base_manager.filter(study=study)
    for parent in ("source", "text", "coding"):
        if parent in names:
            return model._base_manager.filter(**{f"{parent}__study": study})
    return None


def plain(row: models.Model) -> tuple:
    left_out = {
        "id",
        "study",
        "user",
        "role" if isinstance(row, Member) else "",
        "created",
        "position",
        "file",
        "key" if isinstance(row, Study) else "",
    }
    return tuple((field.name, value_of(row, field)) for field in row._meta.concrete_fields if field.name not in left_out)


def value_of(row: models.Model, field: models.Field) -> str:
    value = getattr(row, field.name)
    if isinstance(value, models.Model):
        if isinstance(value, Body):
            return value.sha256
        return repr(plain(value)) if not hasattr(value, "key") else value.key
    return repr(bytes(value)) if isinstance(value, (bytes, memoryview)) else repr(value)


def order_of(model, study: Study) -> list[str]:
    return list(model.objects.filter(study=study).order_by("position", "pk").values_list("key", flat=True))


def test_small_folder_comes_back_byte_for_byte(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study

    assert saved(study, people["ida"], tmp_path / "out") == small_folder()


def test_demo_comes_back_byte_for_byte(people, tmp_path):
    study = load_demo(by=people["ida"])

    assert saved(study, people["ida"], tmp_path / "out") == found(demo_folder())


def test_study_comes_back_row_for_row(people, tmp_path):
    first = load_demo(by=people["ida"])
    save_study(tmp_path / "out", by=owner_of(first, people["ida"]))
    second = load_study(tmp_path / "out", by=people["jonas"], key="copy").study

    assert rows_of(second) == rows_of(first)
    assert order_of(Code, second) == order_of(Code, first)
    assert len(rows_of(first)["coding.Coding"]) > 400


def test_study_made_here_comes_back_row_for_row(study, ida, people, tmp_path):
    text = bring_in(study, by=ida)
    with journal.act(study, by=ida, verb="code.add") as doing:
        code = doing.create(Code(study=study, key="tillit", name="Tillit"))
        round = doing.create(Round(study=study, key="r1", name="Første"))
    coding = mark_passage(text, code, 10, 40, by=ida, round=round)
    memos.add_memo(study, target=f"coding:{coding.key}", text="Om\n\nordet", by=ida)
    save_study(tmp_path / "out", by=ida)

    again = load_study(tmp_path / "out", by=people["jonas"], key="copy").study

    assert rows_of(again) == rows_of(study)
    assert list(Member.objects.filter(study=again, user=None).values_list("key", flat=True)) == ["ida"]
    assert Memo.objects.filter(study=again).count() == 1


def test_file_in_another_form_comes_back_until_it_says_something_else(people, tmp_path):
    files = small_folder()
    files["codebook.toml"] = b"# Our own words\n" + files["codebook.toml"]
    files["looked.csv"] = b"text,code,coder,round,date,state\n"
    files["codings.csv"] = files["codings.csv"].replace(b"\n", b"\r\n")
    study = load_study(put(tmp_path / "in", files), by=people["ida"]).study
    assert saved(study, people["ida"], tmp_path / "out") == files

    ida = owner_of(study, people["ida"])
    mark_passage(Text.objects.get(study=study, key="int-2-v2"), Code.objects.get(study=study, key="makt"), 3, 9, by=ida,
                 round=Round.objects.get(study=study, key="r1"))  # fmt: skip
    after = saved(study, people["ida"], tmp_path / "after")

    assert {name for name in after if after[name] != files.get(name)} == {"codings.csv", "members.csv"}
    assert b"\r\n" not in after["codings.csv"]


def test_save_over_an_older_save_takes_away_what_is_gone(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study
    ida = owner_of(study, people["ida"])
    put(tmp_path / "out", {**small_folder(), "old/file.txt": b"x", ".git/config": b"mine"})

    with pytest.raises(Refused, match="not empty"):
        save_study(tmp_path / "out", by=ida)
    save_study(tmp_path / "out", by=ida, replace=True)

    assert found(tmp_path / "out") == {**small_folder(), ".git/config": b"mine"}


def test_save_leaves_another_folder_alone(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study
    put(tmp_path / "out", {"diary.txt": b"mine"})

    with pytest.raises(Refused, match="does not hold this study"):
        save_study(tmp_path / "out", by=owner_of(study, people["ida"]), replace=True)

    assert found(tmp_path / "out") == {"diary.txt": b"mine"}


def test_without_texts_only_offsets_go_out_and_texts_are_found_again(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study
    save_study(tmp_path / "out", by=owner_of(study, people["ida"]), with_texts=False)
    assert not [name for name in found(tmp_path / "out") if name.endswith((".txt", ".docx"))]

    words = put(
        tmp_path / "words",
        {"a.txt": small_folder()["texts/int-2.txt"].replace(b"\n", b"\r\n"), "sub/b": small_folder()["texts/int-10.txt"]},
    )
    put(tmp_path / "out", {"originals/int-2.docx": b"x"})
    again = load_study(tmp_path / "out", by=people["ida"], key="again", texts=words).study

    assert Coding.objects.filter(study=again).count() == 3


def test_nothing_is_loaded_where_there_are_faults(people, tmp_path):
    files = small_folder()
    files["texts/int-2.txt"] += b"!"
    files["codings.csv"] = files["codings.csv"].replace(b"makt", b"mangt")

    with pytest.raises(Refused) as refused:
        load_study(put(tmp_path / "in", files), by=people["ida"])

    assert refused.value.code == "folder_faults"
    assert "texts/int-2.txt: Its SHA-256" in refused.value.sentence()
    assert "codings.csv, line 3, code: There is no code “mangt”." in refused.value.sentence()
    assert Study.objects.count() == 0


def test_same_study_is_loaded_once_or_under_another_id(people, tmp_path):
    root = put(tmp_path / "in", small_folder())
    load_study(root, by=people["ida"])

    with pytest.raises(Refused, match="already a study with the id liten"):
        load_study(root, by=people["ida"])
    assert load_study(root, by=people["ida"], key="andre").study.key == "andre"


def test_loading_owner_is_not_the_member_of_the_same_name(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study

    assert owner_of(study, people["ida"]).key == "ida-owner"
    assert Coding.objects.get(study=study, key="c-1").coder.user is None


def test_load_is_one_act_that_can_be_undone_and_done_again(people, tmp_path):
    study = load_study(put(tmp_path / "in", small_folder()), by=people["ida"]).study
    ida = owner_of(study, people["ida"])

    journal.undo(ida)
    assert (
        Text.objects.filter(study=study).count()
        == Coding.objects.filter(study=study).count()
        == KeptFile.objects.filter(study=study).count()
        == 0
    )
    journal.redo(ida)

    assert saved(study, people["ida"], tmp_path / "out") == small_folder()
    assert journal.faults(study) == []


def test_coder_may_not_take_the_words_out(study, jonas, tmp_path):
    with pytest.raises(Refused, match="researcher or owner"):
        save_study(tmp_path / "out", by=jonas)


def test_originals_are_kept_by_their_content(people, tmp_path, settings):
    load_study(put(tmp_path / "in", small_folder()), by=people["ida"])
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    assert [io.BytesIO(path.read_bytes()).read() for path in files] == [small_folder()["originals/int-2.docx"]]
