"""Clip C: a small group the morning after an exit ticket about reading the scale of a bar graph."""

from steps import Hands, Pause, Say, Script, Step, Voice, Write

_SORTED: tuple[Step, ...] = (
    Say("T", "These are the exit tickets from yesterday. I sorted them into three piles before I went home."),
    Pause(0.5),
    Say("T", "Fourteen of you had both answers right."),
    Write(0, 1.8),
    Pause(0.8),
    Say("T", "Seven read the bars, but not the scale."),
    Write(1, 1.5),
    Pause(0.8),
    Say("T", "And three did not finish."),
    Write(2, 1.2),
    Pause(1.8),
    Say("T", "Look at the middle bar. What do you think those seven people did?", "question"),
    Hands({"B": "up"}, 3.4),
    Pause(4.6),
    Say("B", "They counted the lines, and not the numbers.", "answer"),
    Hands({"B": "rest"}),
    Pause(2.1),
    Say("B", "Each line was worth five. I counted one for each.", "answer"),
    Pause(1.5),
    Say("T", "That tells me something the mark alone did not. Your adding was right, and the scale was the hard part."),
    Pause(0.9),
)

_SCALE: tuple[Step, ...] = (
    Say("T", "What could you ask yourself before you read a bar?", "question"),
    Hands({"C": "up"}, 4.8),
    Pause(6.2),
    Say("C", "What does one line stand for?", "answer"),
    Hands({"C": "rest"}),
    Pause(1.3),
    Say("T", "What does one line stand for. I will write that down."),
    Write(3, 3.2),
    Pause(3.6),
    Say("T", "Now try this graph. The scale goes up in twenties. How many books did class two read?", "question"),
    Pause(5.4),
    Say("A", "Fifty?", "answer"),
    Pause(3.0),
    Say("A", "Yes. It is between forty and sixty, so it is fifty.", "answer"),
    Pause(1.2),
    Say("T", "How do you know it is half way?", "question"),
    Pause(2.7),
    Say("A", "Because the top of the bar is in the middle of two lines.", "answer"),
    Pause(0.9),
    Say("T", "C, would you read it the same way?", "question"),
    Pause(2.2),
    Say("C", "I would say about fifty. You can not be exact between the lines.", "answer"),
    Pause(1.6),
)

_TODAY: tuple[Step, ...] = (
    Say("T", "About fifty is a careful answer. Now write today's ticket. One question, on your own.", "instruction"),
    Hands({"A": "write", "B": "write", "C": "write"}),
    Pause(11.0),
    Say(
        "T",
        "Here is what I will do with it. If you read the scale, you go on to double bars. "
        "If not yet, we use the ruler strip together tomorrow.",
    ),
    Hands({"A": "rest", "C": "rest"}, 1.0),
    Hands({"B": "rest"}, 3.0),
    Pause(1.4),
    Say("T", "How will you know which group you are in?", "question"),
    Hands({"B": "up"}, 1.8),
    Pause(3.3),
    Say("B", "If I wrote down what one line stands for.", "answer"),
    Hands({"B": "rest"}),
    Pause(1.6),
    Say("T", "Exactly that. Tickets in the middle of the table, please.", "instruction"),
    Pause(2.4),
)

SCRIPT = Script(
    title="Yesterday's exit tickets",
    board=("14", "7", "3", "What does one line stand for?"),
    voices={
        "T": Voice("en-gb+f3", 150, 46, 1.0),
        "A": Voice("en-us+f5", 150, 84, 0.8),
        "B": Voice("en-us+m1", 152, 82, 0.8),
        "C": Voice("en-gb+f4", 156, 90, 0.8),
    },
    steps=_SORTED + _SCALE + _TODAY,
)
