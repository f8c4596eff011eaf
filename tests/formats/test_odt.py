from belegg.formats import read
from tests.formats.files import odt


def test_spaces_tabs_and_line_breaks_are_exact():
    body = '<text:p>I:<text:tab/>Hva<text:s text:c="3"/>da<text:line-break/>så<text:s/> ja</text:p>'

    assert read("a.odt", odt(body)).body == "I:\tHva   da\nså  ja"


def test_wrapped_xml_is_folded():
    assert (
        read("a.odt", odt("<text:p>\n  Hei <text:span> på\n deg </text:span>\n </text:p><text:p/><text:h>To</text:h>")).body
        == "Hei på deg\n\nTo"
    )


def test_lists_and_tables_are_lines():
    body = """<text:list><text:list-item><text:p>en</text:p></text:list-item></text:list><table:table>
        <table:table-row><table:table-cell><text:p>I</text:p></table:table-cell><table:table-cell><text:p>Hva?</text:p></table:table-cell>
        </table:table-row></table:table>"""

    assert read("a.odt", odt(body)).body == "en\nI\tHva?"


def test_notes_comments_and_deletions_are_left_out_and_told():
    body = """<text:tracked-changes><text:changed-region><text:deletion><text:p>bort</text:p></text:deletion></text:changed-region>
        </text:tracked-changes><text:p>Ord<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>
        <office:annotation><text:p>hm</text:p></office:annotation>her</text:p>"""

    found = read("a.odt", odt(body))

    assert (found.body, [notice.code for notice in found.notices]) == ("Ord her", ["odt_footnotes", "odt_comments", "odt_deletions"])


def test_claimed_spaces_have_a_limit():
    assert len(read("a.odt", odt('<text:p>a<text:s text:c="999999999"/>b</text:p>')).body) == 1002
