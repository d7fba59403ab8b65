"""Folders in which no profile may lie are told in words."""

from pathlib import Path

import pytest

from assessor_app.config.folder_risks import is_refused, risk_of

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/homes /home/net nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /home/net/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("/home/net/anna/.local/share/assessor-app", "nfs4"),
        ("/mnt/my share/assessor", "cifs"),
        ("/home/me/far/x", "sshfs"),
        ("/home/me/Dropbox/assessor", "dropbox"),
        ("/home/me/OneDrive - Riverside School/assessor", "onedrive"),
        ("/Users/me/Library/Mobile Documents/x", "mobile documents"),
        ("//server/share/assessor", "network drive"),
        (r"\\server\share\assessor", "network drive"),
    ],
)
def test_a_shared_or_copied_folder_is_refused_with_the_next_step(folder: str, words: str) -> None:
    found = risk_of(Path(folder), MOUNTS, "linux")
    assert words in found
    assert "--basedir" in found
    assert is_refused(Path(folder), MOUNTS, "linux")


@pytest.mark.parametrize(
    "folder", ["/home/me/.local/share/assessor-app", "/home/net/local/x", "/home/network/x", "/home/me/my-dropboxes"]
)
def test_the_laptops_own_disk_is_fine(folder: str) -> None:
    assert risk_of(Path(folder), MOUNTS, "linux") == ""


def test_a_roaming_profile_of_windows_is_refused() -> None:
    assert "roaming" in risk_of(Path(r"C:\Users\me\AppData\Roaming\assessor-app"), "", "win32")
    assert risk_of(Path(r"C:\Users\me\AppData\Local\assessor-app"), "", "win32") == ""
