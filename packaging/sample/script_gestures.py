"""Clip B: comparing fractions, with thumbs and fingers shown by the whole class at once."""

from steps import Hands, Murmur, Pause, Say, Script, Step, Voice, Write

_REST: dict[str, str] = dict.fromkeys("ABCDEF", "rest")

_THUMBS: tuple[Step, ...] = (
    Say(
        "T",
        "Before we go on, I want to see what everyone is thinking. Hands in front of your chest, so that "
        "nobody copies.",
        "instruction",
    ),
    Write(0, 2.4),
    Pause(0.8),
    Say("T", "Thumb up if you agree, sideways if you are not sure, down if you disagree.", "instruction"),
    Pause(0.9),
    Say("T", "Three quarters is greater than two thirds. Think first.", "question"),
    Pause(3.6),
    Say("T", "Show me, now.", "instruction"),
    Hands({"A": "thumb_up", "B": "thumb_up", "D": "thumb_up"}, 0.1),
    Hands({"C": "thumb_side", "E": "thumb_down"}, 0.4),
    Hands({"F": "thumb_side"}, 0.9),
    Pause(4.0),
    Say("T", "I see three up, two sideways and one down. Hands down, thank you."),
    Hands(_REST),
    Pause(0.8),
    Say("T", "C, what makes you unsure?", "question"),
    Pause(3.2),
    Say("C", "They are both missing one piece, so I thought they might be the same.", "answer"),
    Pause(1.5),
    Say("T", "Both are missing one piece. Who can use that idea?", "question"),
    Hands({"A": "up"}, 1.6),
    Pause(2.8),
    Say("A", "The piece that is missing from the thirds is bigger. So two thirds is less.", "answer"),
    Hands({"A": "rest"}),
    Pause(1.1),
)

_FINGERS: tuple[Step, ...] = (
    Say("T", "Keep that idea. Here is a second one."),
    Write(1, 2.2),
    Pause(2.6),
    Say(
        "T",
        "Show one finger if five sixths is greater, two fingers if three quarters is greater, "
        "three fingers if they are equal.",
        "question",
    ),
    Pause(5.0),
    Say("T", "Show me.", "instruction"),
    Hands({"A": "fingers_1", "B": "fingers_1", "F": "fingers_1"}, 0.1),
    Hands({"C": "fingers_1", "E": "fingers_2"}, 0.5),
    Hands({"D": "fingers_3"}, 1.1),
    Pause(3.6),
    Say("T", "Four ones, a two and a three. E, tell us about your two.", "question"),
    Hands({"A": "rest", "B": "rest", "C": "rest", "D": "rest", "F": "rest"}, 0.4),
    Pause(2.0),
    Say("E", "Quarters are bigger than sixths. So three quarters must be more.", "answer"),
    Hands({"E": "rest"}),
    Pause(1.3),
    Say("T", "That is a real reason. Turn to your partner, and draw both on one number line.", "instruction"),
    Hands(dict.fromkeys("ABCDEF", "write")),
    Murmur(9.0),
)

_AGAIN: tuple[Step, ...] = (
    Hands(_REST),
    Say("T", "Same question again. Show me.", "question"),
    Hands({"A": "fingers_1", "B": "fingers_1", "E": "fingers_1"}, 0.2),
    Hands({"C": "fingers_1", "D": "fingers_1"}, 0.6),
    Hands({"F": "fingers_2"}, 1.4),
    Pause(3.4),
    Say("T", "F, you moved from one finger to two.", "question"),
    Hands({"A": "rest", "B": "rest", "C": "rest", "D": "rest", "E": "rest"}, 0.3),
    Pause(2.4),
    Say("F", "I made my sixths too small when I drew the line.", "answer"),
    Hands({"F": "rest"}),
    Pause(0.8),
    Say(
        "T", "Thank you for telling us. I will bring a fraction strip to your table while the others try number three."
    ),
    Write(2, 2.6),
    Pause(2.8),
    Say(
        "T",
        "Last one. From fist to five, how sure are you that you could explain the missing piece to a friend?",
        "question",
    ),
    Pause(3.0),
    Hands({"A": "fingers_5", "B": "fingers_4", "E": "fingers_4"}),
    Hands({"C": "fingers_4", "D": "fingers_3"}, 0.4),
    Hands({"F": "fingers_2"}, 1.0),
    Pause(4.2),
    Say("T", "Twos and threes stay with me for five minutes. Fours and fives start on the challenge.", "instruction"),
    Hands(_REST, 0.6),
    Pause(2.2),
)

SCRIPT = Script(
    title="Which fraction is greater?",
    board=("3/4  >  2/3   ?", "5/6  or  3/4   ?", "3:   7/8  or  5/6"),
    voices={
        "T": Voice("en-us+m3", 150, 42, 1.0),
        "A": Voice("en-us+f4", 156, 86, 0.8),
        "C": Voice("en-gb+m7", 148, 88, 0.8),
        "E": Voice("en-us+f5", 154, 78, 0.8),
        "F": Voice("en-us+m1", 152, 82, 0.75),
    },
    steps=_THUMBS + _FINGERS + _AGAIN,
)
