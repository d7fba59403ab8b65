"""What is sent to those who look after the program: enough to find a fault, nothing that tells whose work it is.

Only what is named here goes in. No words of a person, no name, code, address, path or token; ids are hashed with a
salt of this one bundle, so that two lines of it can be compared and nothing outside of it can.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessor_app.services.parking import problem_of

README = """\
Support bundle of the assessor workstation
==========================================
report.json     versions, sizes, checks and the state of the queue; ids are hashed for this bundle alone
settings.json   settings that are numbers or choices, and where each comes from
{parked}
It holds no evidence, no names, no codes of submissions, no words of candidates or assessors, no addresses, no tokens,
no keys and no paths. Whoever gets it cannot tell whose work it was.
"""
_PARKED = (
    "parked.sealed   writes that were refused, sealed to your district's recovery key: nobody else can open them\n"
)
_IDS = 12
_COUNTED = ("pending", "sending", "parked", "held")


@dataclass(frozen=True, slots=True)
class ParkedWrite:
    """Exact bytes of a write that a server refused."""

    what: str
    body: bytes


Seal = Callable[[bytes], bytes]


def support_files(
    report: Mapping[str, Any],
    settings: Mapping[str, Any],
    *,
    salt: bytes,
    parked: Iterable[ParkedWrite] = (),
    seal: Seal | None = None,
) -> dict[str, bytes]:
    """Return name -> content of every file of the bundle. `report` is the document of doctor.

    `parked` goes in only sealed: without `seal` it is left out.
    """
    hashed = _Hasher(salt)
    sealed = _sealed(parked, seal)
    files = {
        "README.txt": README.format(parked=_PARKED if sealed else "").encode(),
        "report.json": _json(_report(report, hashed)),
        "settings.json": _json(settings),
    }
    return files | ({"parked.sealed": sealed} if sealed else {})


def zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    """Return the bundle as one archive; it says nothing of the account it was made in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def shown(files: Mapping[str, bytes]) -> str:
    """Return what a person reads before they save it: every file exactly as it is, sealed ones as their size."""
    parts = []
    for name, content in files.items():
        is_text = not name.endswith(".sealed")
        body = content.decode() if is_text else f"({len(content)} bytes, sealed)\n"
        parts.append(f"=== {name}\n{body}")
    return "\n".join(parts)


class _Hasher:
    def __init__(self, salt: bytes) -> None:
        self._salt = salt

    def __call__(self, value: object) -> str:
        return hashlib.sha256(self._salt + str(value).encode()).hexdigest()[:_IDS]


def _report(report: Mapping[str, Any], hashed: _Hasher) -> dict[str, Any]:
    profile, integrity, district = report["profile"], report["integrity"], report["district"]
    return {
        "format": report["format"],
        "is_well": report["is_well"],
        "checked_at": report["checked_at"],
        "versions": report["versions"],
        "engines": report["engines"],
        "has_keychain": bool(report["keychain"]["name"]),
        "profile": {
            "state": profile["state"],
            "count": profile["count"],
            "key_slots": profile["key_slots"],
            "is_in_a_risky_folder": bool(profile["folder_risk"]),
        },
        "integrity": {
            "is_whole": integrity["is_whole"],
            "problems": len(integrity["problems"]),
            "every_page_checked_at": integrity["every_page_checked_at"],
        },
        "disk": report["disk"],
        "backups": report["backups"],
        "queue": {name: report["queue"][name] for name in _COUNTED}
        | {"items": [_item(item, hashed) for item in report["queue"]["items"]]},
        "servers": [_server(server, report["clock"], hashed) for server in report["servers"]],
        "district": {
            "has_file": district["file"] is not None,
            "problems": len(district["problems"]),
            "is_last_good": district["is_last_good"],
            "has_recovery_key": district["has_recovery_key"],
        },
        "checks": [
            {"check": str(found["check"]).split(" ", 1)[0], "is_well": found["is_well"]} for found in report["findings"]
        ],
    }


def _item(item: Mapping[str, Any], hashed: _Hasher) -> dict[str, Any]:
    """The reason is one of the program's own or nothing: sentences of servers may hold anything."""
    return {
        "op": hashed(item["op_id"]),
        "submission": hashed(item["code"]),
        "server": hashed(item["server"]),
        "what": item["what"],
        "state": item["state"],
        "since": item["since"],
        "tries": item["tries"],
        "next_try_at": item["next_try_at"],
        "problem": problem_of(str(item["reason"])),
    }


def _server(server: Mapping[str, Any], clocks: Iterable[Mapping[str, Any]], hashed: _Hasher) -> dict[str, Any]:
    ahead = {clock["server_id"]: clock["laptop_ahead_s"] for clock in clocks}
    return {
        "server": hashed(server["name"]),
        "synced_at": server["synced_at"],
        "needs_sign_in": server["needs_sign_in"],
        "laptop_ahead_s": ahead.get(server["server_id"]),
    }


def _sealed(parked: Iterable[ParkedWrite], seal: Seal | None) -> bytes:
    writes = [{"what": write.what, "body": write.body.hex()} for write in parked]
    return seal(json.dumps(writes).encode()) if writes and seal is not None else b""


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=True) + "\n").encode()
