"""Moments named on the command line: what cannot be is said in seconds."""

from dataclasses import replace

import pytest

from assessor_app.cli.moments import locate
from assessor_app.domain.annotation import TimeSelector
from assessor_app.services.vault_ports import MediaSource, NotOnThisLaptop
from tests.fakes.store_factory import a_submission

VIDEO = replace(a_submission().artifacts[0], duration_us=180_000_000)


class EmptyVault:
    """Fulfils `Vault` as far as opening goes."""

    def open(self, artifact_id: str) -> MediaSource:
        raise NotOnThisLaptop(artifact_id)


@pytest.mark.parametrize("until", ["4", "5", "4.999999"])
def test_a_stretch_that_ends_before_it_begins_is_refused_in_seconds(until: str) -> None:
    with pytest.raises(ValueError, match=f"^{until} s is not after 5 s: a stretch ends after it begins$"):
        locate(EmptyVault(), VIDEO, "5", until)  # type: ignore[arg-type]


def test_a_stretch_without_its_file_is_taken_as_given() -> None:
    found = locate(EmptyVault(), VIDEO, "5", "6.5")  # type: ignore[arg-type]
    assert found.selector == TimeSelector(5_000_000, 6_500_000, is_point=False)
