"""What was watched arrives at a real server with the final, in media fragments, and with no draft."""

from assessor_app.domain.coverage import Coverage
from assessor_app.services import coverage
from assessor_app.wire.canonical import digest
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation
from tests.unit.practice.laptop import Laptop

WATCHED = Coverage(((0, 12_500_000), (60_000_000, 60_033_367)))


def test_the_server_takes_a_final_that_tells_what_was_watched(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    laptop.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
    assignment_id = new_assignment()
    laptop.pull()
    laptop.score_all(assignment_id)
    video = laptop.submission_of(assignment_id).artifacts[0].artifact_id
    with laptop.store.factory() as uow:
        coverage.add(uow, assignment_id, video, WATCHED)
    laptop.push()
    view = Laptop(shared_server.url, shared_server.tokens["assessor-1"])
    home = f"/assignments/{assignment_id}/assessments"
    (draft,) = view.document(home)["assessments"]
    assert draft["assessment"]["coverage"] == []
    item = laptop.submit(assignment_id)
    laptop.push()
    (stored,) = view.document(home)["assessments"]
    assert (stored["disposition"], digest(stored["assessment"])) == ("accepted", item.body_sha256)
    assert stored["assessment"]["coverage"] == [{"artifact": video, "played": ["t=0,12.5", "t=60,60.033367"]}]
