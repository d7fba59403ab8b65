"""What a candidate gets: an Open Badge with a result for every criterion, a page that verifies it, files to keep."""

import json
import re
import struct
from io import BytesIO
from typing import Any

import pytest
import requests
from openbadgeslib import baking
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice import tiny_sample
from tests.unit.practice.conftest import fresh_desks
from tests.unit.practice.laptop import Desk, problem
from tests.unit.practice.test_certifications import checked, demands, verified


@pytest.fixture
def awarded(shared_server: PracticeProcess) -> Desk:
    """A desk whose assessment led to an award."""
    desk = fresh_desks(shared_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    assert desk.send_final((3, 3))[1].status_code == 201
    return desk


def address(server: PracticeProcess, desk: Desk) -> str:
    (only,) = control.awards_of(server.data_dir, desk.assignment_id)
    return only


def get(address: str) -> requests.Response:
    return requests.get(address, timeout=10)


def credential(server: PracticeProcess, desk: Desk) -> dict[str, Any]:
    token = get(address(server, desk) + ".jws").text
    return verified(token, demands(server)[0]["keys"][0])


def test_the_credential_is_what_the_standard_says(shared_server: PracticeProcess, awarded: Desk) -> None:
    document = credential(shared_server, awarded)
    checked(document)
    subject = document["credentialSubject"]
    assert subject["source"]["id"] == awarded.laptop.document("/profile")["id"]
    described = {each["id"]: each for each in subject["achievement"]["resultDescription"]}
    assert len(subject["result"]) == len(described) == 2
    for result in subject["result"]:
        levels = {level["id"]: level for level in described[result["resultDescription"]]["rubricCriterionLevel"]}
        level = levels[result["achievedLevel"]]
        assert result.get("value") == level.get("points")
    assert {"iss", "sub", "jti", "nbf"} <= set(document)


def test_another_library_verifies_it(shared_server: PracticeProcess, awarded: Desk) -> None:
    from joserfc.jwk import RSAKey

    key = demands(shared_server)[0]["keys"][0]
    pem = RSAKey.import_key({name: key[name] for name in ("kty", "n", "e")}).as_pem(private=False)
    token = get(address(shared_server, awarded) + ".jws").text
    assert len(OB3Verifier(pem).verify(token).results) == 2


def test_nothing_of_the_candidate_is_in_it(shared_server: PracticeProcess, awarded: Desk) -> None:
    home = address(shared_server, awarded)
    shown = json.dumps(credential(shared_server, awarded)) + get(home).text
    assert not [name for name in tiny_sample.NAMES if name in shown]
    evidence = credential(shared_server, awarded)["evidence"]
    assert evidence
    assert all(set(each) == {"type", "name", "genre"} for each in evidence)


def test_the_assessor_hears_of_it_and_never_gets_it(shared_server: PracticeProcess, awarded: Desk) -> None:
    told = awarded.laptop.document(f"{awarded.home}/outcome")
    assert told["credential"] == {"id": credential(shared_server, awarded)["id"], "status": "issued"}
    secret = address(shared_server, awarded).rsplit("/", 1)[1]
    assert secret not in json.dumps(told)
    assert len(secret) >= 20


def test_what_is_not_awarded_has_no_page(shared_server: PracticeProcess) -> None:
    desk = fresh_desks(shared_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    desk.send_final((1, 1))
    assert control.awards_of(shared_server.data_dir, desk.assignment_id) == []
    assert awarded_nothing(desk)


def awarded_nothing(desk: Desk) -> bool:
    return "credential" not in desk.laptop.document(f"{desk.home}/outcome")


def test_the_page_shows_and_verifies(shared_server: PracticeProcess, awarded: Desk) -> None:
    home = address(shared_server, awarded)
    page = get(home)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "✓ Valid" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page.text)
    for heading in ('lang="en"', "<h1>", 'scope="row"', 'scope="col"', "prefers-color-scheme: dark", "@media print"):
        assert heading in page.text


def test_the_picture_carries_the_credential_uncompressed(shared_server: PracticeProcess, awarded: Desk) -> None:
    home = address(shared_server, awarded)
    png = get(home + ".png")
    assert png.headers["Content-Type"] == "image/png"
    Image.open(BytesIO(png.content)).verify()
    chunks = list(_chunks(png.content))
    (carried,) = [data for name, data in chunks if name == b"iTXt"]
    token = get(home + ".jws").text
    assert carried == b"openbadgecredential\x00\x00\x00\x00\x00" + token.encode()
    assert baking.extract_png(png.content, keyword=baking.ITXT_KEYWORD_OB3) == token


def _chunks(png: bytes):
    at = 8
    while at < len(png):
        (length,) = struct.unpack("!I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def test_the_paper_prints(shared_server: PracticeProcess, awarded: Desk) -> None:
    home = address(shared_server, awarded)
    pdf = get(home + ".pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert home.encode() in pdf.content


@pytest.mark.parametrize("suffix", ["", ".jws", ".png", ".pdf"])
@pytest.mark.parametrize("award_id", ["nothing", "x" * 500, "..%2f..%2fkeys"])
def test_an_address_that_is_none(shared_server: PracticeProcess, award_id: str, suffix: str) -> None:
    reply = get(f"{shared_server.url}/awards/{award_id}{suffix}")
    assert reply.status_code == 404


def test_a_decision_that_is_undone_withdraws_the_award(shared_server: PracticeProcess, awarded: Desk) -> None:
    home, document = address(shared_server, awarded), credential(shared_server, awarded)
    listed = get(document["credentialStatus"]["id"]).json()["revokedCredential"]
    assert document["id"] not in {each["id"] for each in listed}
    control.return_assignment(shared_server.data_dir, awarded.assignment_id, "Look again.")
    page = get(home)
    assert "✗ Withdrawn on" in page.text
    assert "✓ Valid" not in page.text
    listed = get(document["credentialStatus"]["id"]).json()["revokedCredential"]
    assert document["id"] in {each["id"] for each in listed if each["revoked"]}
    assert get(home + ".jws").status_code == 200
    for suffix in (".png", ".pdf"):
        gone = get(home + suffix)
        assert (gone.status_code, problem(gone)) == (410, "withdrawn")


def test_the_next_award_is_another_one(shared_server: PracticeProcess, awarded: Desk) -> None:
    control.return_assignment(shared_server.data_dir, awarded.assignment_id, "Look again.")
    again = Desk(awarded.laptop, awarded.assignment_id)
    marks = tuple(again.mark(n) for n in (1, 2))
    for mark in marks:
        assert again.send_mark(mark).status_code == 201
    final = again.assessment(marks, (3, 3))
    assert again.send_assessment(final).status_code == 201
    first, second = control.awards_of(shared_server.data_dir, awarded.assignment_id)
    assert "✗ Withdrawn on" in get(first).text
    assert "✓ Valid" in get(second).text
