"""Every page of the demo study, as people see it: at desk and phone width, light and dark, in three languages, held against WCAG by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from belegg.apps.exchange.demo import load_demo
from belegg.apps.study.models import JournalEntry

pytestmark = pytest.mark.needs("chromium")

OUTSIDE = ["/", "/studies/new/", "/account/"]
INSIDE = [
    "",
    "settings/",
    "members/",
    "begin/cases/",
    "field/",
    "sources/",
    "sources/add/",
    "sources/int-2/",
    "texts/int-2/",
    "texts/int-2/?plain=1",
    "codes/",
    "codes/makt/",
    "rounds/",
    "memos/",
    "guides/",
    "guides/new/",
    "guides/guide/",
    "guides/guide/write/",
    "guides/guide/changes/",
    "interviews/",
    "interviews/new/",
    "interviews/asked/",
    "interviews/i-4/",
    "recordings/",
    "recordings/add/",
    "recordings/rec-1/",
    "recordings/rec-2/",
    "recordings/rec-1/type/",
    "recordings/rec-1/finish/",
    "recordings/rec-1/silence/",
    "recordings/rec-1/delete/",
    "design/",
    "design/purpose/",
    "recruitment/",
    "recruitment/frame/",
    "contacts/new/",
    "contacts/c-3/",
    "consents/",
    "people/p5/consents/",
    "search/uses/?term=samskaping",
    "documents/",
    "documents/d1/",
    "documents/new/",
    "documents/paste/",
    "observations/",
    "observations/o1/",
    "observations/o1/change/",
    "observations/o1/note/",
    "checks/",
    "checks/check1/",
    "people/p3/checks/new/",
    "letter/",
    "letter/?language=nn",
    "letter/facts/",
    "letter/new/",
    "letters/letter-1/",
    "plan/",
    "plan/notification/",
    "plan/facts/",
    "plan/samples/new/",
    "samples/sample-1/",
    "plan/datasets/recordings/",
    "data-classes/",
    "promises/",
    "promises/new/",
    "promises/dates/",
    "promises/pr-2/",
    "promises/pr-3/keep/",
    "people/p1/",
    "people/p1/withdraw/",
    "people/p1/withdraw/?policy=anonymise",
    "erasure/",
    "erasure/retention/",
    "erasure/end/",
    "people/p1/identity/",
    "names/",
    "names/words/",
    "names/leftovers/",
    "names/disclosure/",
    "texts/int-6/names/",
    "texts/int-1/edit/?turn=2",
    "sources/int-1/versions/",
    "sources/int-1/versions/compare/",
    "sources/int-1/waiting/",
    "people/p1/described/",
    "memos/new/?target=case:lyngmo",
    "compare/",
    "compare/?cell=makt~fjordvik&cell=makt~lyngmo",
    "compare/?rows=sources&round=r1",
    "framework/",
    "framework/?cell=makt~havstrand",
    "quotations/",
    "quotations/?code=makt",
    "search/",
    "search/?q=kommune",
    "journal/",
    "journal/1/",
    "journal/chain/",
    "types/",
    "explain/",
    "findings/",
    "report/",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def demo(server, people):
    study = load_demo(by=people["ida"])
    assert JournalEntry.objects.filter(study=study).exists()
    return study


def addresses():
    return [*OUTSIDE, *(f"/studies/demo/{path}" for path in INSIDE)]


def faults(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1280, "light", "en-GB"), (400, "dark", "nb-NO"), (1280, "dark", "nn-NO"), (400, "light", "en-GB")]
)
def test_every_page_is_accessible_and_fits(page_as, demo, width, scheme, locale):
    page = page_as("ida", viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
    complaints, told = [], []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    for address in addresses():
        told.clear()
        answer = page.goto(address)
        page.wait_for_load_state("networkidle")
        if answer.status != 200:
            complaints.append(f"{address}: answered {answer.status}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            complaints.append(f"{address}: wider than {width} px")
        complaints += [f"{address}: {text}" for text in told]
        complaints += [f"{address}: {fault}" for fault in faults(page)]
    assert not complaints, "\n".join(complaints)
