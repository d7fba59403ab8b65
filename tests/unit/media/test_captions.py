"""Caption files as they come: WebVTT, SRT, careless, damaged and hostile."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.config.paths import data_dir
from assessor_app.domain.derived import Cue
from assessor_app.domain.submission import Artifact, PartKind
from assessor_app.media import captions
from assessor_app.media.caption_files import caption_files_of, is_caption_file, without_caption_files
from assessor_app.media.captions import CaptionsUnreadable, CueTimes, find_words, parse_captions, plain_words

VTT = """WEBVTT - the lesson
Kind: captions

STYLE
::cue { color: yellow }

REGION
id:left

NOTE made by hand
over two lines

1
00:01.000 --> 00:02.500 align:start position:10%
<v Teacher>What do you <b>notice</b>?

00:00:03.000 --> 00:00:04.000
It sinks &amp; the water<00:00:03.500> rises
"""
SRT = """1
00:00:01,000 --> 00:00:02,500
<i>What do you notice?</i>

2
01:00:03,000 --> 01:00:04,000
{\\an8}It <font color="#ff0000">sinks</font>
twice
"""


def test_webvtt_with_everything_it_may_hold() -> None:
    assert parse_captions(VTT.encode()).cues == (
        Cue(1_000_000, 2_500_000, "What do you notice?"),
        Cue(3_000_000, 4_000_000, "It sinks & the water rises"),
    )


def test_srt() -> None:
    read = parse_captions(SRT.encode())
    assert read.cues == (
        Cue(1_000_000, 2_500_000, "What do you notice?"),
        Cue(3_603_000_000, 3_604_000_000, "It sinks\ntwice"),
    )
    assert read.skipped == 0


@pytest.mark.parametrize("text", [VTT, SRT])
@pytest.mark.parametrize(
    "written",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.replace(",", ".").encode() if "WEBVTT" not in text else text.encode(),
        lambda text: text.rstrip().encode(),
        lambda text: b"\n\n" + text.encode() + b"\n\n\n",
    ],
)
def test_however_it_was_saved_it_reads_the_same(text: str, written) -> None:
    assert parse_captions(written(text)).cues == parse_captions(text.encode()).cues


def test_western_letters_of_an_old_encoding_are_read() -> None:
    read = parse_captions("1\n00:00:01,000 --> 00:00:02,000\nÉcoute, mon élève – très bien".encode("cp1252"))
    assert read.cues[0].text == "Écoute, mon élève – très bien"


def test_cues_that_make_no_sense_are_skipped_and_counted() -> None:
    read = parse_captions(
        b"WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards\n\n00:05.000 --> 00:05.000\nnothing\n\n"
        b"00:xx.000 --> 00:06.000\nno time\n\n--> \nnone\n\n00:07.000 --> 00:08.000\ngood\n\n"
        b"00:09.000 --> 00:10.000\n\n"
    )
    assert (read.cues, read.skipped) == ((Cue(7_000_000, 8_000_000, "good"),), 4)


def test_cues_without_an_empty_line_between_them_and_out_of_order() -> None:
    read = parse_captions(b"2\n00:00:03,0 --> 00:00:04,0\nsecond\n1\n00:00:01,000 --> 00:00:02,000\nfirst\n")
    assert read.cues == (Cue(1_000_000, 2_000_000, "first"), Cue(3_000_000, 4_000_000, "second"))


def test_a_note_is_never_a_caption_and_the_word_note_in_one_stays() -> None:
    read = parse_captions(b"WEBVTT\n\nNOTE\nnot said\n\n00:01.000 --> 00:02.000\nNOTE this down\n")
    assert [cue.text for cue in read.cues] == ["NOTE this down"]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("<c.loud>louder</c> &lt;b&gt;", "louder <b>"),
        ("a\u202eb\u200fc\x07", "abc"),
        ("&nbsp;two   words&nbsp;", "two words"),
        ("<b>", ""),
    ],
)
def test_words_are_freed_of_markup_and_of_what_hides(marked: str, plain: str) -> None:
    assert plain_words(marked) == plain


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WEBVTT\n\n",
        b"My essay about waiting.",
        bytes(range(256)) * 40,
        b"\x00\x00\x00\x20ftypisom" + bytes(4000),
        "WEBVTT\n\n00:01.000 --> 00:02.000\nhm".encode("utf-16-le"),
        b"a" * (captions.MOST_BYTES + 1),
    ],
)
def test_what_is_no_caption_file_says_so(data: bytes) -> None:
    with pytest.raises(CaptionsUnreadable, match=r"\w\."):
        parse_captions(data)


def test_a_huge_file_stays_within_bounds() -> None:
    cue = b"00:00:01,000 --> 00:00:02,000\n" + b"word " * 5 + b"\n\n"
    data = cue * (captions.MOST_CUES + 10)
    assert len(parse_captions(data).cues) == captions.MOST_CUES
    (long,) = parse_captions(b"00:01.000 --> 00:02.000\n" + b"x" * 1_000_000).cues
    assert len(long.text) <= captions.MOST_WORDS


@given(st.binary(max_size=400) | st.text(alphabet="01:.,-> \n\rNOTESTYLE<b>&;{\\an8}wxyz\ufeff", max_size=300))
def test_nothing_but_the_one_error_is_ever_raised(raw: bytes | str) -> None:
    data = raw if isinstance(raw, bytes) else raw.encode()
    for each in (data, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data):
        try:
            read = parse_captions(each)
        except CaptionsUnreadable:
            continue
        assert all(0 <= cue.start_us < cue.end_us and cue.text.strip() for cue in read.cues)
        assert list(read.cues) == sorted(read.cues, key=lambda cue: (cue.start_us, cue.end_us))


CUES = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), max_size=30)


@given(CUES, st.integers(-5, 160))
def test_what_is_said_at_a_time_is_what_a_look_at_every_cue_finds(spans: list[tuple[int, int]], at_us: int) -> None:
    times = CueTimes([Cue(start, start + length, f"{start}") for start, length in spans])
    said = [cue for cue in times.cues if cue.start_us <= at_us < cue.end_us]
    assert [times.cues[place] for place in times.at(at_us)] == said
    assert times.words_at(at_us) == "\n".join(cue.text for cue in said)
    assert times.next_from(at_us) == sum(cue.start_us <= at_us for cue in times.cues)


def test_lines_are_found_by_every_word_in_any_case() -> None:
    cues = [Cue(0, 1, "What do you notice?"), Cue(1, 2, "Notice how\nit sinks"), Cue(2, 3, "ÉCOUTE")]
    assert find_words(cues, "notice") == (0, 1)
    assert find_words(cues, "sinks NOTICE") == (1,)
    assert find_words(cues, "écoute") == (2,)
    assert find_words(cues, "swims") == ()
    assert find_words(cues, " ") == (0, 1, 2)


# ---- which video a file belongs to ---------------------------------------------------------------


def part(number: int, name: str, media_type: str) -> Artifact:
    return Artifact(f"s/artifacts/{number}", number, PartKind.ARTIFACT, name, media_type, "0" * 64)


LESSON, BOARD = part(1, "Lesson video", "video/mp4"), part(2, "Lesson video board.mp4", "video/mp4")


def test_captions_belong_to_the_video_whose_name_they_share() -> None:
    ours, theirs = part(3, "Lesson video captions", "text/vtt"), part(4, "Lesson video board.en.srt", "text/plain")
    other = part(5, "Essay", "text/plain")
    parts = (LESSON, BOARD, ours, theirs, other)
    assert caption_files_of(LESSON, parts) == (ours,)
    assert caption_files_of(BOARD, parts) == (theirs,)
    assert [is_caption_file(each) for each in parts] == [False, False, True, True, False]


def test_a_name_of_its_own_belongs_to_the_only_video_and_among_two_to_none() -> None:
    odd = part(3, "words.vtt", "text/vtt; charset=utf-8")
    assert caption_files_of(LESSON, (LESSON, odd)) == (odd,)
    assert caption_files_of(LESSON, (LESSON, BOARD, odd)) == ()


def test_the_captions_of_the_sample_lesson_are_all_read() -> None:
    read = parse_captions((data_dir("resources") / "sample" / "clips" / "wait-time.vtt").read_bytes())
    assert len(read.cues) > 10
    assert read.skipped == 0


def test_a_caption_file_that_belongs_to_a_video_is_no_part_of_its_own() -> None:
    video, other = part(1, "Lesson video", "video/mp4"), part(2, "Board camera", "video/mp4")
    owned, loose = part(3, "Lesson video captions", "text/vtt"), part(4, "Notes.srt", "application/x-subrip")
    plan = part(5, "Lesson plan", "application/pdf")
    assert without_caption_files((video, plan, other, owned, loose)) == (video, plan, other, loose)
