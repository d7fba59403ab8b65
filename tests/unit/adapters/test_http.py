"""What a connection says and hides: the token's one address, refusals in words, nothing unprotected."""

import datetime
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import pytest
import truststore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from assessor_app.adapters import http as http_module
from assessor_app.adapters.http import Http, Timeouts
from assessor_app.services.exchange_ports import ServerUnreachable
from tests.fakes.answering_server import Answering, answering

TOKEN = "axp_secret"
CERTIFICATE = "own.pem"


@contextmanager
def connected(url: str, timeouts: Timeouts | None = None) -> Iterator[Http]:
    http = Http(url, TOKEN, timeouts or Timeouts())
    try:
        yield http
    finally:
        http.close()


@pytest.fixture
def server() -> Iterator[Answering]:
    with answering() as started:
        yield started


def body_of(http: Http, url: str) -> bytes:
    with http.stream(url, {}) as streaming:
        return b"".join(iter(streaming.read, b""))


def test_the_token_goes_with_every_request_to_its_own_server(server: Answering):
    server.replies["/x"] = (200, {"Content-Type": "application/json"}, b"{}")
    with connected(server.url) as http:
        reply = http.get(f"{server.url}/x")
    assert (reply.status, reply.media_type, reply.body) == (200, "application/json", b"{}")
    assert server.heard[0][2]["authorization"] == f"Bearer {TOKEN}"


def test_a_password_file_is_not_read(server: Answering, home: Path):
    (home / ".netrc").write_text("machine 127.0.0.1 login somebody password secret\n")
    server.replies["/x"] = (200, {}, b"")
    with connected(server.url) as http:
        http.get(f"{server.url}/x")
    assert server.heard[0][2]["authorization"] == f"Bearer {TOKEN}"


def test_evidence_may_come_from_elsewhere_and_the_token_stays_at_home(server: Answering):
    with answering() as store:
        server.replies["/film"] = (302, {"Location": f"{store.url}/bucket/film?signed=1"}, b"")
        store.replies["/bucket/film?signed=1"] = (200, {"Content-Type": "video/mp4"}, b"film")
        with connected(server.url) as http:
            assert body_of(http, f"{server.url}/film") == b"film"
        assert "authorization" in server.heard[0][2]
        assert "authorization" not in store.heard[0][2]
        assert store.heard[0][2]["accept-encoding"] == "identity"


def test_a_circle_of_redirects_ends(server: Answering):
    server.replies["/a"] = (302, {"Location": "/a"}, b"")
    with connected(server.url) as http, pytest.raises(ServerUnreachable, match="round in circles"):
        body_of(http, f"{server.url}/a")


def test_a_write_is_never_sent_elsewhere_and_never_repeated(server: Answering):
    with answering() as elsewhere:
        server.replies["/score"] = (307, {"Location": f"{elsewhere.url}/score"}, b"")
        with connected(server.url) as http, pytest.raises(ServerUnreachable):
            http.send("PUT", f"{server.url}/score", b"{}")
        assert [method for method, _, _ in server.heard] == ["PUT"]
        assert elsewhere.heard == []


def test_cookies_of_a_portal_are_not_kept(server: Answering):
    server.replies["/x"] = (200, {"Set-Cookie": "portal=1"}, b"")
    with connected(server.url) as http:
        http.get(f"{server.url}/x")
        http.get(f"{server.url}/x")
    assert "cookie" not in server.heard[1][2]


def test_nobody_there_is_said_without_technicalities():
    with answering() as gone:
        url = gone.url
    with connected(url) as http, pytest.raises(ServerUnreachable) as told:
        http.get(f"{url}/x")
    assert str(told.value).endswith("cannot be reached now. Check the network, then try again.")
    assert TOKEN not in str(told.value)


def test_more_than_anybody_needs_is_refused(server: Answering, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(http_module, "LARGEST_REPLY", 1000)
    server.replies["/x"] = (200, {}, bytes(2000))
    with connected(server.url) as http, pytest.raises(ServerUnreachable, match="more than it should"):
        http.get(f"{server.url}/x")


def test_an_endless_drip_ends(server: Answering):
    """Each byte comes in time, the whole never would."""
    server.replies["/x"] = (200, {}, bytes(100))
    with connected(server.url, Timeouts(whole_s=-1)) as http, pytest.raises(ServerUnreachable, match="too slow"):
        http.get(f"{server.url}/x")


@pytest.mark.parametrize("url", ["http://riverside.example", "ftp://riverside.example", "riverside.example", ""])
def test_unprotected_addresses_are_refused_at_once(url: str):
    with pytest.raises(ServerUnreachable, match="must begin with https"):
        Http(url, TOKEN)


def test_a_certificate_the_system_does_not_know_is_refused(tmp_path: Path):
    with answering(_own_certificate(tmp_path)) as server:
        url = server.url.replace("http:", "https:")
        server.replies["/x"] = (200, {}, b"")
        with connected(url) as http, pytest.raises(ServerUnreachable, match="could not be trusted"):
            http.get(f"{url}/x")
        assert server.heard == []


def test_evidence_is_never_fetched_down_a_step(monkeypatch: pytest.MonkeyPatch, server: Answering, tmp_path: Path):
    """From https to http, from a server that is trusted in every other way."""
    with answering(_own_certificate(tmp_path)) as protected:
        url = protected.url.replace("http:", "https:")
        protected.replies["/film"] = (302, {"Location": f"{server.url}/film"}, b"")
        trusting = ssl.create_default_context(cafile=tmp_path / CERTIFICATE)
        monkeypatch.setattr(truststore, "SSLContext", lambda _protocol: trusting)
        with connected(url) as http, pytest.raises(ServerUnreachable, match="unprotected"):
            body_of(http, f"{url}/film")
    assert server.heard == []


def _own_certificate(folder: Path) -> ssl.SSLContext:
    """A server's certificate signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / CERTIFICATE
    file.write_bytes(private + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
