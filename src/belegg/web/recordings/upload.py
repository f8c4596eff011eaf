"""Uploads of recordings: what comes goes straight into the encrypted file, piece by piece (Django's upload handlers)."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers, StopUpload

from belegg.apps.recordings import receiving
from belegg.apps.recordings.receiving import Received, Receiving
from belegg.method.errors import Refused, gettext_noop
from belegg.web.base.doors import StudyRequest

FIELD = "file"


class IntoSealedFile(FileUploadHandler):
    """Takes the one file of the form. `received` when it has come in whole; `refused` when it was not taken; `kept` once it is in the study."""

    chunk_size = 64 * 1024

    def __init__(self, request: StudyRequest) -> None:
        super().__init__(request)
        self.kept = False
        self.received: Received | None = None
        self.refused: Refused | None = None
        self._receiving: Receiving | None = None

    def new_file(self, field_name, file_name, content_type, content_length, charset=None, content_type_extra=None) -> None:
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        if field_name != FIELD or self.received or self._receiving:
            raise SkipFile
        self._receiving = Receiving()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._receiving
        try:
            self._receiving.write(raw_data)
        except Refused as refused:
            self.refused, self._receiving = refused, None
            raise StopUpload(connection_reset=False) from None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self._receiving is None:
            return None
        receiving, self._receiving = self._receiving, None
        try:
            self.received = receiving.done()
        except Refused as refused:
            self.refused = refused
            return None
        # For the form, which asks for a file; its bytes are nowhere to be read from it, and its name is not kept.
        return UploadedFile(name="recording", size=file_size)

    def upload_interrupted(self) -> None:
        if self._receiving:
            self._receiving.discard()
            self._receiving = None


def expect_recording(request: StudyRequest) -> IntoSealedFile:
    """Set the handler that takes the recording in; called before anything of the form is read."""
    handler = IntoSealedFile(request)
    request.upload_handlers = [handler]
    return handler


def recording_in(handler: IntoSealedFile) -> Received:
    """Return what came in. Raises Refused("no_file"), or what it was refused with."""
    if handler.refused:
        raise handler.refused
    if handler.received is None:
        raise Refused("no_file", gettext_noop("No recording came in."), gettext_noop("Choose a file."))
    return handler.received


def let_go(handler: IntoSealedFile) -> None:
    """Take away what came in but did not get into the study."""
    if handler.received and not handler.kept:
        receiving.forget(handler.received)
