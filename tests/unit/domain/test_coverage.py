"""Coverage: what was watched as ordered stretches, compared with a plain set of microseconds."""

from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.coverage import Coverage

LONGEST = 60
SPANS = st.lists(st.tuples(st.integers(0, LONGEST), st.integers(0, LONGEST)), max_size=12)
TIMES = st.integers(0, LONGEST)


def moments(spans: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def seen(coverage: Coverage) -> set[int]:
    return moments(list(coverage.spans))


@given(SPANS)
def test_no_moment_is_added_or_lost_and_the_stretches_stand_apart(spans: list[tuple[int, int]]) -> None:
    coverage = Coverage.of(spans)
    assert seen(coverage) == moments(spans)
    assert coverage.watched_us == len(moments(spans))
    edges = [edge for span in coverage.spans for edge in span]
    assert edges == sorted(set(edges)), "ordered, never empty, never touching"


@given(SPANS, SPANS, SPANS)
def test_the_order_of_watching_does_not_matter(
    one: list[tuple[int, int]], two: list[tuple[int, int]], three: list[tuple[int, int]]
) -> None:
    a, b, c = Coverage.of(one), Coverage.of(two), Coverage.of(three)
    assert (a | b) | c == a | (b | c) == (c | b) | a == Coverage.of([*one, *two, *three])
    assert a | a == a | Coverage() == a


@given(SPANS, TIMES, TIMES)
def test_a_stretch_was_touched_when_a_moment_of_it_was_watched(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    assert Coverage.of(spans).touches(start, end) == bool(moments(spans) & set(range(start, end)))


@given(SPANS, TIMES)
def test_watched_and_gaps_make_the_whole(spans: list[tuple[int, int]], duration: int) -> None:
    coverage = Coverage.of(spans)
    inside = seen(coverage) & set(range(duration))
    gaps = moments(list(coverage.gaps(duration)))
    assert inside.isdisjoint(gaps)
    assert inside | gaps == set(range(duration))


@given(SPANS, st.integers(0, 10))
def test_joining_fills_small_gaps_only(spans: list[tuple[int, int]], join: int) -> None:
    strict, joined = Coverage.of(spans), Coverage.of(spans, join_us=join)
    assert seen(strict) <= seen(joined)
    assert all(after[0] - before[1] > join for before, after in zip(joined.spans, joined.spans[1:], strict=False))
    if strict.spans:
        assert (joined.spans[0][0], joined.spans[-1][1]) == (strict.spans[0][0], strict.spans[-1][1])


@given(SPANS, TIMES)
def test_the_share_is_between_none_and_all(spans: list[tuple[int, int]], duration: int) -> None:
    assert 0 <= Coverage.of(spans).share(duration) <= 1


def test_shares_as_a_person_would_say_them() -> None:
    assert Coverage().share(0) == 1
    assert Coverage().share(100) == 0
    assert Coverage(((0, 25), (50, 75))).share(100) == 0.5
    assert Coverage(((0, 400),)).share(100) == 1
