"""The web server behind `belegg serve`, and how other commands see that it runs."""

from __future__ import annotations

import errno
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from belegg import places
from belegg.cli.locks import lock
from belegg.method.errors import Refused, gettext_noop

THREADS = 8
LOCK = "serving.lock"


def new_token() -> str:
    return secrets.token_urlsafe(24)


def listen(host: str, port: int) -> Any:
    """Return a server that listens already, on `port` or, where that is taken, on a free one."""
    import waitress
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns where it is missing, though files come from the packages
    from belegg.cli.sealed_spool import seal_what_is_spooled
    from belegg.wsgi import application

    seal_what_is_spooled()
    largest = max(settings.UPLOAD_MAX_BYTES, settings.RECORDING_MAX_BYTES)
    given: dict = {"threads": THREADS, "ident": None, "max_request_body_size": largest + (1 << 20)}
    if settings.BEHIND_HTTPS:
        given |= {"trusted_proxy": "*", "trusted_proxy_headers": {"x-forwarded-proto"}, "clear_untrusted_proxy_headers": True}
    try:
        return waitress.create_server(application, host=host, port=port, **given)
    except OSError as error:
        if error.errno == errno.EADDRINUSE and port:
            print(f"Port {port} is taken; using a free one.", file=sys.stderr)
            return waitress.create_server(application, host=host, port=0, **given)
        raise Refused(
            "cant_listen", gettext_noop("Belegg can't listen at %(host)s:%(port)s (%(error)s)."), gettext_noop("Choose another --port."),
            host=host, port=port, error=error.strerror or error,
        ) from None  # fmt: skip


@contextmanager
def serving() -> Iterator[None]:
    """Hold the store's lock (shared: several servers may run) while it is served. Gone with the process, however it ends."""
    with open(places.home() / LOCK, "a") as file:
        lock(file, shared=True)
        yield


def check_not_served() -> None:
    """Refuse while a server runs on this store: it would go on writing into files that were moved aside.

    Raises Refused("being_served").
    """
    with open(places.home() / LOCK, "a") as file:
        if not lock(file, shared=False):
            raise Refused("being_served", gettext_noop("Belegg is running on this store."), gettext_noop("End it first."))
