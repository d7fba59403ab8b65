"""What the workbench adds to the style sheet of the program, filled in from the tokens."""

from assessor_app.gui.tokens import PICTURE_GROUND, RADIUS, SPACE, Tokens, mix

CITED = 0.1
PRESSED = 0.2


def style_sheet(tokens: Tokens) -> str:
    cited = mix(tokens.surface, tokens.accent, CITED)
    cited_pressed = mix(tokens.surface, tokens.accent, PRESSED)
    edge = mix(tokens.surface, tokens.accent, 0.4)
    return f"""
QFrame[look="card"] {{ background: {tokens.surface}; border: none; border-bottom: 1px solid {tokens.line}; }}
QWidget[look="sheet"] {{ background: {tokens.surface}; }}
QWidget[look="stage"] {{ background: {PICTURE_GROUND}; }}
QTextEdit[look="reading"], QTextEdit[look="reading"]:focus {{
    border: none; border-radius: 0; padding: 0; background: {tokens.surface};
}}
QAbstractScrollArea[look="picture"] {{ border: none; background: {PICTURE_GROUND}; }}
QScrollArea[look="question"] {{ border: 2px solid transparent; border-radius: 0; background: {tokens.ground}; }}
QScrollArea[look="question"]:focus {{ border-color: {tokens.focus}; }}
QFrame[look="cited"] {{ background: {cited}; border: 1px solid {edge}; border-radius: {RADIUS}px; }}
QPushButton[look="cited"], QToolButton[look="cited"] {{
    background: transparent; border: 2px solid transparent; padding: 0 {SPACE}px; min-width: 0;
}}
QToolButton[look="cited"] {{ padding: 1px; }}
QPushButton[look="cited"]:hover, QToolButton[look="cited"]:hover {{ background: {cited_pressed}; }}
QPushButton[look="cited"]:focus, QToolButton[look="cited"]:focus {{ border-color: {tokens.focus}; }}
QPushButton[look="offer"] {{
    background: transparent; color: {tokens.accent}; border: 1px solid {edge}; padding: 0 7px 0 5px; min-width: 0;
}}
QPushButton[look="offer"]:hover {{ background: {cited}; }}
QPushButton[look="offer"]:focus {{ border: 2px solid {tokens.focus}; padding: 0 6px 0 4px; }}
QPlainTextEdit[look="page"], QPlainTextEdit[look="page"]:focus {{ border: none; border-radius: 0; padding: 0; }}
QLineEdit[look="note"] {{ padding: 1px 6px; }}
QLineEdit[look="note"]:focus {{ padding: 0 5px; }}
"""
