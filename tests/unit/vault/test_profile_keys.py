"""Everything a profile seals hangs from one random key, and no two uses share one."""

import pytest

from assessor_app.vault.profile_keys import derive_keys

RAW = bytes(range(32))
# Computed with `openssl kdf HKDF` over the same input: no release may ever derive others.
MEDIA = "7dba1eac516358b9832f516bd125cb2564a429c1915a9af593b3af85334c0c5b"
SAFETY = "bf3449298d811d982a4c42f9ab199288e0f8bc359029cc363952053524de5658"


def test_released_profiles_open_with_the_raw_key_itself():
    assert derive_keys(RAW).database == RAW


def test_each_use_has_a_key_of_its_own_which_never_changes():
    keys = derive_keys(RAW)
    assert len({keys.database, keys.media, keys.safety}) == 3
    assert keys.media.hex() == MEDIA
    assert keys.safety.hex() == SAFETY
    assert derive_keys(RAW) == keys


def test_a_key_is_never_printed():
    words = repr(derive_keys(RAW))
    assert words == "ProfileKeys()"


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        derive_keys(RAW[:16])
