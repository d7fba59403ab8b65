"""Drawn people: flat figures with a face that speaks and looks, and arms that reach to a point."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

OUTLINE = QColor(60, 45, 40, 90)


@dataclass(frozen=True, slots=True)
class Look:
    """`hair_style` is short, bob, curly, bun, tails or scarf; colours are #rrggbb."""

    skin: str
    hair: str
    top: str
    hair_style: str = "short"
    bottom: str = "#3f4a5a"
    glasses: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the near hand is (local units, x towards the front, y up is negative) and what it shows."""

    x: float
    y: float
    hand: str = "flat"
    wiggle: float = 0.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A person in one frame. `look` -1 left .. 1 right; `mouth`, `lids` 0..1; `stride` 0 = standing."""

    pose: Pose
    look: float = 0.0
    mouth: float = 0.0
    lids: float = 0.0
    nod: float = 0.0
    stride: float = 0.0


PUPIL_POSES: dict[str, Pose] = {
    "rest": Pose(70, -34),
    "up": Pose(50, -174),
    "write": Pose(64, -36, "pencil", 1.0),
    "thumb_up": Pose(78, -80, "thumb_up"),
    "thumb_side": Pose(78, -80, "thumb_side"),
    "thumb_down": Pose(78, -80, "thumb_down"),
    **{f"fingers_{n}": Pose(76, -108, f"fingers_{n}") for n in range(1, 6)},
}
TEACHER_POSES: dict[str, Pose] = {
    "rest": Pose(50, 20),
    "open": Pose(100, -66, "flat", 0.6),
    "up": Pose(58, -222),
    "write": Pose(110, -120, "pencil"),
    "point": Pose(118, -118, "fingers_1"),
}


def between(a: Pose, b: Pose, part: float) -> Pose:
    """`part` 0..1 of the way from `a` to `b`; the hand changes half way."""
    eased = part * part * (3 - 2 * part)
    hand = b.hand if part > 0.5 else a.hand
    return replace(b, x=a.x + (b.x - a.x) * eased, y=a.y + (b.y - a.y) * eased, hand=hand)


def draw_pupil(p: QPainter, look: Look, moment: Moment, facing: int) -> None:
    """A seated pupil's upper body; origin at the hip, the desk's top edge is at y = -26."""
    p.save()
    p.scale(facing, 1)
    _torso(p, look, width=74, height=100)
    p.restore()
    _head(p, look, moment, QPointF(0, -134 + moment.nod), 36)


def draw_pupil_arm(p: QPainter, look: Look, moment: Moment, facing: int, at: float) -> None:
    """The near arm, drawn after the desk so that the hand lies on it."""
    p.save()
    p.scale(facing, 1)
    pose = moment.pose
    swing = math.sin(at * 13) * 5 * pose.wiggle
    hand = QPointF(pose.x + swing, pose.y + swing * 0.2)
    _arm(p, look, QPointF(20, -78), hand, (48.0, 46.0) if pose.y > -60 else (54.0, 52.0))
    _hand(p, look, hand, pose.hand)
    p.restore()


def draw_teacher(p: QPainter, look: Look, moment: Moment, facing: int, at: float) -> None:
    """A standing adult; origin at the feet, about 420 units tall."""
    p.save()
    p.scale(facing, 1)
    _legs(p, look, moment.stride)
    p.translate(0, -190)
    _arm(p, look, QPointF(-28, -112), QPointF(-46, 22), (72.0, 66.0), far=True)
    _torso(p, look, width=92, height=140)
    p.scale(facing, 1)
    _head(p, look, moment, QPointF(0, -182 + moment.nod), 40)
    p.scale(facing, 1)
    swing = math.sin(at * 2.2) * 6 * moment.pose.wiggle
    hand = QPointF(moment.pose.x, moment.pose.y + swing)
    _arm(p, look, QPointF(24, -114), hand, (74.0, 72.0), width=27)
    _hand(p, look, hand, moment.pose.hand)
    p.restore()


def _torso(p: QPainter, look: Look, width: float, height: float) -> None:
    top, half = QColor(look.top), width / 2
    path = QPainterPath(QPointF(-half - 4, 12))
    path.lineTo(-half, -height + 28)
    path.quadTo(-half, -height, -half + 26, -height)
    path.lineTo(half - 26, -height)
    path.quadTo(half, -height, half, -height + 28)
    path.lineTo(half + 4, 12)
    path.closeSubpath()
    p.setPen(QPen(OUTLINE, 1.5))
    p.setBrush(top)
    p.drawPath(path)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(look.skin).darker(108))
    p.drawRoundedRect(QRectF(-11, -height - 12, 22, 24), 9, 9)
    p.setPen(QPen(top.darker(125), 3))
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.drawArc(QRectF(-15, -height - 10, 30, 24), 200 * 16, 140 * 16)


def _legs(p: QPainter, look: Look, stride: float) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(0, 0, 0, 28))
    p.drawEllipse(QPointF(4, 2), 74, 11)
    for side, phase in ((-20, 1), (20, -1)):
        step = math.sin(stride) * 24 * phase if stride else 0.0
        foot = QPointF(side + step, -8)
        p.setPen(QPen(QColor(look.bottom), 36, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        p.drawLine(QPointF(side * 0.9, -178), foot + QPointF(0, -14))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor("#2c2a2e"))
        p.drawRoundedRect(QRectF(foot.x() - 18, foot.y() - 8, 46, 17), 8, 8)


def _elbow(shoulder: QPointF, hand: QPointF, upper: float, fore: float) -> QPointF:
    """Two bones: the elbow, bent away from the front."""
    dx, dy = hand.x() - shoulder.x(), hand.y() - shoulder.y()
    reach = max(1.0, min(math.hypot(dx, dy), upper + fore - 0.5))
    along = math.acos(max(-1.0, min(1.0, (upper**2 + reach**2 - fore**2) / (2 * upper * reach))))
    angle = math.atan2(dy, dx) + along
    return QPointF(shoulder.x() + upper * math.cos(angle), shoulder.y() + upper * math.sin(angle))


def _arm(
    p: QPainter,
    look: Look,
    shoulder: QPointF,
    hand: QPointF,
    bones: tuple[float, float],
    far: bool = False,
    width: int = 22,
) -> None:
    elbow = _elbow(shoulder, hand, *bones)
    sleeve, skin = QColor(look.top).darker(118 if far else 108), QColor(look.skin).darker(110 if far else 102)
    wrist = elbow + (hand - elbow) * 0.55
    p.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thick, points in (
        (skin, width - 6, [elbow, hand]),
        (sleeve.darker(116), width + 3, [shoulder, elbow, wrist]),
        (sleeve, width, [shoulder, elbow, wrist]),
    ):
        p.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        p.drawPolyline(QPolygonF(points))
    if far:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(skin)
        p.drawEllipse(hand, 10, 9)


def _hand(p: QPainter, look: Look, at: QPointF, shape: str) -> None:
    skin = QColor(look.skin)
    edge = QPen(skin.darker(165), 2)
    p.save()
    p.translate(at)
    p.setPen(edge)
    p.setBrush(skin)
    if shape.startswith("thumb"):
        turn = {"thumb_up": 0, "thumb_side": 90, "thumb_down": 180}[shape]
        p.rotate(turn)
        p.drawRoundedRect(QRectF(-6, -29, 12, 28), 6, 6)
        p.rotate(-turn)
        p.drawRoundedRect(QRectF(-15, -13, 30, 26), 10, 10)
    elif shape.startswith("fingers"):
        _fingers(p, int(shape[-1]))
    else:
        if shape == "pencil":
            p.setPen(QPen(QColor("#2f3b52"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            p.drawLine(QPointF(12, -4), QPointF(-8, -16))
            p.setPen(edge)
        p.drawEllipse(QPointF(0, 0), 12, 12)
    p.restore()


def _fingers(p: QPainter, count: int) -> None:
    angles = {1: [0], 2: [-14, 12], 3: [-22, 0, 22], 4: [-30, -10, 10, 30], 5: [-34, -12, 9, 30, 74]}[count]
    for angle in angles:
        p.save()
        p.rotate(angle)
        p.drawRoundedRect(QRectF(-4.5, -38 if angle < 60 else -30, 9, 34), 4.5, 4.5)
        p.restore()
    p.drawRoundedRect(QRectF(-14, -13, 28, 26), 10, 10)


def _head(p: QPainter, look: Look, moment: Moment, centre: QPointF, r: float) -> None:
    p.save()
    p.translate(centre)
    _hair_behind(p, look, r)
    p.setPen(QPen(OUTLINE, 1.5))
    p.setBrush(QColor(look.skin))
    for side in (-1, 1):
        p.drawEllipse(QPointF(side * r * 0.96 - moment.look * 4, 4), 6, 9)
    p.drawEllipse(QPointF(0, 0), r * 0.95, r * 1.04)
    _hair_front(p, look, r, moment.look)
    _face(p, look, moment, r)
    p.restore()


def _face(p: QPainter, look: Look, moment: Moment, r: float) -> None:
    shift = moment.look * r * 0.3
    ink = QColor("#2b2224")
    p.setBrush(ink)
    for side in (-1, 1):
        eye = QPointF(shift + side * r * 0.34 * (1 - 0.18 * side * moment.look * side), -1)
        p.setPen(Qt.PenStyle.NoPen)
        p.drawEllipse(eye, 3.4, max(0.7, 4.4 * (1 - moment.lids)))
        p.setPen(QPen(QColor(look.hair).darker(110), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        lift = 1.5 * moment.mouth
        p.drawLine(eye + QPointF(-6, -11 - lift), eye + QPointF(5, -12 - lift))
        if look.glasses:
            p.setPen(QPen(QColor("#3a3f4a"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawEllipse(eye, 10, 9)
            p.setBrush(ink)
    p.setPen(QPen(QColor(look.skin).darker(135), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    p.drawLine(QPointF(shift * 1.25, 5), QPointF(shift * 1.25 + 4 * moment.look, 10))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(230, 110, 100, 46))
    for side in (-1, 1):
        p.drawEllipse(QPointF(shift + side * r * 0.55, 12), 7, 4.5)
    mouth = QPointF(shift, r * 0.55)
    if moment.mouth > 0.08:
        p.setBrush(QColor("#7a2c30"))
        p.drawEllipse(mouth, 8 - 1.5 * moment.mouth, 1.6 + 6.4 * moment.mouth)
    else:
        p.setPen(QPen(QColor("#8a4a44"), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawArc(QRectF(mouth.x() - 8, mouth.y() - 8, 16, 11), 205 * 16, 130 * 16)


def _hair_behind(p: QPainter, look: Look, r: float) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(look.hair))
    match look.hair_style:
        case "bob":
            p.drawRoundedRect(QRectF(-r * 1.14, -r * 0.95, r * 2.28, r * 2.05), r * 0.8, r * 0.6)
        case "tails":
            for side in (-1, 1):
                p.drawEllipse(QPointF(side * r * 1.18, r * 0.35), r * 0.34, r * 0.72)
        case "bun":
            p.drawEllipse(QPointF(0, -r * 1.22), r * 0.46, r * 0.42)
        case "curly":
            for k in range(12):
                a = math.radians(150 + k * 240 / 11)
                p.drawEllipse(QPointF(math.cos(a) * r * 0.98, math.sin(a) * r * 0.98), r * 0.36, r * 0.36)
        case "scarf":
            p.drawEllipse(QPointF(0, r * 0.12), r * 1.2, r * 1.28)


def _hair_front(p: QPainter, look: Look, r: float, gaze: float) -> None:
    """A cap cut by a fringe; the scarf leaves an oval for the face."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(look.hair))
    head = QPainterPath()
    head.addEllipse(QPointF(0, -r * 0.06), r * 1.08, r * 1.14)
    face = QPainterPath()
    if look.hair_style == "scarf":
        face.addEllipse(QPointF(gaze * r * 0.22, r * 0.16), r * 0.78, r * 0.88)
    else:
        low = {"short": 0.62, "curly": 0.58, "bun": 0.66}.get(look.hair_style, 0.5)
        face.addEllipse(QPointF(gaze * r * 0.34, r * low), r * 1.02, r * 1.12)
        below = QPainterPath()
        below.addRect(QRectF(-2 * r, r * 0.12, 4 * r, 3 * r))
        face = face.united(below)
    p.drawPath(head.subtracted(face))
