"""The queue of evidence against a real server: in order, paused and resumed, through restarts, hours and networks."""

import json
import queue
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assessor_app.cli import exchange as command_line
from assessor_app.cli.session import Session
from assessor_app.config.settings import Settings
from assessor_app.domain.changes import Changes
from assessor_app.domain.reach import Reach
from assessor_app.domain.submission import MediaState
from assessor_app.services import media_fetch
from assessor_app.services.media_rules import Waits
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.tasks import media_queue as queue_module
from assessor_app.tasks.exchange import Exchange, Line
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.write_gate import WriteGate
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.fault_proxy import REQUEST_LOST, FaultProxy, canned, cut_after, dripping
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation

PATIENCE_S = 30
FILES = "/artifacts/"
PLAN = "/artifacts/2$"
ALL_DAY = "00:01-00:00"


class Desktop:
    """The exchange of a window without the window; whoever calls `until` is its UI thread."""

    def __init__(self, laptop: Workstation, **settings: Any) -> None:
        self.laptop, self.settings = laptop, Settings(**settings)
        self.calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.runner = Runner(self.calls.put)
        self.changes: list[Changes] = []
        self.news: dict[str, MediaProgress | None] = {}
        self.told: list[MediaProgress] = []
        self.arrived: list[str] = []
        self.said: list[str] = []
        line = Line(
            runner=self.runner,
            gate=WriteGate(laptop.store.factory),
            reads=lambda: laptop.store.reads,
            tools=laptop.tools,
            vault=laptop.vault,
            client_of=lambda _: laptop.client(),
            publish=self.changes.append,
            deliver=self.calls.put,
        )
        self.exchange = Exchange(line, self.settings.get)
        self.exchange.listen(lambda status: self.said.append(status.sentence))
        self.media = self.exchange.media
        self.media.listen(self._take)
        self.media.when_arrived(self.arrived.append)

    def _take(self, news: Any) -> None:
        self.news.update(news)
        self.told += [one for one in news.values() if one is not None]

    def until(self, condition: Callable[[], object]) -> None:
        while not condition():
            self.calls.get(timeout=PATIENCE_S)()

    def settle(self) -> None:
        """Until nothing runs and nothing more is to be told."""
        self.media.pump()
        self.until(lambda: not self.media.is_fetching and self.calls.empty() and not self.runner._tickets)

    def state(self, assignment_id: str) -> MediaState:
        (row,) = self.laptop.store.reads.inbox_rows([assignment_id])
        return row.media_state

    def waits(self, assignment_id: str) -> str:
        progress = self.news.get(assignment_id)
        return progress.waits if progress is not None else "-"

    def close(self) -> None:
        self.runner.close()


@pytest.fixture
def open_desktop(laptop: Workstation) -> Iterator[Callable[..., Desktop]]:
    made: list[Desktop] = []

    def make(**settings: Any) -> Desktop:
        made.append(Desktop(laptop, **settings))
        return made[-1]

    yield make
    for desktop in made:
        desktop.close()


@pytest.fixture
def two(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
) -> tuple[str, str]:
    ids = (new_assignment(), new_assignment())
    laptop.sign_in(proxy.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    return ids


OpenDesktop = Callable[..., Desktop]


def test_everything_wanted_arrives_and_says_how_far_it_is(open_desktop: OpenDesktop, two: tuple[str, str]):
    desktop = open_desktop()
    desktop.media.want(two)
    desktop.until(
        lambda: all(desktop.state(each) is MediaState.PRESENT for each in two) and not desktop.media.is_fetching
    )
    assert desktop.news == dict.fromkeys(two)
    assert {desktop.state(each) for each in two} == {MediaState.PRESENT}
    first = [one.assignment_id for one in desktop.told if not one.waits]
    assert first == sorted(first, key=first.index), "one after the other"
    assert any(one.waits == Waits.TURN for one in desktop.told), "the second waits for its turn"
    assert desktop.laptop.store.reads.wanted_media() == ()


def test_a_pause_holds_until_it_is_asked_for_again_even_after_a_restart(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy
):
    first = open_desktop()
    first.media.want(two[:1])
    first.media.pause(two[:1])
    first.until(lambda: not first.media._changes_under_way)
    first.settle()
    assert first.state(two[0]) is MediaState.PAUSED
    again = open_desktop()
    again.settle()
    assert again.state(two[0]) is MediaState.PAUSED
    again.media.want(two[:1])
    again.until(lambda: again.state(two[0]) is MediaState.PRESENT)


def test_what_was_wanted_goes_on_after_a_restart(open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy):
    proxy.always(cut_after(3_000_000), "GET", PLAN)
    first = open_desktop()
    first.media.want(two[:1])
    first.until(lambda: proxy.requests("GET", PLAN) > 0)
    first.close()
    proxy.heal()
    media_fetch.restart(first.laptop.store.factory)
    again = open_desktop()
    again.media.pump()
    again.until(lambda: again.state(two[0]) is MediaState.PRESENT)


def test_a_cancel_leaves_nothing_half_behind(open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy):
    desktop = open_desktop()
    desktop.media.want(two[:1])
    proxy.always(cut_after(3_000_000), "GET", PLAN)
    desktop.until(lambda: proxy.requests("GET", PLAN) > 0)
    desktop.media.cancel(two[:1])
    desktop.until(lambda: desktop.state(two[0]) is MediaState.ABSENT and not desktop.media.is_fetching)
    desktop.settle()
    plan = desktop.laptop.file_of(two[0], "application/pdf")
    with pytest.raises(NotOnThisLaptop):
        desktop.laptop.vault.open(plan.artifact_id)
    assert desktop.state(two[0]) is MediaState.ABSENT
    assert desktop.laptop.store.reads.wanted_media() == ()


def test_quiet_hours_and_paid_networks_hold_evidence_and_nothing_else(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy
):
    laptop = open_desktop().laptop
    local = laptop.now.astimezone()
    hours = f"{local - timedelta(hours=1):%H:%M}-{local + timedelta(hours=2):%H:%M}"
    desktop = open_desktop(quiet_hours=hours)
    desktop.media.want(two)
    desktop.settle()
    assert {desktop.waits(each) for each in two} == {Waits.QUIET}
    assert desktop.news[two[0]].until_at.minute == (local + timedelta(hours=2)).minute  # type: ignore[union-attr]
    desktop.exchange.look()
    desktop.until(lambda: desktop.exchange.status.synced_at is not None)
    assert proxy.requests("GET", FILES) == 0
    desktop.settings.put("quiet_hours", "")
    desktop.media.is_metered = lambda: True
    desktop.settle()
    assert {desktop.waits(each) for each in two} == {Waits.METERED}
    desktop.media.want(two[:1], anyway=True)
    desktop.until(lambda: desktop.state(two[0]) is MediaState.PRESENT)
    desktop.settle()
    assert desktop.waits(two[1]) == Waits.METERED
    desktop.settings.put("fetch_on_metered", True)
    desktop.media.pump()
    desktop.until(lambda: desktop.state(two[1]) is MediaState.PRESENT)


def test_quiet_hours_that_begin_hold_back_what_is_on_its_way(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy
):
    proxy.always(dripping(0.02), "GET", PLAN)
    desktop = open_desktop()
    desktop.media.want(two[:1])
    desktop.until(lambda: proxy.requests("GET", PLAN) > 0)
    assert not desktop.exchange.is_speaking, "a final would go out beside it"
    desktop.settings.put("quiet_hours", ALL_DAY)
    desktop.media.pump()
    desktop.until(lambda: desktop.waits(two[0]) == Waits.QUIET and not desktop.media.is_fetching)
    proxy.heal()
    desktop.settings.put("quiet_hours", "")
    desktop.media.pump()
    desktop.until(lambda: desktop.state(two[0]) is MediaState.PRESENT)


def test_no_room_is_said_with_the_next_step_and_pauses_only_that(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue_module, "GIGABYTE", 9_000_000)
    desktop = open_desktop(disk_budget_gb=1)
    desktop.media.want(two)
    desktop.until(lambda: any("Settings, Storage" in said for said in desktop.said))
    desktop.settle()
    states = sorted(desktop.state(each) for each in two)
    assert states == [MediaState.PRESENT, MediaState.QUEUED]
    assert sorted(desktop.waits(each) for each in two) == ["-", Waits.ROOM]
    desktop.settings.put("disk_budget_gb", 3)
    desktop.media.want(two)
    desktop.until(lambda: all(desktop.state(each) is MediaState.PRESENT for each in two))


def test_the_command_line_keeps_within_the_budget_as_well(laptop: Workstation, two: tuple[str, str]):
    session = SimpleNamespace(
        factory=laptop.store.factory,
        reads=laptop.store.reads,
        tools=laptop.tools,
        vault=laptop.vault,
        client_of=lambda _: laptop.client(),
        budget_bytes=lambda: 9_000_000,
    )
    done = command_line._fetch_evidence(cast(Session, session), laptop.server())
    assert done["files"] > 0
    assert done["files_missing"] > 0
    assert "Settings, Storage" in done["problem"]
    assert laptop.vault.used_bytes() < 9_100_000, "but for what sealing adds"


def test_it_goes_on_by_itself_when_the_server_answers_again(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("assessor_app.services.download.MOST_TRIES", 1)
    for path in (FILES, "/healthz", "/claim"):
        for method in ("GET", "PUT"):
            proxy.always(REQUEST_LOST, method, path)
    desktop = open_desktop()
    desktop.media.want(two)
    desktop.until(lambda: desktop.exchange.status.reach is Reach.SERVER_AWAY and not desktop.media.is_fetching)
    desktop.settle()
    assert {desktop.waits(each) for each in two} == {Waits.NETWORK}
    assert desktop.exchange.status.next_try_at is not None
    desktop.exchange.try_again()
    assert desktop.runner._tickets == set(), "not before its time"
    proxy.heal()
    desktop.exchange.connectivity.hurry()
    desktop.exchange.try_again()
    desktop.until(lambda: all(desktop.state(each) is MediaState.PRESENT for each in two))
    assert desktop.exchange.status.reach is Reach.ONLINE


@pytest.mark.parametrize(
    ("answer", "reach"),
    [
        (canned("200 OK", b"<html>Sign in to SchoolNet</html>"), Reach.CAPTIVE),
        (canned("302 Found", b"", location="http://127.0.0.1:9/login"), Reach.CAPTIVE),
        (canned("511 Network Authentication Required", b"<html></html>"), Reach.CAPTIVE),
        (canned("407 Proxy Authentication Required", b""), Reach.PROXY_SIGN_IN),
        (canned("200 OK", b'{"status": "ok"}', "application/json"), Reach.SERVER_AWAY),
        (canned("200 OK", b'{"status": "ok"', "application/json"), Reach.SERVER_AWAY),
        (canned("503 Service Unavailable", b"", retry_after="1800"), Reach.SERVER_AWAY),
        (REQUEST_LOST, Reach.SERVER_AWAY),
    ],
    ids=["page", "redirect", "511", "407", "wrong JSON", "half JSON", "503", "lost"],
)
def test_whoever_answers_in_the_servers_place_is_never_taken_for_it(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy, answer: Any, reach: Reach
):
    desktop = open_desktop()
    proxy.always(answer, "GET")
    desktop.exchange.look()
    desktop.until(lambda: desktop.exchange.status.reach is not Reach.ONLINE and not desktop.exchange.status.is_busy)
    status = desktop.exchange.status
    assert (status.reach, status.is_online, status.synced_at) == (reach, False, None)
    assert status.away_name == desktop.laptop.server().name
    connectivity = desktop.exchange.connectivity
    if answer.canned and b"1800" in answer.canned:
        assert connectivity.due_in_s() > 1700  # type: ignore[operator]
    connectivity.hurry()
    before = proxy.requests("GET", "/healthz")
    desktop.exchange.try_again()
    desktop.until(lambda: connectivity.due_in_s() or proxy.requests("GET", "/healthz") > before)
    desktop.settle()
    assert connectivity.standing(desktop.laptop.server_id).reach is reach
    proxy.heal()
    connectivity.hurry()
    desktop.exchange.try_again()
    desktop.until(lambda: desktop.exchange.status.synced_at is not None)
    assert desktop.exchange.status.reach is Reach.ONLINE


def test_a_server_that_is_two_in_turn_is_told_in_the_window_and_nothing_is_exchanged(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy
):
    desktop = open_desktop()
    known, before = desktop.laptop.server(), proxy.requests("GET", "/changes")
    with desktop.laptop.store.factory() as uow:
        uow.servers.put(replace(known, server_epoch="the-other", past_epochs=json.dumps([known.server_epoch])))
    desktop.exchange.look()
    desktop.until(lambda: desktop.exchange.status.reach is Reach.PUT_RIGHT and not desktop.exchange.is_speaking)
    assert "as if two servers answered for one" in desktop.exchange.status.away_words
    assert desktop.exchange.status.synced_at is None
    assert proxy.requests("GET", "/changes") == before


def test_signed_answers_to_an_older_question_do_not_count(
    open_desktop: OpenDesktop, two: tuple[str, str], proxy: FaultProxy
):
    """A portal that kept what the server once said."""
    desktop = open_desktop()
    client = desktop.laptop.client()
    kept = client._http.get(client._link().url("healthz?nonce=0123456789abcdef0123456789abcdef")).body
    proxy.always(canned("200 OK", kept, "application/json"), "GET", "/healthz")
    assert not client.is_reachable()
