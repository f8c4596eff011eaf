"""What a person does on the reading page, in the words of the tests."""

from __future__ import annotations

from belegg.apps.coding.models import Coding


def open_text(page, text, query=""):
    page.goto(f"/studies/{text.study.key}/texts/{text.key}/{query}")
    page.wait_for_selector("body[data-reading-ready]")
    return page


def drag(page, first, last):
    """Select with the mouse from before the words `first` to behind the words `last`."""
    start, end = corner(page, first, "start"), corner(page, last, "end")
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    page.mouse.move((start["x"] + end["x"]) / 2, (start["y"] + end["y"]) / 2, steps=3)
    page.mouse.move(end["x"], end["y"], steps=4)
    page.mouse.up()
    page.wait_for_selector("#selection-bar:not([hidden])")


def corner(page, words, side):
    return page.evaluate(
        """([words, side]) => {
          for (const p of document.querySelectorAll('.words')) {
            const at = p.firstChild.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(p.firstChild, at);
            range.setEnd(p.firstChild, at + words.length);
            const boxes = [...range.getClientRects()];
            const box = side === 'start' ? boxes[0] : boxes.at(-1);
            return {x: side === 'start' ? box.left + 0.5 : box.right - 0.5, y: box.top + box.height / 2};
          }
        }""",
        [words, side],
    )


def painted(page, name):
    """Return the words under a highlight, in text order."""
    return page.evaluate(
        """(name) => [...CSS.highlights.get(name)].map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset))""", name
    )


def settled(page):
    """Wait until the server has confirmed everything painted."""
    page.wait_for_function("() => document.querySelectorAll('.stripes path.pending').length === 0")
    page.wait_for_timeout(120)


def coded():
    """Return what is coded, as the server knows it: {(code, coder, words)}."""
    return {
        (coding.code.name, coding.coder.key, coding.text.body.text[coding.start : coding.end])
        for coding in Coding.objects.select_related("code", "coder", "text__body")
    }


def first_frame(page):
    """Wait for the first frame of a page one has just come to: Chromium drops keys that are pressed before anything can be seen."""
    page.wait_for_load_state()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
