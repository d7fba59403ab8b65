"""The sample data is what its README promises: complete, consistent, and recorded as it says."""

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from assessor_app.domain.links import read_link
from assessor_app.media.office import read_office
from assessor_app.wire.achievement import AchievementDoc, CFRubricDoc, PolicyDoc
from tests.fakes.handed_in import Bytes

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE_KINDS = {
    "wordprocessingml.document": ".docx",
    "presentationml.presentation": ".pptx",
    "spreadsheetml.sheet": ".xlsx",
}
SLUGS = ("gestures", "wait-time", "exit-ticket")
RATE_STEP = 4
RATE = 44_100 / RATE_STEP
CLIPS = ("wait-time", "gestures", "exit-ticket")


def read(*path: str) -> Any:
    return json.loads(SAMPLE.joinpath(*path).read_text(encoding="utf-8"))


def submissions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("submissions.json")
    return found


@cache
def probe(clip: str) -> dict[str, Any]:
    """What the packets say, and the first frame; decoding all of it would take too long for every run."""
    with av.open(str(SAMPLE / "clips" / f"{clip}.mp4")) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        packets = [p for p in container.demux(video) if p.pts is not None]
        container.seek(0)
        tick = video.time_base or Fraction(0)
        rotation = next(container.decode(video)).rotation
        presented = sorted(p.pts for p in packets if p.pts is not None)
        keys = sorted(float((p.pts or 0) * tick) for p in packets if p.is_keyframe)
        return {
            "steps": {b - a for a, b in zip(presented, presented[1:], strict=False)},
            "first": presented[0],
            "keys": keys,
            "rotation": rotation,
            "size": (video.width, video.height),
            "codecs": (video.codec_context.name, video.codec_context.pix_fmt, audio.codec_context.name),
            "time_base": tick,
            "duration": (container.duration or 0) / av.time_base,
        }


def loudness(clip: str, turns: list[dict[str, Any]]) -> tuple[float, float]:
    """The highest sample inside the turns, and in the 0.2 s from 0.3 s after each."""
    spoken = silent = 0.0
    with av.open(str(SAMPLE / "clips" / f"{clip}.mp4")) as container:
        for frame in container.decode(container.streams.audio[0]):
            at = float(frame.time or 0) * 1e6
            if at > turns[-1]["end_us"] + 600_000:
                break
            peak = float(np.abs(frame.to_ndarray()).max())
            if any(t["start_us"] + 100_000 < at < t["end_us"] - 100_000 for t in turns):
                spoken = max(spoken, peak)
            if any(t["end_us"] + 300_000 < at < t["end_us"] + 500_000 for t in turns):
                silent = max(silent, peak)
    return spoken, silent


def sound(clip: str, start: float) -> Any:
    """Three seconds from `start`, `RATE` samples a second."""
    pieces: list[Any] = []
    with av.open(str(SAMPLE / "clips" / f"{clip}.mp4")) as container:
        for frame in container.decode(container.streams.audio[0]):
            if float(frame.time or 0) > start + 3.2:
                break
            pieces.append(frame.to_ndarray()[0])
    samples = np.concatenate(pieces)[round(start * 44_100) :][: 3 * 44_100]
    return samples[::RATE_STEP]


@pytest.mark.parametrize("slug", SLUGS)
class TestMicroCredential:
    def test_the_wire_models_read_all_its_documents(self, slug):
        home = SAMPLE / "micro_credentials" / slug
        achievement = AchievementDoc.model_validate_json((home / "achievement.json").read_bytes())
        rubric = CFRubricDoc.model_validate_json((home / "rubric.json").read_bytes())
        policy = PolicyDoc.model_validate_json((home / "policy.json").read_bytes())

        assert policy.achievement == achievement.id
        assert achievement.name == rubric.title
        assert 4 <= len(rubric.criteria) <= 5
        assert {code.code for code in policy.condition_codes} == {
            "no_audio", "wrong_clip", "link_dead", "clip_cut", "consent_missing", "not_legible",
        }  # fmt: skip

    def test_every_result_and_level_is_the_rubrics(self, slug):
        achievement = read("micro_credentials", slug, "achievement.json")
        criteria = {c["uri"]: c for c in read("micro_credentials", slug, "rubric.json")["CFRubricCriteria"]}

        results = achievement["resultDescription"]
        assert [r["alignment"][0]["targetUrl"] for r in results] == list(criteria)
        for result in results:
            criterion = criteria[result["alignment"][0]["targetUrl"]]
            levels = result["rubricCriterionLevel"]
            assert result["name"] == criterion["category"]
            assert [level["id"] for level in levels] == [x["uri"] for x in criterion["CFRubricCriterionLevels"]]
            assert [level["name"] for level in levels] == [x["quality"] for x in criterion["CFRubricCriterionLevels"]]
            assert [float(level["points"]) for level in levels] == [
                x["score"] for x in criterion["CFRubricCriterionLevels"]
            ]
            assert result["requiredLevel"] in {level["id"] for level in levels}

    def test_levels_rise_and_are_described(self, slug):
        for criterion in read("micro_credentials", slug, "rubric.json")["CFRubricCriteria"]:
            levels = criterion["CFRubricCriterionLevels"]
            scores = [level["score"] for level in levels]
            assert scores == sorted(set(scores))
            assert [level["position"] for level in levels] == list(range(1, len(levels) + 1))
            assert all(len(level["description"]) > 40 and len(level["feedback"]) > 40 for level in levels)

    def test_no_member_is_null_or_empty(self, slug):
        def check(value: Any) -> None:
            assert value not in (None, "", [], {})
            for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                check(inner)

        check(read("micro_credentials", slug, "achievement.json"))

    def test_about_says_what_to_hand_in(self, slug):
        about = read("micro_credentials", slug, "about.json")
        assert {part["part"] for part in about["parts"]} == {"overview", "artifact", "reflection"}
        assert min(len(about[name]) for name in ("competency", "key_method", "supporting_research")) > 40


def test_one_belongs_to_a_stack_and_one_carries_contact_hours():
    achievements = {slug: read("micro_credentials", slug, "achievement.json") for slug in SLUGS}
    assert [slug for slug in SLUGS if "stack" in achievements[slug]] == ["wait-time"]
    assert [slug for slug in SLUGS if "contactHours" in achievements[slug]] == ["exit-ticket"]


def test_ids_are_unique_across_the_micro_credentials():
    ids = [
        level["uri"]
        for slug in SLUGS
        for criterion in read("micro_credentials", slug, "rubric.json")["CFRubricCriteria"]
        for level in criterion["CFRubricCriterionLevels"]
    ]
    assert len(ids) == len(set(ids))


def test_the_decision_rules_differ():
    rules = {slug: read("micro_credentials", slug, "policy.json")["decision"]["rule"] for slug in SLUGS}
    assert rules == {"gestures": "all-required", "wait-time": "weights", "exit-ticket": "threshold"}


def test_eight_submissions_two_of_them_second_attempts():
    by_key = {s["key"]: s for s in submissions()}
    again = [s for s in by_key.values() if s["attempt"] == 2]

    assert len(by_key) == 8
    assert {s["micro_credential"] for s in by_key.values()} == set(SLUGS)
    assert len(again) == 2
    for second in again:
        first = by_key[second["previous"]]
        assert (first["candidate_key"], first["attempt"]) == (second["candidate_key"], 1)
        assert second["what_changed"]
        for old, new in zip(first["parts"], second["parts"], strict=True):
            same = (old.get("file"), old.get("text")) == (new.get("file"), new.get("text"))
            assert new["changed"] is not same
    assert not any(p["changed"] for s in by_key.values() if s["attempt"] == 1 for p in s["parts"])


def test_every_submission_has_all_its_parts():
    endings = {"video/mp4": ".mp4", "application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
    endings |= {"text/vtt": ".vtt", "audio/mp4": ".m4a"}
    endings |= {f"{OFFICE}.{kind}": ending for kind, ending in OFFICE_KINDS.items()}
    for submission in submissions():
        parts = submission["parts"]
        assert [p["n"] for p in parts] == list(range(1, len(parts) + 1))
        assert [p["part"] for p in parts] == ["overview", *["artifact"] * (len(parts) - 2), "reflection"]
        assert [p["name"] for p in parts[1:4]] == ["Lesson video", "Lesson plan", "Student work"]
        for part in parts:
            if "file" in part:
                assert (SAMPLE / part["file"]).stat().st_size > 2_000
                assert Path(part["file"]).suffix == endings[part["media_type"]]
            elif part["media_type"] == "text/plain":
                assert 80 <= len(part["text"].split()) <= 200


def test_some_submissions_have_more_than_the_usual_parts():
    more = {s["key"]: [p["name"] for p in s["parts"][4:-1]] for s in submissions() if len(s["parts"]) > 5}
    assert more == {
        "s1": ["Board camera", "Lesson video captions"],
        "s4": ["Observation sheet", "Class page", "Class page (copy)"],
        "s5": ["Question slides"],
        "s6": ["Results", "Opening of the lesson"],
    }


def test_the_link_leads_to_a_page_that_cannot_exist_and_has_its_captured_copy():
    parts = next(s["parts"] for s in submissions() if s["key"] == "s4")
    link = next(p for p in parts if p["media_type"] == "text/uri-list")
    (copy,) = [p for p in parts if "capture_of" in p]
    assert read_link(link["text"]).host.endswith(".example")
    assert read_link(link["text"]).is_offered
    assert (copy["capture_of"], copy["media_type"]) == (link["n"], "application/pdf")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("gestures-observation-sheet.docx", "9 | Four up, two sideways | Asked a pupil"),
        ("gestures-question-slides.pptx", "Slide 2 · Show what you think\n• Thumb up: I agree"),
        ("exit-ticket-results.xlsx", "Sheet · By question\n1 | Question | Right, first ticket | Right, second"),
        ("exit-ticket-results.xlsx", "\n2 | 1 | 67% | 100%\n"),
    ],
)
def test_the_office_documents_read_well(file, words):
    reading = read_office(Bytes((SAMPLE / "documents" / file).read_bytes()), lambda _: None)
    assert words in reading.text
    assert (reading.obstacle, reading.remarks) == (None, ())


def test_the_recording_without_a_picture_is_the_sound_of_its_lesson():
    with av.open(str(SAMPLE / "clips" / "exit-ticket-opening.m4a")) as container:
        assert [stream.type for stream in container.streams] == ["audio"]
        assert (container.duration or 0) / av.time_base == pytest.approx(24, abs=0.1)


def test_plans_and_student_work_vary_and_are_what_they_are_called():
    magic = dict.fromkeys(OFFICE_KINDS.values(), b"PK\x03\x04")
    magic |= {".pdf": b"%PDF-", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff"}
    files = {p["file"] for s in submissions() for p in s["parts"] if "file" in p}
    documents = {SAMPLE / f for f in files if f.startswith("documents/")}

    assert documents == set((SAMPLE / "documents").iterdir())
    assert len({f for f in documents if f.suffix == ".pdf"}) >= 3
    assert len({f for f in documents if f.suffix in (".png", ".jpg")}) >= 3
    for file in documents:
        assert file.read_bytes().startswith(magic[file.suffix])


def test_all_of_it_stays_small():
    sizes = {file: file.stat().st_size for file in SAMPLE.rglob("*") if file.is_file()}
    assert sum(sizes.values()) <= 30_000_000
    assert all(size <= 10_000_000 for size in sizes.values())


@pytest.mark.parametrize("clip", CLIPS)
class TestClip:
    def test_is_h264_and_aac_of_two_to_four_minutes(self, clip):
        found = probe(clip)
        assert found["codecs"] == ("h264", "yuv420p", "aac")
        assert found["size"] == (1280, 720)
        assert 120 <= found["duration"] <= 240

    def test_can_be_sought_every_two_seconds(self, clip):
        keys = probe(clip)["keys"]
        longest = max(b - a for a, b in zip(keys, keys[1:], strict=False))
        assert keys[0] == pytest.approx(0)
        assert longest < 2.6

    def test_its_index_comes_first(self, clip):
        head = (SAMPLE / "clips" / f"{clip}.mp4").read_bytes()
        assert head.index(b"moov") < head.index(b"mdat")

    def test_the_turns_are_in_order_inside_the_clip(self, clip):
        truth = read("clips", f"{clip}.turns.json")
        edges = [at for turn in truth["turns"] for at in (turn["start_us"], turn["end_us"])]
        assert edges == sorted(edges)
        assert edges[-1] <= truth["duration_us"]
        assert truth["duration_us"] / 1e6 == pytest.approx(probe(clip)["duration"], abs=0.15)


def test_the_first_clip_has_a_constant_2997_frames_a_second():
    found = probe("wait-time")
    assert {step * found["time_base"] for step in found["steps"]} == {Fraction(1001, 30000)}


def test_the_second_clip_has_a_variable_frame_rate():
    found = probe("gestures")
    steps = [float(step * found["time_base"]) for step in found["steps"]]
    assert len(steps) > 100
    assert min(steps) < 1 / 29
    assert max(steps) > 0.4


def test_the_board_camera_was_switched_on_later():
    main, board = probe("wait-time"), probe("wait-time-board")
    assert board["duration"] == pytest.approx(main["duration"] - 6.4, abs=0.15)
    assert {step * board["time_base"] for step in board["steps"]} == {Fraction(1, 25)}
    loud = [np.abs(sound("wait-time", 6.4)).max(), np.abs(sound("wait-time-board", 0.0)).max()]
    assert min(loud) > 0.1
    heard = np.correlate(sound("wait-time", 6.4), sound("wait-time-board", 0.0), "full")
    shift = (int(heard.argmax()) - len(heard) // 2) / RATE
    assert abs(shift) < 0.03, "both heard the same word at the same moment"


def test_the_captions_say_what_is_said_when_it_is_said():
    lines = (SAMPLE / "clips" / "wait-time.vtt").read_text(encoding="utf-8").splitlines()
    turns = read("clips", "wait-time.turns.json")["turns"]
    spoken = " ".join(line.partition(">")[2] or line for line in lines[4:] if line and " --> " not in line)
    stamps = [stamp for line in lines if " --> " in line for stamp in line.split(" --> ")]
    assert lines[0] == "WEBVTT"
    assert spoken == " ".join(turn["text"] for turn in turns)
    assert stamps == sorted(stamps)
    assert (stamps[0], stamps[-1]) == ("00:00:02.000", clock(turns[-1]["end_us"]))


def clock(at_us: int) -> str:
    minutes, ms = divmod(at_us // 1000, 60_000)
    return f"00:{minutes:02d}:{ms // 1000:02d}.{ms % 1000:03d}"


def test_only_the_third_clip_has_to_be_turned():
    assert {clip: probe(clip)["rotation"] for clip in CLIPS} == {"wait-time": 0, "gestures": 0, "exit-ticket": -90}


def test_silence_after_questions_differs_and_is_really_silent():
    truth = read("clips", "wait-time.turns.json")
    waits = [
        (after["start_us"] - question["end_us"]) / 1e6
        for question, after in zip(truth["turns"], truth["turns"][1:], strict=False)
        if question["kind"] == "question"
    ]
    assert min(waits) < 1
    assert max(waits) > 5

    spoken, silent = loudness("wait-time", truth["turns"][:8])
    assert spoken > 0.2
    assert silent < 0.03
