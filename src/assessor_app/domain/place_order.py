"""The order of places inside one artifact: from the beginning of a recording, text or document to its end."""

from assessor_app.domain.annotation import PageSelector, RectangleSelector, Selector, TextSelector, TimeSelector

PlaceKey = tuple[int, int, float, float]


def place_key(selector: Selector) -> PlaceKey:
    """Page (or microsecond, or character) first; on a page the whole, then regions from the top, then passages."""
    match selector:
        case TimeSelector(start_us=start_us):
            return start_us, 0, 0.0, 0.0
        case TextSelector(position=position):
            return position, 0, 0.0, 0.0
        case RectangleSelector(x=x, y=y):
            return 0, 1, y, x
        case PageSelector(page=page, rectangle=RectangleSelector(x=x, y=y)):
            return page, 1, y, x
        case PageSelector(page=page, quote=TextSelector(position=position)):
            return page, 2, float(position), 0.0
        case PageSelector(page=page):
            return page, 0, 0.0, 0.0
    return -1, 0, 0.0, 0.0  # the whole comes before its parts
