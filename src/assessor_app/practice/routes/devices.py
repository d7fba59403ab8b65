"""Row 17: an assessor's own laptops."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from assessor_app.practice import bodies, devices, signing_keys
from assessor_app.practice.routes.given import TheCaller, TheSite, TheWrite
from assessor_app.practice.routes.replies import json_reply
from assessor_app.practice.writes import carry_out
from assessor_app.wire.device import DeviceStanding
from assessor_app.wire.headers import revision_etag
from assessor_app.wire.receipt import ReceiptDoc

Nonce = Annotated[str, Query(max_length=128, pattern=r"^[\x21-\x7e]*$")]


def router() -> APIRouter:
    routes = APIRouter()
    routes.add_api_route("/devices/{device_id}", standing, methods=["GET"], response_model=DeviceStanding)
    routes.add_api_route("/devices/{device_id}", put, methods=["PUT"], response_model=ReceiptDoc)
    return routes


def standing(request: Request, site: TheSite, caller: TheCaller, device_id: str, nonce: Nonce = "") -> Response:
    with site.database.read() as connection:
        kid = signing_keys.current_kid(connection)
        shown = devices.standing(connection, caller, device_id, nonce)
    signed = shown.model_copy(update={"signature": site.keys.detached(shown.signed_part(), kid)})
    return json_reply(request, signed.document(), None if nonce else revision_etag(shown.revision))


def put(site: TheSite, write: TheWrite, device_id: str) -> Response:
    body = bodies.parse(write.body)
    return carry_out(site, write, partial(devices.put, write=write, device_id=device_id, body=body))
