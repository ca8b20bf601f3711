"""The response on its way to CloudFormation, against servers that fail in every way."""

from __future__ import annotations

import socket
import ssl
import time

import pytest

from lineage_handler.cloudformation import delivery
from lineage_handler.cloudformation.delivery import NotDeliveredError, put

from .raw_server import (
    CUT_OFF,
    CUT_STATUS_LINE,
    FORBIDDEN,
    MOVED,
    OK,
    SERVER_ERROR,
    SIGNATURE,
    SILENCE,
    UNAVAILABLE,
    listening,
)

BODY = b'{"Status": "SUCCESS"}'
PASSING = [SERVER_ERROR, UNAVAILABLE, CUT_STATUS_LINE, CUT_OFF]
NAMES = ["500", "503", "cut status line", "cut off"]


def test_response_is_put_with_its_signature_and_without_a_content_type() -> None:
    with listening([OK]) as server:
        put(server.url(), BODY)
    (request,) = server.requests
    head, _, body = request.partition(b"\r\n\r\n")
    first, *fields = head.decode().split("\r\n")
    assert first == f"PUT /a-path?{SIGNATURE} HTTP/1.1"
    assert "Content-Type: " in fields
    assert body == BODY


@pytest.mark.parametrize("reply", PASSING, ids=NAMES)
def test_what_passes_is_tried_again(reply: bytes) -> None:
    with listening([reply, OK]) as server:
        put(server.url(), BODY)
    assert len(server.requests) == 2
    assert all(request.endswith(BODY) for request in server.requests)


@pytest.fixture
def short_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "ATTEMPT_SECONDS", 0.2)


@pytest.mark.usefixtures("short_attempts")
def test_server_that_does_not_respond_is_tried_again() -> None:
    began = time.monotonic()
    with listening([SILENCE, OK]) as server:
        put(server.url(), BODY)
    assert len(server.requests) == 2
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("short_attempts")
def test_server_that_never_responds_is_given_up() -> None:
    with listening([SILENCE] * 9) as server, pytest.raises(NotDeliveredError, match="not reach"):
        put(server.url(), BODY)


@pytest.mark.parametrize("reply", PASSING, ids=NAMES)
def test_what_does_not_pass_is_given_up(reply: bytes) -> None:
    with listening([reply] * 9) as server, pytest.raises(NotDeliveredError):
        put(server.url(), BODY)
    assert len(server.requests) == delivery._ATTEMPTS


def test_refusal_is_not_tried_again() -> None:
    """An expired signature does not become valid."""
    with listening([FORBIDDEN, OK]) as server, pytest.raises(NotDeliveredError, match="403"):
        put(server.url(), BODY)
    assert len(server.requests) == 1


def test_redirect_is_not_followed() -> None:
    """It could lead to a host that is not CloudFormation's."""
    with listening([MOVED, OK]) as server, pytest.raises(NotDeliveredError, match="307"):
        put(server.url(), BODY)
    assert len(server.requests) == 1


def test_server_that_is_not_there_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotDeliveredError, match="did not reach"):
        put(f"http://127.0.0.1:{port}/", BODY)


def test_https_url_is_spoken_to_in_tls() -> None:
    """What arrives is a handshake, and nothing of the response."""
    with listening([CUT_OFF] * 9) as server, pytest.raises(NotDeliveredError):
        put(server.url("https"), BODY)
    assert {request[:1] for request in server.requests} == {b"\x16"}
    assert not [request for request in server.requests if BODY in request]


def test_certificates_are_checked_and_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """To read them takes longer than to send a response."""
    read: list[object] = []
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", read.append)
    with listening([CUT_OFF] * 9) as server, pytest.raises(NotDeliveredError):
        put(server.url("https"), BODY)
    assert read == []
    assert delivery._TLS.check_hostname
    assert delivery._TLS.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.filterwarnings("ignore:URLs without a scheme")
@pytest.mark.parametrize("url", ["", "not a URL", "ftp://host/path", "http://[/"])
def test_url_that_is_none_is_no_delivery(url: str) -> None:
    with pytest.raises(NotDeliveredError):
        put(url, BODY)


@pytest.mark.parametrize("reply", [SERVER_ERROR, FORBIDDEN, CUT_STATUS_LINE])
def test_error_says_nothing_of_the_url(reply: bytes) -> None:
    with listening([reply] * 9) as server, pytest.raises(NotDeliveredError) as lost:
        put(server.url(), BODY)
    for part in (SIGNATURE, "a-path", str(server.port)):
        assert part not in str(lost.value)
    assert lost.value.__suppress_context__ or lost.value.__context__ is None


def test_pauses_between_attempts_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "FIRST_PAUSE_SECONDS", 0.1)
    began = time.monotonic()
    with listening([SERVER_ERROR] * 9) as server, pytest.raises(NotDeliveredError):
        put(server.url(), BODY)
    assert 0.2 + 0.4 <= time.monotonic() - began < 2
