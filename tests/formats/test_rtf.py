import pytest

from belegg.formats import read


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (r"{\rtf1\ansi\ansicpg1252 Bl\'e5 \u229?og\par d\tab e  f\par}", "Blå åog\nd\te  f"),
        (r"{\rtf1\mac Bl\'8c\par}", "Blå"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f1\'cc\'fb\f0\'e5}", "Мыå"),
        (r"{\rtf1 \u-10179?\u-8704?}", "😀"),
        (r"{\rtf1\trowd I\cell Hva?\cell\row R\cell Ja.\cell\row}", "I\tHva?\nR\tJa."),
        (r"{\rtf1 a|b{\field{\*\fldinst HYPERLINK x}{\fldrslt lenke}}}", "a|blenke"),
        (r"{\rtf1\ansi{\info{\title hemmelig}}{\header topp}tekst{\*\generator x}\~\_\{\}\\}", "tekst\xa0\u2011{}\\"),
        (r"{\rtf1\uc2 \u229ab!\uc0\u230 .}", "å!æ."),
        ("{\\rtf1 en\r\n to\\line tre}", "en to\ntre"),
        ("{\\rtf1 {\\pict\\bin4 }}{\\}ja}", "ja"),
    ],
)  # fmt: skip
def test_text_of(source, body):
    assert read("a.rtf", source.encode("latin-1")).body == body


def test_deletions_footnotes_and_comments_are_left_out_and_told():
    found = read("a.rtf", rb"{\rtf1 Vi {\deleted b\'f8r }m\'e5{\footnote note}{\*\annotation hm} dele\deleted  alt\deleted0 .}")

    assert found.body == "Vi må dele."
    assert [str(notice) for notice in found.notices] == [
        "1 footnotes or endnotes were left out.",
        "1 comments were left out.",
        "Tracked changes: 2 deletions were left out.",
    ]
