"""Open Belegg in the browser, or serve it to a group."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import ArgumentParser, Namespace

from belegg.method.errors import Refused, gettext_noop

SUMMARY = "Open Belegg in the browser. Only this machine's user can reach it; with BELEGG_MODE=server it has accounts and can be reached by others."
EXAMPLE = "belegg serve --port 8765 --no-browser"
PORT = 8765
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (default {PORT}; 0 or one that is taken: any free one)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (server mode)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument("--demo", action="store_true", help="load the demo study first, unless it is there")


def run(options: Namespace) -> None:
    from django.conf import settings

    from belegg.apps.exchange.withdrawals import clean_pending
    from belegg.cli.serving import listen, new_token, serving

    check_address(options, settings.LOCAL_MODE)
    if options.demo:
        load_demo_once(options)
    # Before the application is made: the middleware takes the token from the environment.
    token = os.environ["BELEGG_TOKEN"] = new_token() if settings.LOCAL_MODE else ""
    with serving():
        clean_pending()
        server = listen(options.host, options.port)
        os.environ.pop("BELEGG_TOKEN", None)  # the browser we start inherits the environment
        url = f"http://{shown_host(options.host)}:{server.effective_port}/" + (f"?token={token}" if token else "")
        stop_kindly()
        try:
            print(url, flush=True)
            if not options.no_browser and settings.LOCAL_MODE:
                open_browser(url)
            server.run()
        except KeyboardInterrupt:  # before waitress, which takes it otherwise, was listening for it
            server.close()


def check_address(options: Namespace, local: bool) -> None:
    if local and options.host not in LOOPBACK:
        raise Refused(
            "local_only",
            gettext_noop("In local mode Belegg answers this machine only, since there are no passwords."),
            gettext_noop("Set BELEGG_MODE=server to serve it to others."),
        )
    if not 0 <= options.port <= 65535:
        raise Refused("bad_port", gettext_noop("A port is a number from 0 to 65535."))


def load_demo_once(options: Namespace) -> None:
    from belegg.apps.exchange.actions import load_demo
    from belegg.cli.store import acting_user

    try:
        load_demo(by=acting_user(options))
    except Refused as refused:
        if refused.code != "demo_exists":
            raise


def shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def stop_kindly() -> None:
    """End on SIGTERM as on Ctrl-C: running requests finish, then the program ends with 0."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def open_browser(url: str) -> None:
    import webbrowser

    def open_it() -> None:
        if not webbrowser.open(url):
            print("No browser was found; open the address above yourself.", file=sys.stderr)

    threading.Thread(target=open_it, daemon=True).start()
