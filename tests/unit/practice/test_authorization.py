"""The authorization server: codes for loopback addresses with PKCE, device codes, rotation, and every way to say no."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests

from assessor_app.practice import control_authorization as desk
from assessor_app.practice.authorization import is_same_place
from assessor_app.wire.authorization import CLIENT_ID, DEVICE_GRANT, RESOURCE_PATH, SERVER_PATH
from tests.fakes.browser import Browser
from tests.fakes.practice_process import PracticeProcess

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
HERE = "http://127.0.0.1:49152/callback"
PKCE = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}


@pytest.fixture
def browser(shared_server: PracticeProcess) -> Iterator[Browser]:
    made = Browser(code=shared_server.codes["assessor-1"])
    yield made
    made.close()


class Program:
    """What the workstation sends, by hand."""

    def __init__(self, server: PracticeProcess) -> None:
        self.server = server

    def address(self, **changed: str) -> str:
        asked = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": HERE, "state": "s1", **PKCE} | changed
        return f"{self.server.url}/oauth/authorize?" + urlencode({k: v for k, v in asked.items() if v})

    def code(self, browser: Browser, **changed: str) -> str:
        reply = browser.send(browser.open(self.address(**changed)), follows=False)
        return answered(reply)["code"]

    def post(self, path: str, **members: str) -> requests.Response:
        return requests.post(self.server.url + path, data=members, timeout=30)

    def redeem(self, code: str, **changed: str) -> requests.Response:
        asked = {"code": code, "redirect_uri": HERE, "code_verifier": VERIFIER, "client_id": CLIENT_ID} | changed
        return self.post("/oauth/token", grant_type="authorization_code", **asked)

    def renew(self, refresh: str) -> requests.Response:
        return self.post("/oauth/token", grant_type="refresh_token", refresh_token=refresh, client_id=CLIENT_ID)

    def poll(self, device_code: str) -> requests.Response:
        return self.post("/oauth/token", grant_type=DEVICE_GRANT, device_code=device_code, client_id=CLIENT_ID)

    def profile(self, access: str) -> requests.Response:
        return requests.get(f"{self.server.url}/profile", headers={"Authorization": f"Bearer {access}"}, timeout=30)

    def signed_in(self, browser: Browser) -> dict[str, Any]:
        return dict(self.redeem(self.code(browser)).json())


@pytest.fixture
def program(shared_server: PracticeProcess) -> Program:
    return Program(shared_server)


def answered(reply: requests.Response) -> dict[str, str]:
    """What the program is told at its own address."""
    assert reply.status_code == 303, reply.text
    at = urlsplit(reply.headers["Location"])
    assert f"{at.scheme}://{at.netloc}{at.path}" == HERE
    return dict(parse_qsl(at.query))


def error_of(reply: requests.Response) -> str:
    assert reply.status_code in (400, 401), reply.text
    assert reply.headers["Cache-Control"] == "no-store"
    return str(reply.json()["error"])


# ---- where ----


def test_metadata_names_the_endpoints_and_the_refusal_leads_there(shared_server: PracticeProcess) -> None:
    shown = requests.get(shared_server.url + SERVER_PATH, timeout=30).json()
    assert shown["issuer"] == shared_server.url
    assert shown["code_challenge_methods_supported"] == ["S256"]
    resource = requests.get(shared_server.url + RESOURCE_PATH, timeout=30).json()
    assert (resource["resource"], resource["authorization_servers"]) == (shared_server.url, [shared_server.url])
    refusal = requests.get(f"{shared_server.url}/profile", timeout=30)
    assert f'resource_metadata="{shared_server.url}{RESOURCE_PATH}"' in refusal.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("uri", "is_good"),
    [
        ("http://127.0.0.1:1/callback", True),
        ("http://127.0.0.1:65535/callback", True),
        ("http://127.0.0.1:/callback", False),
        ("http://127.0.0.1:99999/callback", False),
        ("http://127.0.0.1:8000/callback/", False),
        ("http://127.0.0.1:8000/callback?x=1", False),
        ("http://127.0.0.1:8000/callback#x", False),
        ("https://127.0.0.1:8000/callback", False),
        ("http://127.0.0.1@evil.example:8000/callback", False),
        ("http://me@127.0.0.1:8000/callback", False),
        ("http://127.0.0.1.evil.example:80/callback", False),
        ("http://localhost:8000/callback", False),
        ("http://[::1]:8000/callback", False),
    ],
)
def test_only_the_port_of_a_loopback_address_may_differ(uri: str, is_good: bool) -> None:
    assert is_same_place(uri, "http://127.0.0.1/callback") is is_good


def test_other_addresses_are_exact() -> None:
    assert is_same_place("https://a.example/back", "https://a.example/back")
    assert not is_same_place("https://a.example:444/back", "https://a.example/back")
    assert is_same_place("http://[::1]:8000/callback", "http://[::1]/callback")


# ---- the browser ----


def test_signing_in_gives_tokens_for_that_assessor(program: Program, browser: Browser) -> None:
    told = answered(browser.send(browser.open(program.address()), follows=False))
    assert (told["state"], told["iss"]) == ("s1", program.server.url)
    tokens = program.redeem(told["code"]).json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 600)
    mine = requests.get(
        f"{program.server.url}/profile",
        headers={"Authorization": f"Bearer {program.server.tokens['assessor-1']}"},
        timeout=30,
    )
    assert program.profile(tokens["access_token"]).json()["id"] == mine.json()["id"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge": "", "code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge": VERIFIER, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_a_bad_request_is_told_at_its_own_address(
    program: Program, browser: Browser, changed: dict[str, str], error: str
) -> None:
    reply = browser.session.get(program.address(**changed), allow_redirects=False, timeout=30)
    assert answered(reply) == {"error": error, "state": "s1", "iss": program.server.url}


@pytest.mark.parametrize("changed", [{"redirect_uri": "https://evil.example/callback"}, {"client_id": "stranger"}])
def test_nobody_is_sent_to_an_unknown_address(program: Program, browser: Browser, changed: dict[str, str]) -> None:
    reply = browser.session.get(program.address(**changed), allow_redirects=False, timeout=30)
    assert reply.status_code == 400
    assert "Location" not in reply.headers
    assert "evil.example" not in reply.text


def test_the_page_has_no_script_and_is_not_framed(program: Program, browser: Browser) -> None:
    page = browser.open(program.address(state='"><script>alert(1)</script>'))
    assert "<script" not in page.text.lower()
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_wrong_code_lets_nobody_in_and_five_make_a_pause(own_server: PracticeProcess) -> None:
    program, browser = Program(own_server), Browser(code="0000-0000-0000")
    page = browser.open(program.address())
    replies = [browser.send(page, follows=False) for _ in range(5)]
    assert {reply.status_code for reply in replies} == {200}
    assert all("This is not the sign-in code" in reply.text for reply in replies)
    browser.code = own_server.codes["assessor-1"]
    assert "too many wrong codes" in browser.send(page, follows=False).text
    assert "assessor-2" in browser.send(page, follows=False).text
    browser.close()


def test_a_form_of_another_browser_is_refused(program: Program, browser: Browser) -> None:
    page = browser.open(program.address())
    other = Browser(code=browser.code)
    assert other.send(page, follows=False).status_code == 403
    other.close()
    assert browser.send(page, follows=False, ticket="0" * 64).status_code == 403
    elsewhere = program.address(redirect_uri="http://127.0.0.1:49153/callback")
    page.url = elsewhere  # the ticket is for the request the form was shown with
    assert browser.send(page, follows=False).status_code == 403


def test_a_form_sent_from_another_site_is_refused(program: Program, browser: Browser) -> None:
    page = browser.open(program.address())
    browser.session.headers["Origin"] = "https://evil.example"
    assert browser.send(page, follows=False).status_code == 403


def test_who_presses_the_other_button_is_not_signed_in(program: Program, browser: Browser) -> None:
    reply = browser.send(browser.open(program.address()), follows=False, answer="deny")
    assert answered(reply)["error"] == "access_denied"


# ---- codes ----


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 64},
        {"code_verifier": ""},
        {"code_verifier": CHALLENGE},
        {"redirect_uri": "http://127.0.0.1:49153/callback"},
    ],
)
def test_a_code_needs_the_proof_and_the_address_it_was_asked_with(
    program: Program, browser: Browser, changed: dict[str, str]
) -> None:
    code = program.code(browser)
    assert error_of(program.redeem(code, **changed)) == "invalid_grant"


def test_a_client_that_is_not_known_gets_nothing(program: Program, browser: Browser) -> None:
    code = program.code(browser)
    assert error_of(program.redeem(code, client_id="stranger")) == "invalid_client"
    assert error_of(program.redeem("made-up")) == "invalid_grant"


def test_a_code_used_twice_takes_back_what_it_gave(program: Program, browser: Browser) -> None:
    code = program.code(browser)
    tokens = program.redeem(code).json()
    assert program.profile(tokens["access_token"]).status_code == 200
    assert error_of(program.redeem(code)) == "invalid_grant"
    assert program.profile(tokens["access_token"]).status_code == 401
    assert error_of(program.renew(tokens["refresh_token"])) == "invalid_grant"


def test_a_code_comes_too_late(program: Program, browser: Browser) -> None:
    code = program.code(browser)
    desk.end_codes(program.server.data_dir)
    assert error_of(program.redeem(code)) == "invalid_grant"


def test_a_grant_nobody_offers_and_doubled_members(program: Program) -> None:
    reply = program.post("/oauth/token", grant_type="password", client_id=CLIENT_ID)
    assert error_of(reply) == "unsupported_grant_type"
    doubled = requests.post(program.server.url + "/oauth/token", data="client_id=a&client_id=b", timeout=30)
    assert error_of(doubled) == "invalid_request"


# ---- refreshing ----


def test_a_lost_reply_gives_the_same_successor_for_a_minute(program: Program, browser: Browser) -> None:
    first = program.signed_in(browser)["refresh_token"]
    second = program.renew(first).json()["refresh_token"]
    again = program.renew(first).json()
    assert again["refresh_token"] == second != first
    assert program.profile(again["access_token"]).status_code == 200
    desk.age_refresh(program.server.data_dir, timedelta(seconds=50))
    assert program.renew(first).json()["refresh_token"] == second


def test_after_that_a_used_token_ends_the_family(program: Program, browser: Browser) -> None:
    first = program.signed_in(browser)["refresh_token"]
    tokens = program.renew(first).json()
    desk.age_refresh(program.server.data_dir, timedelta(seconds=61))
    assert error_of(program.renew(first)) == "invalid_grant"
    assert program.profile(tokens["access_token"]).status_code == 401
    assert error_of(program.renew(tokens["refresh_token"])) == "invalid_grant"


def test_one_whose_successor_was_used_ends_the_family_at_once(program: Program, browser: Browser) -> None:
    first = program.signed_in(browser)["refresh_token"]
    third = program.renew(program.renew(first).json()["refresh_token"]).json()["refresh_token"]
    assert error_of(program.renew(first)) == "invalid_grant"
    assert error_of(program.renew(third)) == "invalid_grant"


def test_access_ends_by_itself_and_by_revoking(program: Program, browser: Browser) -> None:
    tokens = program.signed_in(browser)
    desk.end_access(program.server.data_dir)
    assert program.profile(tokens["access_token"]).status_code == 401
    renewed = program.renew(tokens["refresh_token"]).json()
    for _ in range(2):  # one that is not known is revoked already
        reply = program.post("/oauth/revoke", token=renewed["refresh_token"], client_id=CLIENT_ID)
        assert reply.status_code == 200
    assert program.profile(renewed["access_token"]).status_code == 401


def test_no_token_is_in_the_database_as_it_is(program: Program, browser: Browser) -> None:
    tokens = program.signed_in(browser)
    files = [file.read_bytes() for file in program.server.data_dir.glob("practice.db*")]
    for token in (tokens["access_token"], tokens["refresh_token"], browser.code):
        assert not any(token.encode() in content for content in files)


# ---- devices ----


def test_a_device_waits_is_slowed_down_and_let_in(program: Program, browser: Browser) -> None:
    begun = program.post("/oauth/device", client_id=CLIENT_ID).json()
    assert begun["interval"] == 5
    assert error_of(program.poll(begun["device_code"])) == "authorization_pending"
    assert error_of(program.poll(begun["device_code"])) == "slow_down"
    page = browser.open(begun["verification_uri_complete"])
    assert begun["user_code"] in page.text
    told = browser.send(page, user_code=begun["user_code"].lower().replace("-", " "))
    assert "Signed in" in told.text
    tokens = program.poll(begun["device_code"]).json()
    assert program.profile(tokens["access_token"]).status_code == 200
    assert error_of(program.poll(begun["device_code"])) == "invalid_grant"
    assert "No program waits" in browser.send(page, user_code=begun["user_code"]).text


def test_a_device_is_turned_away_or_comes_too_late(program: Program, browser: Browser) -> None:
    begun = program.post("/oauth/device", client_id=CLIENT_ID).json()
    page = browser.open(begun["verification_uri"])
    browser.send(page, user_code=begun["user_code"], answer="deny", code="")
    assert error_of(program.poll(begun["device_code"])) == "access_denied"
    late = program.post("/oauth/device", client_id=CLIENT_ID).json()
    desk.end_device_codes(program.server.data_dir)
    assert error_of(program.poll(late["device_code"])) == "expired_token"
    assert error_of(program.post("/oauth/device", client_id="stranger")) == "invalid_client"


def test_a_device_is_let_in_only_with_a_sign_in_code(program: Program, browser: Browser) -> None:
    begun = program.post("/oauth/device", client_id=CLIENT_ID).json()
    page = browser.open(begun["verification_uri"])
    assert "not the sign-in code" in browser.send(page, user_code=begun["user_code"], code="0").text
    assert error_of(program.poll(begun["device_code"])) == "authorization_pending"
