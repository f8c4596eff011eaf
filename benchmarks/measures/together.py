"""Many people at once."""

from __future__ import annotations

import json
import threading
import time

from benchmarks import server
from benchmarks.measuring import Result, measure, once, p95

CLIENTS, EACH = 20, 50


@measure("b")
def clients() -> dict[str, Result]:
    """Twenty accounts, each with a connection of its own, code fifty passages of B each over HTTP, all at once; every second passage is one that others
    code too. Counted afterwards in the database: codings, journal entries, and the journal's chain."""
    from django.db import connection

    from belegg.apps.coding.models import Coding
    from belegg.apps.study import journal
    from belegg.apps.study.models import JournalEntry, Study

    study = Study.objects.get(key="bench-b")
    users = people(study)
    codings, entries = Coding.objects.filter(study=study).count(), JournalEntry.objects.filter(study=study).count()
    wrong: list[str] = []
    times: list[float] = []
    with server.running() as running:
        workers = [threading.Thread(target=code, args=(server.Client(running, user), n, times, wrong)) for n, user in enumerate(users)]
        connection.close()
        begin = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        took = time.perf_counter() - begin
    made = Coding.objects.filter(study=study).count() - codings
    noted = JournalEntry.objects.filter(study=study).count() - entries
    lost = max(CLIENTS * EACH - made, CLIENTS * EACH - noted) + len(wrong) + len(journal.faults(study))
    return {"clients_lost": once(lost), "clients_rate": once(CLIENTS * EACH / took), "clients_p95": p95(times)}


def people(study) -> list:
    from belegg.apps.study.actions import add_member
    from belegg.apps.study.models import Member, Role, User

    owner = Member.objects.select_related("study").get(study=study, role=Role.OWNER)
    users = [User.objects.create_user(f"coder-{n}", name=f"Coder {n}") for n in range(CLIENTS)]
    for user in users:
        add_member(study, user, Role.CODER, by=owner)
    return users


def code(client: server.Client, number: int, times: list[float], wrong: list[str]) -> None:
    """Code passages; even ones are the same for all clients, odd ones each client's own."""
    for n in range(EACH):
        start = 1000 + n * 40 if n % 2 == 0 else 20_000 + number * 5_000 + n * 40
        begin = time.perf_counter()
        status, body = client.ask(
            "POST", "/studies/bench-b/texts/int-1/codings/", json.dumps({"start": start, "end": start + 33, "code": f"k{n % 10}"})
        )
        times.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            wrong.append(f"{status} {body[:200]!r}")
