"""The issuer's rules as the server needs them: published objects read, and what its policy sections say."""

from collections.abc import Collection

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Rubric
from assessor_app.practice.documents import Published
from assessor_app.wire.achievement import AchievementDoc, CFRubricDoc, PolicyDoc
from assessor_app.wire.standards import achievement_from, policy_from, rubric_from


def rubric_doc(published: Published) -> CFRubricDoc:
    return CFRubricDoc.model_validate_json(published.body)


def achievement_doc(published: Published) -> AchievementDoc:
    return AchievementDoc.model_validate_json(published.body)


def policy_doc(published: Published) -> PolicyDoc:
    return PolicyDoc.model_validate_json(published.body)


def domain_rubric(rubric: Published, achievement: Published, scope: Collection[str] = ()) -> Rubric:
    """The rubric with required levels, reduced to the criteria in scope (empty: all)."""
    whole = rubric_from(rubric.object_id, rubric_doc(rubric), rubric.digest)
    required = achievement_from(achievement.object_id, achievement_doc(achievement), achievement.digest)
    return whole.requiring(required).within(scope)


def domain_policy(published: Published) -> Policy:
    return policy_from(published.object_id, policy_doc(published), published.digest)


def shows_earlier_scores(policy: Published, *, is_own_final_in: bool) -> bool:
    """Whether scores of an earlier attempt may be seen: hidden unless the issuer says otherwise."""
    rule = policy_doc(policy).blind.earlier_scores
    return rule == "shown" or (rule == "after-own-final" and is_own_final_in)
