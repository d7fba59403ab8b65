"""Louder than recorded: the gain that was asked for, nothing above the ceiling, nothing harsh."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.media.loudness import CEILING, Limiter, Samples, rounded_off
from assessor_app.media.tempo import Tempo, stages

RATE = 48_000
BLOCK = 1_024


def tone(level: float, hertz: float = 440.0, seconds: float = 2.0) -> Samples:
    at = np.arange(int(RATE * seconds)) / RATE
    wave = (level * np.sin(2 * np.pi * hertz * at)).astype(np.float32)
    return np.stack([wave, wave], axis=1)


def through(samples: Samples, gain: float) -> Samples:
    limiter = Limiter(RATE)
    return np.concatenate([limiter.amplified(samples[at : at + BLOCK], gain) for at in range(0, len(samples), BLOCK)])


def loudest_pitch(samples: Samples) -> float:
    wave = samples[len(samples) // 4 :, 0]
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
    return float(np.argmax(spectrum)) * RATE / len(wave)


def share_of_other_pitches(samples: Samples) -> float:
    """Energy outside 440 Hz, as a share: what distortion adds."""
    wave = samples[len(samples) // 2 :, 0]
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    hertz = np.fft.rfftfreq(len(wave), 1 / RATE)
    return float(power[np.abs(hertz - 440) > 20].sum() / power.sum())


@pytest.mark.parametrize("gain", [1.0, 2.0, 4.0])
def test_a_quiet_voice_is_exactly_as_much_louder_as_asked_for(gain: float) -> None:
    quiet = tone(0.1)
    np.testing.assert_allclose(through(quiet, gain), quiet * gain, atol=1e-6)


@given(st.floats(0.01, 1.0), st.floats(1.0, 4.0))
def test_nothing_passes_the_ceiling_and_nothing_gets_quieter_than_recorded(level: float, gain: float) -> None:
    samples = tone(level, seconds=0.2)
    louder = through(samples, gain)
    assert np.max(np.abs(louder)) <= CEILING
    assert np.max(np.abs(louder)) >= min(np.max(np.abs(samples)), 0.8) - 1e-3


def test_a_loud_tone_is_turned_down_instead_of_cut() -> None:
    limited = through(tone(0.9), 4.0)
    cut = np.clip(tone(0.9) * 4, -1, 1)
    assert share_of_other_pitches(limited) < 0.01
    assert share_of_other_pitches(cut) > 10 * share_of_other_pitches(limited)


def test_after_a_bang_the_voice_comes_back_within_a_second() -> None:
    bang = np.concatenate([tone(0.1), tone(1.0, seconds=0.1), tone(0.1)])
    louder = through(bang, 4.0)
    assert np.max(np.abs(louder)) <= CEILING
    assert np.max(np.abs(louder[-RATE // 2 :])) == pytest.approx(0.4, abs=0.01)


@given(st.lists(st.floats(-8, 8, width=32), min_size=1, max_size=64))
def test_rounding_off_keeps_order_and_sign(values: list[float]) -> None:
    samples = np.array(sorted(values), np.float32)[:, None]
    bent = rounded_off(samples)
    assert np.all(np.diff(bent[:, 0]) >= 0)
    assert np.all(np.sign(bent) == np.sign(samples))
    assert np.all(np.abs(bent) <= CEILING + 1e-6)


def test_silence_and_empty_blocks_pass() -> None:
    limiter = Limiter(RATE)
    assert not limiter.amplified(np.zeros((64, 2), np.float32), 4.0).any()
    assert len(limiter.amplified(np.zeros((0, 2), np.float32), 4.0)) == 0


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.75, 1.25, 2.0, 4.0])
def test_at_another_speed_the_pitch_stays_and_the_length_follows(rate: float) -> None:
    samples, tempo = tone(0.1, seconds=3.0), Tempo(RATE, 2, rate)
    made = np.concatenate([tempo.taken(samples[at : at + BLOCK]) for at in range(0, len(samples), BLOCK)])
    assert loudest_pitch(made) == pytest.approx(440, rel=0.01)
    assert len(samples) / len(made) == pytest.approx(rate, rel=0.05)


@given(st.floats(0.25, 4.0))
def test_the_stages_make_the_speed_and_none_is_too_slow(rate: float) -> None:
    assert np.prod(stages(rate)) == pytest.approx(rate)
    assert min(stages(rate)) >= 0.5
