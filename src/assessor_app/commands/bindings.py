"""The key table: one row per command and mode, from which the router works and the key sheet is made."""

from dataclasses import dataclass, replace

DIGITS = tuple("123456789")


@dataclass(frozen=True, slots=True)
class Binding:
    """`keys` are alternatives. `argument` goes to the command; with `takes_digit` the digit pressed does.

    `held` names the command that runs at key-up when the key was down for more than 400 ms.
    `repeats` says whether holding the key down repeats the command; `needs_player` that it means nothing while a
    text, PDF or picture is open.
    """

    mode: str
    keys: tuple[str, ...]
    command: str
    help: str
    argument: int | str | None = None
    takes_digit: bool = False
    held: str = ""
    repeats: bool = False
    needs_player: bool = False


def _alt(digits: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"Alt+{digit}" for digit in digits)


_WINDOW = (
    Binding("window", ("Ctrl+1",), "page.inbox", "Go to the inbox"),
    Binding("window", ("Ctrl+2",), "page.outbox", "Go to the outbox and receipts"),
    Binding("window", ("Ctrl+3", "Ctrl+,"), "page.settings", "Go to the settings"),
    Binding("window", ("F5",), "sync.now", "Sync now"),
    Binding("window", ("F1",), "page.keys", "Show these keys"),
    Binding("window", ("Ctrl+Alt+L", "F12"), "window.lock", "Lock the program: everything is hidden at once"),
)
_INBOX = (
    Binding("inbox", ("?",), "page.keys", "Show these keys"),
    Binding("inbox", ("Ctrl+D",), "evidence.fetch", "Fetch the evidence of the submissions chosen, or go on with it"),
    Binding("inbox", ("Ctrl+Shift+D",), "evidence.fetch_anyway", "Fetch it now, whatever the hour and the network"),
    Binding("inbox", ("Ctrl+P",), "evidence.pause", "Pause fetching the evidence of the submissions chosen"),
    Binding("inbox", ("Ctrl+Shift+P",), "evidence.pause_all", "Pause all fetching, or go on with it"),
    Binding("inbox", ("Ctrl+Delete",), "evidence.cancel", "Stop fetching the submissions chosen; parts that came go"),
)
_PLAYBACK = (
    Binding("workbench", ("Space", "Ctrl+Space"), "play.toggle", "Play or pause"),
    Binding("workbench", ("K",), "play.stop", "Pause and go back to normal speed, or play"),
    Binding("workbench", ("J",), "play.shuttle", "Play backwards; again for faster", -1),
    Binding("workbench", ("L",), "play.shuttle", "Play forwards; again for faster", 1),
    Binding("workbench", (",",), "play.step", "Back one frame", -1, repeats=True),
    Binding("workbench", (".", ";"), "play.step", "Forward one frame", 1, repeats=True),
    Binding("workbench", ("Left",), "play.jump", "Back 5 seconds", -5_000_000, repeats=True),
    Binding("workbench", ("Right",), "play.jump", "Forward 5 seconds", 5_000_000, repeats=True),
    Binding("workbench", ("Shift+Left",), "play.jump", "Back 1 second", -1_000_000, repeats=True),
    Binding("workbench", ("Shift+Right",), "play.jump", "Forward 1 second", 1_000_000, repeats=True),
    Binding("workbench", ("<",), "play.speed", "Slower", -1),
    Binding("workbench", (">",), "play.speed", "Faster", 1),
    Binding("workbench", ("Backspace",), "play.speed_normal", "Normal speed"),
    Binding("workbench", ("Home",), "play.start", "Go to the start"),
    Binding("workbench", ("End",), "play.end", "Go to the end"),
    Binding("workbench", ("Ctrl+T",), "play.go_to", "Go to a time"),
    Binding("workbench", ("[",), "loop.begin", "Repeat from here"),
    Binding("workbench", ("]",), "loop.end", "Repeat up to here"),
    Binding("workbench", ("B",), "loop.toggle", "Repeat the stretch chosen; else set its beginning, its end, and stop"),
    Binding("workbench", ("Ctrl+Up",), "sound.louder", "Louder, up to four times as recorded", 1, repeats=True),
    Binding("workbench", ("Ctrl+Down",), "sound.louder", "Quieter", -1, repeats=True),
    Binding("workbench", ("Shift+M",), "sound.mute", "Sound off, and on again"),
)
_LOOKING = (
    Binding("workbench", ("Z",), "picture.zoom", "Look closer at the picture or page", 1, repeats=True),
    Binding("workbench", ("Shift+Z",), "picture.zoom", "Step back from the picture or page", -1, repeats=True),
    Binding("workbench", ("Ctrl+0",), "picture.whole", "Show the whole picture or page"),
    Binding("workbench", ("Alt+Left",), "picture.pan", "See more of the left", "left", repeats=True),
    Binding("workbench", ("Alt+Right",), "picture.pan", "See more of the right", "right", repeats=True),
    Binding("workbench", ("Alt+Up",), "picture.pan", "See more of the top", "up", repeats=True),
    Binding("workbench", ("Alt+Down",), "picture.pan", "See more of the bottom", "down", repeats=True),
)
_ANGLES = (
    Binding("workbench", ("V",), "angle.turn", "Show a second camera beside the video, and put it away"),
    Binding("workbench", ("X",), "angle.line_up", "Hold the second picture; again: both show the same moment"),
    Binding("workbench", ("Alt+J",), "angle.shift_frame", "Second camera one frame earlier", -1, repeats=True),
    Binding("workbench", ("Alt+L",), "angle.shift_frame", "Second camera one frame later", 1, repeats=True),
    Binding("workbench", ("Alt+Shift+J",), "angle.shift_second", "Second camera one second earlier", -1, repeats=True),
    Binding("workbench", ("Alt+Shift+L",), "angle.shift_second", "Second camera one second later", 1, repeats=True),
    Binding("workbench", ("Shift+V",), "angle.sound", "Hear the other camera"),
)
_TIMELINE = (
    Binding("workbench", ("+", "=", "PgUp"), "timeline.zoom", "Look closer at the timeline", 1, repeats=True),
    Binding("workbench", ("-", "PgDown"), "timeline.zoom", "See more of the timeline", -1, repeats=True),
    Binding("workbench", ("A",), "timeline.whole", "Show all of the timeline"),
    Binding("workbench", ("Ctrl+Left",), "timeline.mark", "Select the mark before", -1, repeats=True),
    Binding("workbench", ("Ctrl+Right",), "timeline.mark", "Select the next mark", 1, repeats=True),
)
_MARKS = (
    Binding(
        "workbench",
        DIGITS,
        "mark.criterion",
        "Mark this moment or place for the criterion with that number; hold the key for a stretch",
        takes_digit=True,
        held="mark.extend",
    ),
    Binding("workbench", ("0",), "mark.pick", "Mark this moment or place and choose the criterion from a list"),
    Binding(
        "workbench",
        ("N",),
        "mark.plain",
        "Mark this moment or place without a criterion; hold the key for a stretch",
        held="mark.extend",
    ),
    Binding("workbench", ("I",), "mark.begin", "Begin a stretch here, for the criterion in focus"),
    Binding("workbench", ("O",), "mark.end", "End the last stretch here"),
    Binding("workbench", ("Enter",), "mark.note", "Write the note of the last mark"),
    Binding("workbench", ("S",), "mark.type", "Make the marks chosen a strength", "strength"),
    Binding("workbench", ("Q",), "mark.type", "Make the marks chosen a question", "question"),
    Binding("workbench", ("W",), "mark.type", "Make the marks chosen a worry", "worry"),
    Binding("workbench", ("E",), "mark.type", "Make the marks chosen a plain note", "note"),
    Binding("workbench", ("Ctrl+M",), "mark.link", "Link the marks chosen to another criterion"),
    Binding("workbench", ("C",), "mark.cite", "Cite the marks chosen, or take that back"),
    Binding("workbench", ("Ctrl+J",), "mark.nudge_start", "Start one frame earlier", -1, repeats=True),
    Binding("workbench", ("Ctrl+L",), "mark.nudge_start", "Start one frame later", 1, repeats=True),
    Binding("workbench", ("Ctrl+Shift+J",), "mark.nudge_end", "End one frame earlier", -1, repeats=True),
    Binding("workbench", ("Ctrl+Shift+L",), "mark.nudge_end", "End one frame later", 1, repeats=True),
    Binding("workbench", ("Delete",), "mark.retract", "Take the marks chosen away"),
)
_READING = (
    Binding("reading", ("PgDown",), "reading.page", "Next page", 1, repeats=True),
    Binding("reading", ("PgUp",), "reading.page", "Previous page", -1, repeats=True),
    Binding("reading", ("Home",), "reading.edge", "Go to the first page", -1),
    Binding("reading", ("End",), "reading.edge", "Go to the last page", 1),
    Binding("reading", ("Left",), "region.move", "Frame a region; move it left", "left", repeats=True),
    Binding("reading", ("Right",), "region.move", "Frame a region; move it right", "right", repeats=True),
    Binding("reading", ("Up",), "region.move", "Frame a region; move it up", "up", repeats=True),
    Binding("reading", ("Down",), "region.move", "Frame a region; move it down", "down", repeats=True),
    Binding("reading", ("Shift+Right",), "region.size", "Make the region wider", "wider", repeats=True),
    Binding("reading", ("Shift+Left",), "region.size", "Make the region narrower", "narrower", repeats=True),
    Binding("reading", ("Shift+Down",), "region.size", "Make the region higher", "higher", repeats=True),
    Binding("reading", ("Shift+Up",), "region.size", "Make the region lower", "lower", repeats=True),
    Binding("reading", ("T",), "region.quote", "Select the words inside the region of a PDF page"),
    Binding("reading", (",",), "reading.mark", "Select the mark before", -1, repeats=True),
    Binding("reading", (".", ";"), "reading.mark", "Select the next mark", 1, repeats=True),
)
_JUDGING = (
    Binding(
        "workbench",
        _alt(DIGITS),
        "score.level",
        "Choose that level for the criterion in focus, counted from the lowest",
        takes_digit=True,
    ),
    Binding("workbench", ("Ctrl+Z",), "edit.undo", "Undo"),
    Binding("workbench", ("Ctrl+Shift+Z", "Ctrl+Y"), "edit.redo", "Redo"),
    Binding("workbench", ("Ctrl+Shift+Enter",), "assessment.submit", "Open the submit dialog"),
)
_FINDING = (
    Binding(
        "workbench", ("Ctrl+F",), "find.open", "Find words in the text, PDF or captions; from the moments, in them"
    ),
    Binding("workbench", ("F3",), "find.go", "Go to the next place found", 1),
    Binding("workbench", ("Shift+F3",), "find.go", "Go to the place found before", -1),
    Binding("workbench", ("Shift+C",), "captions.turn", "Show captions, the next ones, or none", needs_player=True),
    Binding("workbench", ("F2",), "moments.edit", "Edit the chosen moment in its row: time, criterion, type, note"),
    Binding("workbench", ("Ctrl+Shift+M",), "moments.sort", "Sort the moments by another column"),
)
_MOVING = (
    Binding("workbench", ("Ctrl+PgDown",), "page.neighbour", "Next submission", 1),
    Binding("workbench", ("Ctrl+PgUp",), "page.neighbour", "Previous submission", -1),
    Binding("workbench", ("F6",), "pane.cycle", "Next pane", 1),
    Binding("workbench", ("Shift+F6",), "pane.cycle", "Previous pane", -1),
    Binding("workbench", ("M",), "pane.show", "Go to the moments", "moments"),
    Binding("workbench", ("R",), "pane.show", "Go to the rubric", "rubric"),
    Binding("workbench", ("F",), "view.full_screen", "Full screen, and back"),
    Binding("workbench", ("?",), "page.keys", "Show these keys"),
    Binding("workbench", ("Escape",), "pane.player", "Back to the player"),
)
_RUBRIC = tuple(
    Binding(mode, keys, command, words, argument)
    for mode in ("workbench", "text")
    for keys, command, words, argument in (
        (("Alt+PgDown",), "criterion.go", "Next criterion", 1),
        (("Alt+PgUp",), "criterion.go", "Previous criterion", -1),
        (("Alt+0",), "score.condition", "Say why the criterion in focus cannot be scored", None),
        (("F4",), "score.missing", "Go to what is missing next", None),
        (("Shift+F4",), "score.difference", "Go to the next criterion on which two assessors differ", None),
        (("Ctrl+R",), "rubric.whole", "Show the whole rubric, all levels side by side", None),
    )
)
_INTEGRITY = tuple(
    Binding(mode, ("F8", "Ctrl+B"), "evidence.hide", "I know someone here: hide all evidence at once")
    for mode in ("workbench", "text")
)
_TEXT = (
    Binding("text", ("Ctrl+Space",), "play.toggle", "Play or pause"),
    Binding("text", ("Ctrl+F",), "find.open", "Find words in the text, PDF or captions; from the moments, in them"),
    Binding("text", ("F3",), "find.go", "Go to the next place found", 1),
    Binding("text", ("Shift+F3",), "find.go", "Go to the place found before", -1),
    Binding("text", ("Escape",), "pane.player", "Back to the player"),
    Binding("text", ("F6",), "pane.cycle", "Next pane", 1),
    Binding("text", ("Shift+F6",), "pane.cycle", "Previous pane", -1),
    Binding(
        "text",
        _alt(DIGITS),
        "score.level",
        "Choose that level for the criterion in focus, counted from the lowest",
        takes_digit=True,
    ),
    Binding("text", ("Ctrl+PgDown",), "page.neighbour", "Next submission", 1),
    Binding("text", ("Ctrl+PgUp",), "page.neighbour", "Previous submission", -1),
    Binding("text", ("Ctrl+Shift+Enter",), "assessment.submit", "Open the submit dialog"),
)

_COMPOSING = (
    Binding("workbench", ("Y",), "pane.show", "Go to the feedback", "feedback"),
    Binding("workbench", ("Ctrl+P",), "feedback.preview", "Read the feedback as the candidate will, and back"),
    Binding("workbench", ("Ctrl+Shift+K",), "comments.bank", "Open my comments"),
    Binding("text", ("Ctrl+Shift+PgDown",), "feedback.part", "Feedback of the next criterion", 1),
    Binding("text", ("Ctrl+Shift+PgUp",), "feedback.part", "Feedback of the criterion before", -1),
    Binding("text", ("Ctrl+I",), "feedback.moment", "Put a cited moment into the feedback"),
    Binding("text", ("Ctrl+P",), "feedback.preview", "Read the feedback as the candidate will, and back"),
    Binding("text", ("Ctrl+E",), "text.finding", "Go to the next unknown word or name"),
    Binding("text", ("Ctrl+K",), "text.keep", "Keep the selection, or the whole text, as a comment"),
    Binding("text", ("Ctrl+Shift+K",), "comments.bank", "Open my comments"),
)


def _of_player(rows: tuple[Binding, ...]) -> tuple[Binding, ...]:
    return tuple(replace(row, needs_player=True) for row in rows)


_WATCHING = (*_of_player(_PLAYBACK), *_LOOKING, *_of_player(_ANGLES), *_of_player(_TIMELINE))
_WORKBENCH = (*_WATCHING, *_MARKS, *_JUDGING, *_FINDING, *_MOVING)
TABLE: tuple[Binding, ...] = (*_WINDOW, *_INBOX, *_WORKBENCH, *_READING, *_TEXT, *_RUBRIC, *_COMPOSING, *_INTEGRITY)
