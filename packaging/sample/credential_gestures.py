"""The micro-credential "Checking for understanding using gestures": every criterion is required."""

from credential_model import Credential, CriterionText, LevelText, PartText


def _levels(*texts: tuple[str, str]) -> tuple[LevelText, ...]:
    names = ("Not yet", "Progressing", "Demonstrated")
    return tuple(LevelText(n, k, d, f) for k, (n, (d, f)) in enumerate(zip(names, texts, strict=True)))


_CRITERIA = (
    CriterionText(
        "Plans the check for a purpose",
        "The lesson plan says what the gesture check is meant to find out, when it comes, and what may follow from it.",
        1.0,
        _levels(
            (
                "The plan mentions a gesture or names none, and does not say what the teacher wants to "
                "find out with it.",
                "Write down the one idea you want to check, and the gesture that would show it. The lesson "
                "can then be built around that moment.",
            ),
            (
                "The plan places a gesture check at a sensible moment and names the idea to be checked. "
                "What the teacher will do with "
                "the result is missing or the same whatever the result.",
                "The moment and the idea are clear. Add what you will do if most, some or hardly any "
                "pupils show understanding.",
            ),
            (
                "The plan ties each check to one idea that matters for the next step, says what every "
                "gesture means, and names at least "
                "two different next steps depending on what is seen.",
                "Your plan makes the check a real decision point: it says what you look for and what you "
                "will do in either case.",
            ),
        ),
        "Demonstrated",
    ),
    CriterionText(
        "Gets an answer from every pupil at once",
        "In the clip all pupils answer with the gesture at the same moment, after time to think, without copying.",
        1.0,
        _levels(
            (
                "Few pupils show a gesture, or they answer one after another so that most can wait and "
                "copy. There is no time to think "
                "before the signal.",
                "Ask everybody to think first, then give one clear signal. Look again at the moments where "
                "only the quickest pupils answered.",
            ),
            (
                "Most pupils show the gesture, but some are late, look around first or are not noticed. "
                "The signal or the thinking time "
                "is uneven across the clip.",
                "Most of the class is with you. A short silence and a fixed signal would keep the slower "
                "pupils from copying.",
            ),
            (
                "Every visible pupil shows a gesture on one signal, after at least three seconds to think. "
                "The way of showing it (for "
                "example close to the chest) makes copying hard, and the teacher looks at all of them.",
                "Everybody answered, at once and for themselves. The silence before your signal made that possible.",
            ),
        ),
        "Demonstrated",
    ),
    CriterionText(
        "Asks for the reasons behind the gesture",
        "The teacher asks pupils with different gestures to explain, and treats wrong and unsure answers as useful.",
        1.0,
        _levels(
            (
                "The gesture is the end of it: the teacher praises or corrects and moves on, or asks only "
                "pupils who were right.",
                "A gesture shows that a pupil has decided, not why. Choose two pupils with different "
                "answers and ask how they got there.",
            ),
            (
                "The teacher asks one or two pupils for a reason. The follow-up stays with the expected "
                "answer, or the teacher explains "
                "in the pupil's place.",
                "You do ask for reasons. Stay a little longer with the pupil who was unsure, and let the "
                "class use what was said.",
            ),
            (
                "The teacher asks pupils who showed different gestures, including unsure or wrong ones, "
                "for their reasons, gives them "
                "time, and takes what they say further with the class.",
                "You asked for the reason behind the doubtful gesture, and the class learned from it. That "
                "is the heart of this method.",
            ),
        ),
        "Demonstrated",
    ),
    CriterionText(
        "Changes the lesson because of what was seen",
        "What the teacher does next follows from the gestures, and the reflection explains the choice from "
        "the evidence.",
        1.0,
        _levels(
            (
                "The lesson goes on as planned whatever the gestures show, and the reflection does not "
                "mention particular responses.",
                "Name what you saw, in numbers if you can, and the one thing you did or would do because of it.",
            ),
            (
                "The teacher reacts to the gestures, for example by explaining again to everybody. The "
                "reflection describes the response "
                "in general terms.",
                "You noticed and you reacted. Next time try to give different pupils different next steps, "
                "as they showed different needs.",
            ),
            (
                "The next step differs with what was seen, such as partner work, another check, or support "
                "for some while others go on. "
                "The reflection uses particular gestures in the clip to explain the choice.",
                "What you did next came from what the pupils showed, and you can point to the moment that "
                "made you decide.",
            ),
        ),
        "Demonstrated",
    ),
)

CREDENTIAL = Credential(
    slug="gestures",
    name="Checking for understanding using gestures",
    summary="The teacher uses gestures shown by all pupils at once to find out what they understand, and "
    "teaches on from there.",
    competency="The teacher finds out during the lesson what every pupil understands, and uses it to "
    "decide what comes next.",
    key_method="All pupils answer one well chosen question with an agreed gesture at the same moment. The "
    "teacher takes in the whole "
    "room, asks for reasons behind different gestures, and changes the next minutes of the lesson "
    "accordingly.",
    components=(
        "Choose one idea on which the rest of the lesson depends, and a question that separates those who "
        "have it from those who do not.",
        "Agree on gestures that are quick, silent and hard to copy: thumbs, fingers, fist to five.",
        "Give time to think, then one signal for all.",
        "Look at everyone before speaking, and say what you see without naming right or wrong at once.",
        "Ask pupils with different gestures for their reasons.",
        "Decide: go on, go back, or go on with some and back with others.",
    ),
    research="Reviews of formative assessment, beginning with Black and Wiliam in 1998, found that pupils "
    "learn more when teachers gather "
    "evidence of understanding during lessons and act on it. Later guidance for teachers, such as Wiliam's "
    "work on formative assessment "
    "and Rosenshine's principles of instruction, recommends ways of getting an answer from every pupil and "
    "not only from volunteers. "
    "Self-reported confidence alone is a weak sign of understanding, which is why this method asks for "
    "reasons.",
    parts=(
        PartText(
            "overview",
            "Your class and your purpose",
            "Describe the class without naming anyone, the idea you checked, and why this was the moment to check it.",
            200,
        ),
        PartText(
            "artifact",
            "Lesson video",
            "Two to ten minutes, uncut, with at least two gesture checks and what followed.",
            None,
        ),
        PartText("artifact", "Lesson plan", "The plan you used, with the checks marked. One or two pages.", None),
        PartText(
            "artifact",
            "Student work",
            "One piece of work from this lesson that shows what a pupil understood. No names.",
            None,
        ),
        PartText(
            "reflection",
            "Reflection",
            "What did the gestures tell you, what did you do because of it, and what would you do differently?",
            200,
        ),
    ),
    criteria=_CRITERIA,
    policy={
        "decision": {"rule": "all-required", "rounding": "none"},
        "evidence": {"citations_per_criterion": 1, "rationale_required": True},
        "double_scoring": {"share": "0.20", "discrepancy": "decision-differs", "resolution": "adjudication"},
        "blind": {"candidate": True, "school": True, "assessors": True, "earlier_scores": "hidden"},
        "attempts": {"maximum": 3, "days_between": 0},
    },
    tags=("formative assessment", "questioning", "all-pupil response"),
)
