"""The casts of the three clips: colours of skin, hair and clothes, nobody in particular."""

from people import Look

WAIT_TIME: dict[str, Look] = {
    "T": Look("#e3b48f", "#4a2f27", "#2f7f86", "bun", "#39424f", glasses=True),
    "A": Look("#8d5a3b", "#231815", "#e0a33a", "curly"),
    "B": Look("#f0c7a4", "#a8632c", "#5b8bd0", "short"),
    "C": Look("#d8a27a", "#5a3d6b", "#b86a86", "scarf"),
    "D": Look("#c98f66", "#2a1d1a", "#67a468", "short"),
    "E": Look("#f3d0b2", "#d8a94c", "#d2694e", "tails"),
    "F": Look("#6f452f", "#1d1513", "#7f74b8", "short", glasses=True),
}
GESTURES: dict[str, Look] = {
    "T": Look("#a9714c", "#2a1d1a", "#c9693f", "short", "#2f3a4d"),
    "A": Look("#f0c7a4", "#6b3e26", "#4f9a94", "bob"),
    "B": Look("#7a4c33", "#1d1513", "#d9b13b", "curly"),
    "C": Look("#e8bb94", "#3a2a22", "#7288c7", "short", glasses=True),
    "D": Look("#d8a27a", "#2f6f73", "#d17f9b", "scarf"),
    "E": Look("#f3d0b2", "#b5622e", "#7ba05b", "tails"),
    "F": Look("#c98f66", "#2a1d1a", "#b9533f", "short"),
}
EXIT_TICKET: dict[str, Look] = {
    "T": Look("#7a4c33", "#1f1715", "#8a5a99", "curly", "#3a3f4a"),
    "A": Look("#f0c7a4", "#8a5128", "#4f8fc0", "tails"),
    "B": Look("#d8a27a", "#2a1d1a", "#d9963a", "short"),
    "C": Look("#8d5a3b", "#33524a", "#5aa080", "scarf"),
}
