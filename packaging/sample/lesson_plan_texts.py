"""What the candidates' lesson plans say; `minutes, teacher, pupils` are the rows of the table in the plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LessonPlan:
    file: str
    title: str
    facts: Sequence[tuple[str, str]]
    aim: str
    rows: Sequence[tuple[str, str, str]]
    sections: Sequence[tuple[str, Sequence[str]]] = field(default=())


_PUDDLE_FACTS = (
    ("Subject", "Science"),
    ("Year", "5"),
    ("Time", "45 minutes"),
    ("Pupils", "24, six in view of the camera"),
)
_FRACTION_FACTS = (
    ("Subject", "Mathematics"),
    ("Year", "4"),
    ("Time", "50 minutes"),
    ("Pupils", "22, six in view of the camera"),
)
_GRAPH_FACTS = (
    ("Subject", "Mathematics: data"),
    ("Year", "4"),
    ("Time", "30 minutes"),
    ("Pupils", "24; clip: group of three"),
)

WAIT_TIME_A = LessonPlan(
    "wait-time-plan-a.pdf",
    "Where does the puddle go?",
    _PUDDLE_FACTS,
    "Pupils plan a fair test that tells whether the water of a puddle goes into the ground or into the air.",
    (
        (
            "0-5",
            "Shows the three chalk outlines from yesterday. Asks question 1. <b>Silence: 3 s or more.</b>",
            "Look, think, raise a hand only when ready.",
        ),
        (
            "5-15",
            "Asks for more after each answer, or says nothing. <b>Silence after answers: about 2 s.</b>",
            "Add to what others said, without being called.",
        ),
        (
            "15-25",
            "Asks question 2. One arm stays up: nobody speaks until it is lowered. <b>5 s or more.</b>",
            "Think of a test. Several hands before anyone speaks.",
        ),
        (
            "25-32",
            'Partner talk about question 4, then "Who has changed their mind?"',
            "Tell each other which test they trust more and why.",
        ),
        ("32-45", "Sets up the trays with the class.", "Write in the notebook: what will we measure, and when?"),
    ),
    (
        (
            "Questions, in these words",
            (
                "What do you notice about the three outlines?",
                "How could we find out whether the water went into the ground, or into the air?",
                "What would the lid tell us?",
                "Which test would you trust more, and why?",
            ),
        ),
        (
            "What I expect",
            (
                'Most will say "the sun took it". I leave that standing and ask for more.',
                "Someone may say that a tray changes the place. If nobody does, I ask what has to stay the same.",
            ),
        ),
        (
            "My own habit",
            ("I tend to ask twice when nobody answers at once. When I notice it, I say so and ask again properly.",),
        ),
    ),
)

WAIT_TIME_B = LessonPlan(
    "wait-time-plan-b.pdf",
    "Evaporation",
    _PUDDLE_FACTS,
    "Pupils know the word evaporation and can say what happens to a puddle.",
    (
        ("0-10", "Repeat yesterday: chalk outlines. Ask what they see.", "Answer."),
        ("10-20", "Ask where the water goes. Explain evaporation.", "Answer, copy the word."),
        ("20-35", "Collect ideas for a test on the board.", "Suggest tests."),
        ("35-45", "Worksheet.", "Fill in the worksheet."),
    ),
    (("Wait time", ("I will try to wait longer than usual.",)),),
)

WAIT_TIME_B2 = LessonPlan(
    "wait-time-plan-b2.pdf",
    "Evaporation (revised)",
    _PUDDLE_FACTS,
    "Pupils suggest a test for where the water of a puddle goes, and give a reason for trusting it.",
    (
        (
            "0-8",
            'Chalk outlines. "What do you notice?" Then three seconds, counted on my fingers behind my back.',
            "Think; hands up when ready.",
        ),
        (
            "8-18",
            '"How could we find out where the water went?" At least five seconds, my arm up as the sign.',
            "Think; nobody speaks before the arm is down.",
        ),
        (
            "18-28",
            "After each answer I look at the speaker and say nothing for two seconds.",
            "Go on, or another pupil goes on.",
        ),
        ("28-36", "Partner talk: which test would you trust more?", "Talk, then tell what the partner said."),
        (
            "36-45",
            "Trays. The word evaporation comes here, when they need it.",
            "Set up the test; write the word beside the drawing.",
        ),
    ),
    (
        (
            "What is new since the first version",
            (
                "The wording of the two main questions is fixed, so that I do not add a second question.",
                "The silence has a length and a sign.",
                "The word comes after the idea.",
            ),
        ),
        ("Questions that do not need silence", ('"What day did we pour it?" and "Where is the chalk?"',)),
    ),
)

GESTURES_A = LessonPlan(
    "gestures-plan-a.pdf",
    "Which fraction is greater? The missing piece",
    _FRACTION_FACTS,
    "Pupils compare two fractions that each lack one piece of the whole, by comparing the missing pieces.",
    (
        ("0-10", "Warm-up: fractions on the number line.", "Place 1/2, 1/4 and 3/4."),
        (
            "10-16",
            '<b>Check 1, thumbs.</b> "3/4 is greater than 2/3." Up: agree, sideways: not sure, down: '
            "disagree. Three seconds, then the signal.",
            "Thumb close to the chest, all at once.",
        ),
        ("16-22", "Asks one unsure and one sure pupil for reasons.", "Listen, use the idea of the missing piece."),
        (
            "22-34",
            "<b>Check 2, fingers.</b> 5/6 or 3/4? 1: 5/6, 2: 3/4, 3: equal. Partner drawing, then the same "
            "check again.",
            "Show, draw, show again.",
        ),
        ("34-36", "<b>Check 3, fist to five.</b> Could you explain the missing piece to a friend?", "Show."),
        ("36-50", "Works with twos and threes at the side table; others take the challenge.", "Group work."),
    ),
    (
        (
            "What I do with check 1",
            (
                "Nearly all up, with good reasons: straight to check 2.",
                "Mixed: two reasons from the class, then check 2.",
                "Mostly down or sideways: fraction strips for everyone, check 2 tomorrow.",
            ),
        ),
        (
            "What I do with check 2",
            (
                'A three ("equal") usually means counting missing pieces: ask how big the piece is.',
                'A two usually means "quarters are bigger": ask how many of them there are.',
                "Still a two after the drawing: strip at the pupil's table.",
            ),
        ),
    ),
)

GESTURES_B = LessonPlan(
    "gestures-plan-b.pdf",
    "Comparing fractions",
    _FRACTION_FACTS,
    "Pupils can say which of two fractions is greater.",
    (
        ("0-10", "Number line warm-up.", "Place fractions."),
        ("10-20", "Thumb check: 3/4 and 2/3. Ask two pupils why.", "Thumbs, explain."),
        ("20-35", "Finger check: 5/6 and 3/4. Partner work. Check again.", "Fingers, drawing."),
        ("35-50", "Fist to five, then groups.", "Work in groups."),
    ),
    (
        (
            "Checks",
            (
                "Thumbs: who has the idea of comparing with one whole?",
                "Fingers: can they use it with other fractions?",
                "Fist to five: who wants help?",
            ),
        ),
        ("If many are wrong", ("I explain again with strips.",)),
    ),
)

EXIT_TICKET_A = LessonPlan(
    "exit-ticket-plan-a.pdf",
    "After the ticket: what does one line stand for?",
    _GRAPH_FACTS,
    "Pupils find out the scale of a bar graph before they read a bar, and say how sure a reading between two lines is.",
    (
        (
            "0-4",
            'Shows the three piles as bars: 14, 7, 3. No names. "What do you think those seven did?"',
            "Look for the reason.",
        ),
        ("4-9", "Collects one question to ask oneself before reading; writes it on the board.", "Find the question."),
        (
            "9-15",
            'New graph, scale in twenties. "How many books did class 2 read?"',
            "Read, explain, compare readings.",
        ),
        ("15-18", "Today's ticket: one question, alone.", "Write; first line: what one line stands for."),
        (
            "18-30",
            "Three tables: double bars, ruler strip, finish yesterday's ticket with me.",
            "Work at the table that fits.",
        ),
    ),
    (
        (
            "Yesterday's ticket",
            (
                '"The scale of this graph goes up in fives. How many pupils walk to school? How many more '
                'walk than come by bus?"',
                "14 had both right. 7 counted lines and subtracted correctly. 3 did not get to the second question.",
            ),
        ),
        (
            "What else it could mean",
            (
                "The lines on the slip were faint: perhaps they were not seen. I ask the pupils before I decide.",
                "The three may have needed more time and not more teaching.",
            ),
        ),
        (
            "Second check",
            ("Today's ticket uses another scale. I read it before lunch and set tomorrow's tables from it.",),
        ),
    ),
)

EXIT_TICKET_B = LessonPlan(
    "exit-ticket-plan-b.pdf",
    "Bar graphs, second lesson",
    _GRAPH_FACTS,
    "Pupils read bar graphs with different scales.",
    (
        ("0-5", "Shows the result of the exit ticket: 14 right, 7 wrong, 3 not done.", "Listen."),
        ("5-12", "Asks what went wrong and how to read a scale.", "Answer."),
        ("12-18", "Example with a scale in twenties.", "Read the graph."),
        ("18-30", "New ticket; practice.", "Ticket, worksheet."),
    ),
    (("Groups", ("Right: extension sheet.", "Wrong or not done: practise together.")),),
)

PLANS = (WAIT_TIME_A, WAIT_TIME_B, WAIT_TIME_B2, GESTURES_A, GESTURES_B, EXIT_TICKET_A, EXIT_TICKET_B)
