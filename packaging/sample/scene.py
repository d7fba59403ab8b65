"""One frame of a clip: who stands where, looks where, holds up what, and what the board says."""

import math
from dataclasses import replace

import numpy as np
import people
import room_parts as parts
from layout import Layout, Seat
from people import Moment, Pose
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from schedule import Schedule, WriteCue

_MOVE_S = 0.38
_WALK_S = 0.9
_PARTNERS = {"A": "C", "C": "A", "B": "D", "D": "B", "E": "F", "F": "E"}


class Scene:
    """Paints any time of one scheduled lesson; frames may be asked for in any order."""

    def __init__(self, layout: Layout, schedule: Schedule) -> None:
        self._layout = layout
        self._schedule = schedule
        depths = sorted({seat.y for seat in layout.seats.values()})
        self._rows = [[who for who, seat in layout.seats.items() if seat.y == y] for y in depths]
        self._turn_starts = [turn.start for turn in schedule.turns]
        self._room = QImage(layout.width, layout.height, QImage.Format.Format_RGB32)
        self._walk = self._walking()
        self._widths = [self._text_width(k) for k in range(len(layout.lines))]
        with QPainter(self._room) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            layout.paint_room(p)

    def frame(self, at: float) -> QImage:
        """The picture at `at` seconds, upright."""
        image = self._room.copy()
        p = QPainter(image)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts.clock(p, self._layout.clock, at)
        self._paint_board(p, at)
        self._paint_teacher(p, at)
        for row in self._rows:
            moments = {who: self._pupil_moment(who, at) for who in row}
            for who, moment in moments.items():
                self._paint_pupil(p, who, moment)
            for who, moment in moments.items():
                self._paint_arm(p, who, moment, at)
        p.end()
        return image

    def _paint_board(self, p: QPainter, at: float) -> None:
        progress = [0.0] * len(self._layout.lines)
        for cue in self._schedule.writes:
            progress[cue.line] = min(1.0, max(0.0, (at - cue.start) / (cue.end - cue.start)))
        if self._layout.words_on_board:
            p.setPen(QColor(self._layout.ink))
            for line, words, part in zip(self._layout.lines, self._schedule.script.board, progress, strict=False):
                p.setFont(parts.hand_font(line.size))
                p.drawText(line.at, words[: round(len(words) * part)])
        self._layout.decor(p, progress)

    def _paint_teacher(self, p: QPainter, at: float) -> None:
        seat = self._layout.teacher
        x = float(np.interp(at, *self._walk))
        speed = (float(np.interp(at + 0.05, *self._walk)) - x) / 0.05
        cue = self._writing(at)
        pose = self._teacher_pose(at) if cue is None else self._pen_pose(cue, at, x)
        look = self._look("T", x, at) if cue is None else 0.9 * seat.facing
        moment = self._moment("T", pose, look, at)
        if abs(speed) > 60:
            moment = replace(moment, stride=x / 13, look=math.copysign(0.9, speed))
        p.save()
        p.translate(x, seat.y)
        p.scale(seat.scale, seat.scale)
        people.draw_teacher(p, self._layout.looks["T"], moment, seat.facing, at)
        p.restore()

    def _pupil_moment(self, who: str, at: float) -> Moment:
        look = self._look(who, self._layout.seats[who].x, at)
        return self._moment(who, self._pose(who, at, people.PUPIL_POSES), look, at)

    def _paint_pupil(self, p: QPainter, who: str, moment: Moment) -> None:
        seat = self._layout.seats[who]
        p.save()
        p.translate(seat.x, seat.y)
        p.scale(seat.scale, seat.scale)
        parts.chair(p, seat.facing)
        people.draw_pupil(p, self._layout.looks[who], moment, seat.facing)
        parts.desk(p, who, seat.facing)
        p.restore()

    def _paint_arm(self, p: QPainter, who: str, moment: Moment, at: float) -> None:
        seat = self._layout.seats[who]
        p.save()
        p.translate(seat.x, seat.y)
        p.scale(seat.scale, seat.scale)
        people.draw_pupil_arm(p, self._layout.looks[who], moment, seat.facing, at)
        p.restore()

    def _moment(self, who: str, pose: Pose, look: float, at: float) -> Moment:
        phase = ord(who) * 0.73
        mouth = self._mouth(who, at)
        lids = 1.0 if (at + phase) % (3.1 + phase % 1.3) < 0.13 else 0.0
        nod = 1.6 * math.sin(at * 6 + phase) * mouth
        return Moment(pose, look, mouth, lids, nod)

    def _mouth(self, who: str, at: float) -> float:
        for turn in self._schedule.turns:
            if turn.who == who and turn.start <= at < turn.end:
                return float(turn.mouth[min(len(turn.mouth) - 1, int((at - turn.start) * 50))])
        if who != "T" and any(start <= at < end for start, end in self._schedule.murmurs):
            return max(0.0, math.sin(at * 11 + ord(who)) * math.sin(at * 1.7 + ord(who) * 2))
        return 0.0

    def _pose(self, who: str, at: float, poses: dict[str, Pose]) -> Pose:
        """The last cue reached, eased from the one before."""
        before, now, since = poses["rest"], poses["rest"], -1.0
        for cue in sorted((c for c in self._schedule.poses if c.who == who), key=lambda c: c.at):
            if cue.at > at:
                break
            before, now, since = now, poses[cue.pose], cue.at
        return people.between(before, now, min(1.0, (at - since) / _MOVE_S))

    def _teacher_pose(self, at: float) -> Pose:
        """Cued pose, or an open hand while a question or an instruction is spoken."""
        pose = self._pose("T", at, people.TEACHER_POSES)
        if pose != people.TEACHER_POSES["rest"]:
            return pose
        for turn in self._schedule.turns:
            if turn.who == "T" and turn.kind != "talk" and turn.start - 0.3 <= at <= turn.end + 0.6:
                part = min(1.0, (at - turn.start + 0.3) / 0.5, (turn.end + 0.6 - at) / 0.5)
                return people.between(pose, people.TEACHER_POSES["open"], max(0.0, part))
        return pose

    def _look(self, who: str, x: float, at: float) -> float:
        """-1..1 towards whoever spoke last, eased; partners face each other in pair talk."""
        if who != "T" and any(start - 0.2 <= at < end for start, end in self._schedule.murmurs):
            return 0.85 if self._layout.seats[_PARTNERS[who]].x > x else -0.85
        index = int(np.searchsorted(self._turn_starts, at, side="right")) - 1
        new = self._towards(who, x, index)
        if index < 0:
            return new
        part = min(1.0, (at - self._turn_starts[index]) / _MOVE_S)
        return self._towards(who, x, index - 1) * (1 - part) + new * part

    def _towards(self, who: str, x: float, turn: int) -> float:
        home: Seat = self._layout.teacher if who == "T" else self._layout.seats[who]
        speaker = self._schedule.turns[turn].who if turn >= 0 else "T"
        if speaker == who:
            return 0.75 * home.facing
        other = self._layout.teacher if speaker == "T" else self._layout.seats[speaker]
        return max(-0.9, min(0.9, (other.x - x) / 160))

    def _writing(self, at: float) -> WriteCue | None:
        return next((c for c in self._schedule.writes if c.start - 0.15 <= at < c.end + 0.25), None)

    def _pen(self, cue: WriteCue, at: float) -> QPointF:
        line = self._layout.lines[cue.line]
        part = min(1.0, max(0.0, (at - cue.start) / (cue.end - cue.start)))
        return line.at + QPointF(self._widths[cue.line] * part, -10 + 5 * math.sin(at * 17))

    def _pen_pose(self, cue: WriteCue, at: float, x: float) -> Pose:
        seat, pen = self._layout.teacher, self._pen(cue, at)
        return Pose((pen.x() - x) / seat.scale * seat.facing, (pen.y() - seat.y) / seat.scale + 190, "pencil")

    def _text_width(self, line: int) -> float:
        words = self._schedule.script.board[line] if line < len(self._schedule.script.board) else ""
        return len(words) * self._layout.lines[line].size * 0.5

    def _walking(self) -> tuple[list[float], list[float]]:
        """Key times and places of the teacher: to the board, along the line, back."""
        seat, times, places = self._layout.teacher, [0.0], [self._layout.teacher.x]
        for cue in sorted(self._schedule.writes, key=lambda c: c.start):
            first = self._layout.lines[cue.line].at.x() - self._layout.pen_reach * seat.facing
            last = first + self._text_width(cue.line)
            if times[-1] > cue.start - _WALK_S:
                del times[-1], places[-1]
            else:
                times.append(cue.start - _WALK_S)
                places.append(seat.x)
            times += [cue.start, cue.end + 0.3, cue.end + 0.3 + _WALK_S]
            places += [first, last, seat.x]
        return times, places
