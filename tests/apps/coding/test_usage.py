from belegg.apps.coding.actions import mark_passage
from belegg.apps.coding.usage import quotations_of, usage_of
from belegg.apps.sources.models import Part, SourceCase
from belegg.apps.study import cases, journal
from tests.worlds import add_codes, add_round, bring_in


def test_use_is_counted_by_case_coder_and_round(study, ida, jonas):
    text, [code] = bring_in(study, by=ida), add_codes(study, ida, "Trust")
    add_round(study, ida)
    fjordvik, helse = cases.add_case(study, "Fjordvik", by=ida), cases.add_case(study, "Helse", by=ida)
    with journal.act(study, by=ida, verb="source.cases") as doing:
        doing.create(SourceCase(source=text.source, case=fjordvik))
        doing.create(Part(study=study, text=text, start=60, end=80, sha256="-", case=helse))
    mark_passage(text, code, 38, 60, by=ida)
    mark_passage(text, code, 70, 90, by=jonas)
    mark_passage(text, code, 100, 110, by=jonas)

    use = usage_of(code)

    assert (use.codings, use.texts) == (3, 1)
    assert [(case.key, n) for case, n in use.by_case] == [("fjordvik", 3), ("helse", 1)]
    assert [(coder.key, n) for coder, n in use.by_coder] == [("jonas", 2), ("ida", 1)]


def test_quotations_carry_their_words_also_after_emoji(study, ida):
    text, [code] = bring_in(study, by=ida), add_codes(study, ida, "Trust")
    add_round(study, ida)
    start = text.body.text.index("Tillit")
    mark_passage(text, code, start, start + 6, by=ida)
    assert [coding.quote for coding in quotations_of(code)] == ["Tillit"]


def test_unused_code_has_no_use(study, ida):
    [code] = add_codes(study, ida, "Trust")
    use = usage_of(code)
    assert (use.codings, use.words, use.by_case, use.by_coder) == (0, 0, [], [])
