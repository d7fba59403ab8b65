"""What anybody may ask: who this server is, and whether the network in between is the real one."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from assessor_app.practice import certifications, facts, signing_keys
from assessor_app.practice.authorization import metadata
from assessor_app.practice.issuer import ISSUER
from assessor_app.practice.routes.given import TheSite, base_url
from assessor_app.practice.routes.replies import PRIVATE, json_reply
from assessor_app.wire.discovery import MEDIA_TYPE_JWS, Authorization, Discovery, Health, ServerPolicies

NAME = "Riverside (practice)"
METHODS = ("authorization-code", "device-code", "personal-token")

Nonce = Annotated[str, Query(min_length=8, max_length=128, pattern=r"^[\x21-\x7e]+$")]


def router() -> APIRouter:
    routes = APIRouter()
    routes.add_api_route("/.well-known/assessment-exchange", discovery, methods=["GET"], response_class=Response)
    routes.add_api_route("/healthz", health, methods=["GET"], response_model=Health)
    return routes


def discovery(request: Request, site: TheSite) -> Response:
    """Row 1. Signed with the current key; older ones are listed, each vouching for the next."""
    with site.database.read() as connection:
        kid = signing_keys.current_kid(connection)
        keys = tuple(signing_keys.all_keys(connection))
        server_id = facts.get(connection, facts.SERVER_ID)
        demands = certifications.demands(connection, site.badge_key)
        policies = facts.find(connection, facts.POLICIES) or "{}"
    document = Discovery(
        server_id=server_id,
        name=NAME,
        issuer=ISSUER,
        api=base_url(request),
        authorization=authorization(base_url(request)),
        keys=keys,
        trusted_issuers=demands,
        policies=ServerPolicies.model_validate_json(policies),
        features=("claim", "return", "events", "devices"),
    )
    signed = site.keys.compact(document.document(), kid)
    return Response(signed, headers={"Cache-Control": PRIVATE}, media_type=MEDIA_TYPE_JWS)


def authorization(base: str) -> Authorization:
    """What the signed document says about signing in: the authorization server's metadata may say nothing else."""
    shown = metadata(base)
    return Authorization(
        methods=METHODS,
        issuer=shown.issuer,
        authorization_endpoint=shown.authorization_endpoint,
        token_endpoint=shown.token_endpoint,
        device_authorization_endpoint=shown.device_authorization_endpoint,
        revocation_endpoint=shown.revocation_endpoint,
    )


def health(request: Request, site: TheSite, nonce: Nonce) -> Response:
    """Row 19."""
    with site.database.read() as connection:
        kid = signing_keys.current_kid(connection)
        server_id, epoch = facts.get(connection, facts.SERVER_ID), facts.get(connection, facts.EPOCH)
    answer = Health(nonce=nonce, server_id=server_id, server_time=site.clock(), server_epoch=epoch, signature="")
    signature = site.keys.detached(answer.signed_part(), kid)
    return json_reply(request, answer.model_copy(update={"signature": signature}).document())
