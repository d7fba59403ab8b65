"""Speech and room sound: espeak-ng voices at 44.1 kHz, cut at the first and last audible sample."""

import io
import subprocess
import wave

import numpy as np
from numpy.typing import NDArray
from steps import Voice

Samples = NDArray[np.float32]
RATE = 44_100
_AUDIBLE = 0.02


def speak(text: str, voice: Voice) -> Samples:
    """One utterance without leading and trailing silence, about -20 dBFS RMS times the voice's gain."""
    command = ["espeak-ng", "-v", voice.name, "-s", str(voice.speed), "-p", str(voice.pitch), "--stdout", text]
    spoken = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        rate = file.getframerate()
    samples = _trimmed(_to_rate((raw / 32768).astype(np.float32), rate))
    rms = float(np.sqrt(np.mean(samples**2)))
    return (samples * (0.1 * voice.gain / rms)).astype(np.float32)


def _to_rate(samples: Samples, rate: int) -> Samples:
    """Doubles espeak-ng's 22.05 kHz with a windowed-sinc filter."""
    if rate * 2 != RATE:
        raise ValueError(f"espeak-ng gave {rate} Hz, expected {RATE // 2}")
    stuffed = np.zeros(len(samples) * 2, np.float32)
    stuffed[::2] = samples
    n = np.arange(-32, 33)
    kernel = np.sinc(n / 2) * np.hamming(len(n))
    return np.convolve(stuffed, kernel, "same").astype(np.float32)


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > _AUDIBLE * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def murmur(seconds: float, texts: list[str], voices: list[Voice], seed: int) -> Samples:
    """Many voices at once, dulled, for pair talk."""
    rng = np.random.default_rng(seed)
    length = int(seconds * RATE)
    mix = np.zeros(length, np.float32)
    for voice in voices:
        at = int(rng.uniform(0, 0.6) * RATE)
        while at < length - RATE:
            said = speak(texts[int(rng.integers(len(texts)))], voice)[: length - at]
            mix[at : at + len(said)] += said * float(rng.uniform(0.25, 0.45))
            at += len(said) + int(rng.uniform(0.3, 1.6) * RATE)
    dulled = np.convolve(mix, np.hanning(24) / np.hanning(24).sum(), "same")
    fade = np.minimum(1, np.minimum(np.arange(length), np.arange(length)[::-1]) / (0.4 * RATE))
    return (dulled * fade).astype(np.float32)


def room_tone(length: int, seed: int) -> Samples:
    """A quiet hum, so that silence in the room is not digital silence (about -58 dBFS)."""
    noise = np.random.default_rng(seed).standard_normal(length).astype(np.float32)
    soft = np.convolve(noise, np.hanning(64) / np.hanning(64).sum(), "same")
    tone: Samples = (soft * (0.0012 / soft.std())).astype(np.float32)
    return tone


def in_room(dry: Samples) -> Samples:
    """Adds a short, weak reverberation (0.2 s)."""
    tail = int(0.2 * RATE)
    impulse = np.random.default_rng(7).standard_normal(tail) * np.exp(-np.arange(tail) / (0.04 * RATE))
    size = 1 << (len(dry) + tail - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(impulse, size), size)[: len(dry)]
    wet *= 0.25 * dry.std() / wet.std()
    mixed = dry + wet
    finished: Samples = (mixed * (0.7 / np.abs(mixed).max())).astype(np.float32)
    return finished


def loudness(samples: Samples, per_second: int = 50) -> Samples:
    """0..1 openness of a mouth, `per_second` values a second."""
    step = RATE // per_second
    count = max(1, len(samples) // step)
    rms = (
        np.sqrt(np.mean(samples[: count * step].reshape(count, step) ** 2, axis=1))
        if len(samples) >= step
        else np.ones(1)
    )
    return np.clip(rms / (np.percentile(rms, 90) + 1e-9), 0, 1).astype(np.float32)
