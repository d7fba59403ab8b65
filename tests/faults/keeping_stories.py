"""Stories around the work itself: who is signed in, what servers ask of a laptop, and what goes with time."""

import hashlib
import threading
from typing import cast

from assessor_app.domain.device import DeviceAct, DeviceCommand
from assessor_app.domain.grant import Grant, SignInMethod
from assessor_app.services import devices, retention, send_again, signing_in, signing_out
from assessor_app.services.access_tokens import AccessTokens
from assessor_app.services.sign_in_ports import Authorizer, Granted, MetServer
from assessor_app.vault.attempts import Attempts
from assessor_app.vault.key_derivation import CHEAPEST, Costs
from assessor_app.vault.key_slots import KeyFile, create_header
from assessor_app.vault.keychain import Keychain, MemoryKeychain, NoKeychain
from tests.faults.step_world import SECRET, StepWorld
from tests.model import published
from tests.model.fake_desk import SERVER_ID, URL
from tests.model.model_laptop import FakeContacts

PASSPHRASE = "only for this test"
CODE = SignInMethod.AUTHORIZATION_CODE
ERASE = DeviceCommand("command-1", DeviceAct.ERASE)


class Renewing:
    """An authorization server that always gives the next token."""

    def renew(self, grant: Grant) -> Granted:
        return Granted(CODE, "token-1", 600, f"{grant.refresh_token}+", URL)

    def revoke(self, grant: Grant, authorization: str) -> None:
        """Nothing to be told."""


def _authorizer() -> Authorizer:
    return cast(Authorizer, Renewing())


def refused_final(world: StepWorld) -> None:
    world.laptop.submit(world.case, 1)
    world.server.refuses_next = "not-certified"
    world.laptop.sync()


def send_it_again(world: StepWorld) -> None:
    for row in world.laptop.store.reads.outbox():
        if row.state == "parked":
            world.laptop.act(send_again.send_again, row.op_id)


def sign_in_again(world: StepWorld) -> None:
    with world.laptop.store.factory() as uow:
        known = uow.servers.get(SERVER_ID)
    met = MetServer(
        server_id=SERVER_ID,
        name=known.name,
        base_url=URL,
        api_url=URL,
        adapter=known.adapter,
        thumbprint=world.server.kid,
        is_vouched=True,
        keys=known.keys,
        authorization=known.authorization,
        methods=(SignInMethod.PERSONAL_TOKEN,),
    )
    signing_in.with_token(world.laptop.store.factory, FakeContacts(world.laptop.line), met, "token-1")


def sign_out(world: StepWorld) -> None:
    factory, vault = world.laptop.store.factory, world.laptop.vault
    signing_out.sign_out(factory, vault, _authorizer(), SERVER_ID, is_unsent_kept=True)


def renewable(world: StepWorld) -> None:
    with world.laptop.store.factory() as uow:
        uow.servers.put_grant(SERVER_ID, Grant(CODE, "", "refresh", URL))


def renew(world: StepWorld) -> None:
    tokens = AccessTokens(world.laptop.store.factory, _authorizer)
    bearer = tokens.bearer(SERVER_ID)
    assert not isinstance(bearer, str)
    bearer.now()


def signed_in_as_before(world: StepWorld) -> None:
    """The model's server knows personal tokens alone."""
    with world.laptop.store.factory() as uow:
        grant = uow.servers.grant(SERVER_ID)
        assert grant.method is not CODE or grant.refresh_token.startswith("refresh")
        uow.servers.put_grant(SERVER_ID, Grant(token="token-1"))


def own_keys(world: StepWorld) -> None:
    with world.laptop.store.factory() as uow:
        devices.own_keys(uow, world.laptop.tools)


def erase_all(world: StepWorld) -> None:
    laptop = world.laptop
    devices.obey(laptop.store.factory, laptop.vault, laptop.tools, SERVER_ID, [ERASE])


def delivered(world: StepWorld) -> None:
    world.laptop.mark(world.case, SECRET)
    world.laptop.submit(world.case, 1)
    world.laptop.sync()


def keep_rules(world: StepWorld) -> None:
    laptop = world.laptop
    at_once = retention.RetentionRules(media_days=0, text_days=-1)
    retention.keep_rules(laptop.store.factory, laptop.vault, laptop.tools, SERVER_ID, at_once)


def words_are_gone_by_now(world: StepWorld) -> None:
    """What was acknowledged has had its time."""
    keep_rules(world)
    world.laptop.acknowledged.clear()


def guess(world: StepWorld) -> None:
    Attempts(world.folder / "first" / "attempts.json").begin()


def _keys(world: StepWorld, keychain: Keychain) -> KeyFile:
    return KeyFile(world.folder / "first" / "keys.json", keychain, Costs(CHEAPEST, CHEAPEST))


def with_a_code(world: StepWorld) -> None:
    """There are two ways in, so that one of them may be bound to the keychain."""
    raw_key = create_header(world.folder / "first" / "keys.json", PASSPHRASE, costs=Costs(CHEAPEST, CHEAPEST))
    code = _keys(world, NoKeychain()).make_code(raw_key)
    (world.folder / "code").write_text(code, encoding="utf-8")


def bind_to_the_keychain(world: StepWorld) -> None:
    keys, code = _keys(world, MemoryKeychain()), (world.folder / "code").read_text(encoding="utf-8")
    keys.confirm_code(keys.open_words(PASSPHRASE).raw_key, PASSPHRASE, code)


def still_opens(world: StepWorld) -> None:
    """That keychain is gone with its process: what it held was not relied on yet."""
    assert _keys(world, NoKeychain()).open_words(PASSPHRASE).raw_key


def broken_off(world: StepWorld) -> None:
    world.laptop.line.cut_at = published.BLOCK + 4
    world.fetch()


def left_by_an_earlier_release(world: StepWorld) -> None:
    name = hashlib.sha256(world.recording().artifact_id.encode()).hexdigest()
    (world.folder / "first" / "media" / name).write_bytes(published.RECORDING)


def seal_what_was_plain(world: StepWorld) -> None:
    world.laptop.vault.seal_plain_files([world.recording().artifact_id], threading.Event().is_set)
