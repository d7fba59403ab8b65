"""Clip A: a science lesson about a puddle, with long and short silences after the questions."""

from steps import Hands, Murmur, Pause, Say, Script, Step, Voice, Write

_OPENING: tuple[Step, ...] = (
    Say("T", "Good morning, everyone. Yesterday we poured a puddle on the playground and drew around it with chalk."),
    Write(0, 3.2),
    Pause(0.6),
    Say("T", "We drew it again at eleven, and again at one o'clock."),
    Write(1, 3.0),
    Pause(3.4),
    Say("T", "What do you notice about the three outlines?", "question"),
    Hands({"B": "up"}, 1.5),
    Hands({"D": "up"}, 2.4),
    Hands({"E": "up"}, 3.4),
    Pause(4.2),
    Say("T", "D, please."),
    Hands({"B": "rest", "E": "rest", "D": "rest"}, 0.5),
    Pause(0.6),
    Say("D", "It got smaller every time. But it kept the same shape, sort of.", "answer"),
    Pause(2.6),
    Say("B", "And the edge moved in more on the sunny side.", "answer"),
    Pause(1.2),
    Say("T", "The sunny side. Say more about that.", "question"),
    Pause(1.9),
    Say("B", "I think the sun makes the water leave faster.", "answer"),
)

_TOO_FAST: tuple[Step, ...] = (
    Pause(0.7),
    Say("T", "So where does the water go?", "question"),
    Pause(0.7),
    Say("T", "Does it go into the ground, or into the air?", "question"),
    Hands({"A": "up"}, 0.1),
    Pause(0.6),
    Say("A", "The air.", "answer"),
    Hands({"A": "rest"}, 0.4),
    Pause(0.5),
    Say("T", "I asked that too quickly. Let me ask it in a better way, and nobody speaks until I lower my hand."),
    Hands({"T": "up"}),
    Pause(1.0),
)

_BETTER: tuple[Step, ...] = (
    Say("T", "How could we find out whether the water went into the ground, or into the air?", "question"),
    Hands({"F": "up"}, 2.7),
    Hands({"A": "up"}, 3.6),
    Hands({"C": "up"}, 4.9),
    Hands({"B": "up"}, 6.0),
    Pause(7.3),
    Hands({"T": "open"}),
    Say("T", "F."),
    Hands({"A": "rest", "B": "rest", "C": "rest", "F": "rest"}, 0.7),
    Pause(0.5),
    Say(
        "F",
        "We could put a puddle on a plastic tray, so it can not go into the ground. "
        "If it still gets smaller, it went into the air.",
        "answer",
    ),
    Hands({"T": "rest"}),
    Pause(3.2),
    Say("A", "But the tray has to be in the same place, or it is not fair.", "answer"),
    Pause(2.0),
    Say("T", "Who can build on that?", "question"),
    Hands({"C": "up"}, 1.8),
    Pause(3.1),
    Say("C", "You could use two trays, and put a lid on one.", "answer"),
    Hands({"C": "rest"}, 0.5),
    Pause(1.4),
    Say("T", "What would the lid tell us?", "question"),
    Hands({"E": "up"}, 3.9),
    Pause(5.1),
    Say(
        "E",
        "If the water is still there under the lid, then it needs the air to take it away. "
        "I am not sure. Maybe there will be drops on the lid.",
        "answer",
    ),
    Hands({"E": "rest"}, 0.5),
    Pause(2.2),
)

_CLOSING: tuple[Step, ...] = (
    Say("T", "I am going to write down both of your tests."),
    Write(2, 2.6),
    Write(3, 3.0, 3.2),
    Pause(6.4),
    Say("T", "Turn to your partner. Which test would you trust more, and why?", "question"),
    Murmur(8.0),
    Say("T", "Thank you. Who has changed their mind?", "question"),
    Hands({"D": "up"}, 1.2),
    Hands({"A": "up"}, 1.7),
    Pause(2.4),
    Say("D", "I have, because one tray on its own does not prove it.", "answer"),
    Hands({"A": "rest", "D": "rest"}, 0.5),
    Pause(1.8),
    Say("T", "Then we set up both trays after the break, and you decide what to measure."),
    Pause(2.0),
)

SCRIPT = Script(
    title="Where does the puddle go?",
    board=(
        "Where does the puddle go?",
        "9:00   >   11:00   >   1:00",
        "Test 1: a tray, same place",
        "Test 2: one with a lid",
    ),
    voices={
        "T": Voice("en-us+f2", 152, 44, 1.0),
        "A": Voice("en-us+f5", 158, 82, 0.8),
        "B": Voice("en-us+m4", 160, 78, 0.8),
        "C": Voice("en-gb+f4", 154, 88, 0.75),
        "D": Voice("en-us+m1", 150, 84, 0.8),
        "E": Voice("en-us+f3", 150, 92, 0.75),
        "F": Voice("en-gb+m7", 164, 80, 0.8),
    },
    steps=_OPENING + _TOO_FAST + _BETTER + _CLOSING,
)
