"""The micro-credential "Wait time when asking questions": a weighted mean decides; part of a stack."""

from credential_model import Credential, CriterionText, LevelText, PartText


def _levels(*texts: tuple[str, str]) -> tuple[LevelText, ...]:
    names = ("Beginning", "Developing", "Proficient", "Accomplished")
    return tuple(LevelText(n, k, d, f) for k, (n, (d, f)) in enumerate(zip(names, texts, strict=True), start=1))


_CRITERIA = (
    CriterionText(
        "Asks questions worth waiting for",
        "The questions in plan and clip need thinking: several answers or reasons are possible.",
        2.0,
        _levels(
            (
                "Questions can be answered with yes, no or one remembered word.",
                "Rewrite two of your questions so that a pupil has to explain, compare or predict.",
            ),
            (
                "Some questions are open, but most lead to one expected word, or the teacher narrows them "
                "before anyone has answered.",
                "Your first wording is often the better one. Leave it standing and wait.",
            ),
            (
                "The main questions ask pupils to notice, explain, predict or decide, and stay open until "
                "pupils have answered.",
                "Your main questions gave pupils something to think about, and you left them open.",
            ),
            (
                "Open questions build on one another and on what pupils have said, so that later ones ask "
                "for more than earlier ones. The "
                "plan shows that the wording was prepared.",
                "Each question took the thinking one step further, and several grew out of a pupil's own words.",
            ),
        ),
        "Proficient",
    ),
    CriterionText(
        "Waits after the question",
        "Silence between the end of a question and the next words of anybody, chosen or not (first wait time).",
        3.0,
        _levels(
            (
                "The teacher hardly waits: most silences are under one second, or the teacher answers the question.",
                "Count silently to three after each question. It will feel long to you, and short to your pupils.",
            ),
            (
                "Some silences last three seconds, but after many open questions the teacher calls on "
                "someone or speaks within two.",
                "You can wait, as some moments show. Mark your open questions in the plan and hold the "
                "silence there every time.",
            ),
            (
                "After most open questions there are three seconds or more of silence. Exceptions are few "
                "or are noticed by the teacher.",
                "Most of your open questions were followed by three seconds or more. More pupils were "
                "ready when you asked for an answer.",
            ),
            (
                "After nearly every open question there are three seconds or more, longer where the "
                "question is harder, and the class "
                "knows what the silence is for.",
                "You fit the silence to the question, and your pupils used it. It has become a habit of the room.",
            ),
        ),
        "Proficient",
    ),
    CriterionText(
        "Waits after an answer",
        "Silence after a pupil has spoken, before the teacher reacts (second wait time).",
        2.0,
        _levels(
            (
                "The teacher repeats, judges or adds to each answer at once.",
                "After an answer, look at the pupil and stay silent for two breaths. There is often a second sentence.",
            ),
            (
                "The teacher sometimes pauses after an answer, but praise or correction usually follows "
                "within a second.",
                "Where you paused, pupils added to their own answers. Do it on purpose, also after answers "
                "you hoped for.",
            ),
            (
                "After most answers there is a pause of about two seconds or more, and pupils are seen to "
                "extend or add to what was said.",
                "Your pauses after answers let pupils go on and let others join in.",
            ),
            (
                "Pauses after answers are regular, and pupils respond to each other without the teacher in between.",
                "Your silence handed the conversation over: pupils answered one another.",
            ),
        ),
        "Proficient",
    ),
    CriterionText(
        "Brings more voices in",
        "Who speaks: whether silence is used so that pupils who need longer take part.",
        2.0,
        _levels(
            (
                "One or two quick pupils give nearly all answers.",
                "Let several hands go up before you choose, and choose one that went up late.",
            ),
            (
                "Several pupils speak, but the first hand is usually taken.",
                "You hear several voices. Try holding back until at least half of the hands you hope for are up.",
            ),
            (
                "Different pupils speak, including some who needed longer, and unsure answers are given room.",
                "Pupils who needed longer had their turn, and it was safe to be unsure.",
            ),
            (
                "Nearly all pupils in view contribute aloud or with a partner, and the teacher's choices "
                "show that silence, partner talk "
                "and turns were used for this.",
                "You used silence and partner talk together, and almost everybody had a share in the thinking.",
            ),
        ),
        "Proficient",
    ),
    CriterionText(
        "Reflects with measured times",
        "The reflection uses measured silences from the clip to judge the teacher's own habit.",
        1.0,
        _levels(
            (
                "The reflection tells what happened, without times.",
                "Measure three silences in your clip and start the reflection from those.",
            ),
            (
                "Times are mentioned but estimated, or not linked to how pupils answered.",
                "Set each time you give beside the answer that followed: what do you notice?",
            ),
            (
                "At least three silences are measured and linked to the answers that followed, including "
                "one that was too short.",
                "You measured, you looked at the short one as well, and you drew a conclusion from it.",
            ),
            (
                "Measured silences are compared across kinds of questions or with an earlier lesson, and "
                "lead to one definite plan.",
                "Your comparison led to a plan that another teacher could try tomorrow.",
            ),
        ),
        "Proficient",
    ),
)

CREDENTIAL = Credential(
    slug="wait-time",
    name="Wait time when asking questions",
    summary="The teacher gives pupils time to think after a question and after an answer, so that more of "
    "them say more.",
    competency="The teacher uses silence after questions and answers so that all pupils can think, and "
    "more of them take part.",
    key_method="After an open question the teacher stays silent for at least three seconds before anyone "
    "is called, and pauses again "
    "after the answer. The teacher measures these silences in a recording and works on them.",
    components=(
        "Prepare a few open questions and their wording.",
        "Ask once, then be silent for three seconds or more (first wait time).",
        "Let several hands go up before choosing; choose late hands too.",
        "Stay silent again after the answer (second wait time).",
        "Use partner talk where the question needs longer than silence can give.",
        "Measure silences in a recording and set them beside the answers.",
    ),
    research="In studies published in the 1970s and 1980s Mary Budd Rowe found that teachers often waited "
    "about one second after a "
    "question. When they learned to wait three seconds or more, after questions and after answers, pupils' "
    "answers became longer, more "
    "pupils took part and fewer questions stayed without an answer. The effect was described for questions "
    "that need thinking; drill "
    "questions do not need long silences.",
    parts=(
        PartText(
            "overview",
            "Your class and your habit",
            "Describe the class without naming anyone, the questions you prepared, and what you knew about "
            "your own wait time.",
            200,
        ),
        PartText(
            "artifact",
            "Lesson video",
            "Two to ten minutes of whole-class talk, uncut, with at least four questions.",
            None,
        ),
        PartText(
            "artifact", "Lesson plan", "The plan with the wording of your main questions. One or two pages.", None
        ),
        PartText("artifact", "Student work", "One piece of work that grew out of this talk. No names.", None),
        PartText(
            "reflection",
            "Reflection",
            "Give at least three silences you measured and what followed them. What will you do next?",
            200,
        ),
    ),
    criteria=_CRITERIA,
    policy={
        "decision": {"rule": "weights", "threshold": "2.75", "rounding": "none"},
        "evidence": {"citations_per_criterion": 2, "rationale_required": True},
        "double_scoring": {"share": "1.00", "discrepancy": "more-than-one-level", "resolution": "adjudication"},
        "blind": {"candidate": True, "school": True, "assessors": True, "earlier_scores": "after-own-final"},
        "attempts": {"maximum": 2, "days_between": 14},
    },
    tags=("questioning", "wait time", "classroom talk"),
    extras={
        "stack": {
            "id": "https://riverside.example/stacks/questions-that-open-thinking",
            "name": "Questions that open thinking",
        }
    },
)
