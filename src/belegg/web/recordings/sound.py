"""The sound of a recording, as a player asks for it: whole, or a range of its bytes. Only the pieces asked for are decrypted, one at a time."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from belegg.apps.recordings.listening import listen
from belegg.web.base.doors import StudyRequest, study_page
from belegg.web.recordings.ranges import NotSatisfiable, Range, range_asked
from belegg.web.recordings.shown import recording_of

# The most that is sent to one question for a range: what the server holds ready for a player that pauses. A player asks on by itself; "a server may send
# only a subset of the range requested" (RFC 9110, 14.2).
MOST = 8 * 1024 * 1024


@require_safe
@study_page("read", room="field")
def sound(request: StudyRequest, key: str) -> HttpResponseBase:
    """Send the recording, or the range of it that is asked for."""
    recording = recording_of(request, key)
    file = listen(recording, by=request.member)
    tag = f'"{recording.sha256}"'
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    try:
        part = range_asked(asked, file.size)
    except NotSatisfiable:
        file.close()
        outside = HttpResponse(status=416)
        outside["Content-Range"] = f"bytes */{file.size}"
        return headed(outside)
    sent = Range(part.start, min(part.end, part.start + MOST)) if part else Range(0, file.size)
    answer = StreamingHttpResponse(file.parts(*sent) if request.method == "GET" else (), status=206 if part else 200)
    if request.method == "HEAD":
        file.close()
    if part:
        answer["Content-Range"] = f"bytes {sent.start}-{sent.end - 1}/{file.size}"
    answer["Content-Length"] = str(sent.end - sent.start)
    answer["ETag"] = tag
    answer["Content-Type"] = recording.media_type
    return headed(answer)


def headed(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Accept-Ranges"] = "bytes"
    # Said expressly, so that nothing on the way compresses it: ranges are of these bytes.
    answer["Content-Encoding"] = "identity"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = "inline"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Never on the disk of a browser.
    answer["Cache-Control"] = "private, no-store"
    return answer
