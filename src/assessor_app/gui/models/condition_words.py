"""Condition codes in words: what each is called and what it does to the decision."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.policy import ConditionCode, Effect
from assessor_app.gui.models.bidi import isolated

_CONTEXT = "Conditions"


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def short_effect(effect: Effect) -> str:
    """For a menu, after the name."""
    return {
        Effect.NOT_SCORED: _tr("criterion counts as not reached"),
        Effect.LOWEST: _tr("criterion counts as the lowest level"),
        Effect.LEFT_OUT: _tr("criterion is left out of the decision"),
        Effect.RETURNED: _tr("submission goes back to the candidate"),
        Effect.UNSUPPORTED: _tr("effect not supported by this version"),
    }[effect]


def effect_sentence(effect: Effect) -> str:
    """What the assessor should know once it is chosen."""
    return {
        Effect.NOT_SCORED: _tr("This criterion counts as not reached."),
        Effect.LOWEST: _tr("This criterion counts as its lowest level."),
        Effect.LEFT_OUT: _tr("This criterion is left out of the decision."),
        Effect.RETURNED: _tr("The whole submission goes back to the candidate; the other criteria may stay open."),
        Effect.UNSUPPORTED: _tr("What follows from it only the issuing server knows: the decision stays open."),
    }[effect]


def menu_words(condition: ConditionCode) -> str:
    return f"{isolated(condition.name)} \N{EM DASH} {short_effect(condition.kind)}"


def stated_words(condition: ConditionCode) -> str:
    """What the card says of a criterion that carries the code."""
    words = _tr("Cannot be scored: {reason}. {effect}")
    return words.format(reason=isolated(condition.name), effect=effect_sentence(condition.kind))
