"""The micro-credential "Data literacy: reading an exit ticket": points decide; contact hours."""

from credential_model import Credential, CriterionText, LevelText, PartText


def _levels(*texts: tuple[str, str]) -> tuple[LevelText, ...]:
    names = ("Not met", "Partly met", "Met")
    return tuple(LevelText(n, k, d, f) for k, (n, (d, f)) in enumerate(zip(names, texts, strict=True)))


_CRITERIA = (
    CriterionText(
        "Asks a ticket that tells errors apart",
        "The exit ticket is short, matches the aim of the lesson, and its answers show which idea is missing.",
        1.0,
        _levels(
            (
                "The ticket asks about something other than the aim, or all wrong answers look the same.",
                "Look at your aim again: what would a pupil write who has half understood it? Ask so that this shows.",
            ),
            (
                "The ticket matches the aim, but its answers mostly show right or wrong and not what went wrong.",
                "The question fits. Change numbers or wording so that the usual mistake gives an answer of its own.",
            ),
            (
                "One or two questions match the aim, can be answered in a few minutes, and the usual "
                "mistakes lead to different answers.",
                "Short and well built: from the answer one can tell which idea was missing.",
            ),
        ),
        "Met",
    ),
    CriterionText(
        "Sorts answers by kind of thinking",
        "The teacher groups the answers by what pupils did, not only by marks, and can show an example of each group.",
        1.0,
        _levels(
            (
                "Answers are counted right or wrong, or only an average is given.",
                "Put the wrong answers side by side and ask what each pupil may have been thinking.",
            ),
            (
                "Answers are in groups, but the groups follow the marks, or an example is missing for one of them.",
                "Your groups are a start. Give each a name that says what the pupils did, and add an example.",
            ),
            (
                "Groups are named by what pupils did, with numbers and an example for each, and unfinished "
                "answers are a group of their own.",
                "Your groups describe thinking, and anyone could sort the next ticket by them.",
            ),
        ),
        "Met",
    ),
    CriterionText(
        "Draws careful conclusions",
        "What the teacher concludes stays within what one short ticket can show.",
        1.0,
        _levels(
            (
                "Conclusions go well beyond the ticket, such as about ability or effort.",
                "Stay with what is on the paper. What else could explain these answers?",
            ),
            (
                "Conclusions fit the answers, but no other explanation is considered.",
                "Your conclusion is likely. Name one other reason that could lead to the same answer, and how to tell.",
            ),
            (
                "Conclusions fit the answers, another explanation is weighed, and the teacher asks pupils "
                "about it or checks again.",
                "You read the answers as a question, and you asked the pupils before deciding.",
            ),
        ),
        "Met",
    ),
    CriterionText(
        "Teaches on from the data",
        "The next lesson differs for the groups, and a second check shows whether it helped.",
        1.0,
        _levels(
            (
                "The next lesson is the same for all, or repeats the explanation.",
                "Choose the largest group and one thing you will do with them that is not a repetition.",
            ),
            (
                "The largest group gets something different. Whether it helped is not checked.",
                "The new step fits the group. Add one question that shows the next day whether it worked.",
            ),
            (
                "At least two groups get different next steps that fit their mistake, pupils know why, and "
                "a second short check follows.",
                "Different steps for different needs, and a second check. The pupils could say which step was theirs.",
            ),
        ),
        "Met",
    ),
    CriterionText(
        "Protects the pupils",
        "Nothing handed in lets anyone find out who a pupil is.",
        1.0,
        (
            LevelText(
                "No",
                0,
                "A name, a face that can be recognised without consent, or another detail points to a pupil.",
                "Remove the detail named below before you hand in again.",
            ),
            LevelText(
                "Yes",
                2,
                "No name or other detail points to a pupil in any part of the submission.",
                "Your submission protects your pupils throughout.",
            ),
        ),
        "Yes",
    ),
)

CREDENTIAL = Credential(
    slug="exit-ticket",
    name="Data literacy: reading an exit ticket",
    summary="The teacher reads a short exit ticket for what pupils think, and teaches the next lesson from it.",
    competency="The teacher turns the answers to one short ticket into careful conclusions and a different "
    "next lesson.",
    key_method="At the end of a lesson pupils answer one or two questions on a slip. The teacher sorts the "
    "slips by kind of thinking, "
    "draws careful conclusions, shares them with the pupils, and plans different next steps with a second "
    "check.",
    components=(
        "Write one or two questions whose wrong answers differ.",
        "Sort the slips by what pupils did; count each group.",
        "Look for a second explanation before you conclude.",
        "Tell pupils what you saw, without names, and ask them.",
        "Plan at least two next steps, and a second check.",
    ),
    research="The review by Black and Wiliam in 1998 and much work after it describe learning gains where "
    "teachers use evidence of pupils' "
    "understanding to adapt teaching. Hattie and Timperley's review of feedback in 2007 stresses that "
    "pupils need to know where they are "
    "going, how they are doing and what comes next. A single short ticket is a small sample, so "
    "conclusions from it should be checked.",
    parts=(
        PartText(
            "overview",
            "Your ticket",
            "Give the aim of the lesson, the exact question on the ticket, and how you sorted the answers.",
            200,
        ),
        PartText(
            "artifact",
            "Lesson video",
            "Two to ten minutes in which you teach on from the ticket, with at least one group.",
            None,
        ),
        PartText("artifact", "Lesson plan", "The plan for the lesson after the ticket. One or two pages.", None),
        PartText("artifact", "Student work", "One exit ticket as the pupil left it. No names.", None),
        PartText(
            "reflection",
            "Reflection",
            "What did you conclude, what else could it have meant, and what did the second check show?",
            200,
        ),
    ),
    criteria=_CRITERIA,
    policy={
        "decision": {"rule": "threshold", "threshold": "8", "rounding": "none"},
        "evidence": {"citations_per_criterion": 1, "rationale_required": False},
        "double_scoring": {"share": "0.10", "discrepancy": "decision-differs", "resolution": "third-assessor"},
        "blind": {"candidate": True, "school": True, "assessors": True, "earlier_scores": "hidden"},
        "attempts": {"days_between": 7},
    },
    tags=("data literacy", "formative assessment", "exit ticket"),
    extras={"creditsAvailable": 1.5, "contactHours": 15},
)
