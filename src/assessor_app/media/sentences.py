"""What is said to the assessor when a video or audio cannot be shown: the thing, the reason, the next step."""

from PySide6.QtCore import QCoreApplication


def damaged() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video cannot be played: the file is damaged or not a video."
        " The other evidence still opens; ask the issuing organisation for this file again.",
    )


def no_picture_arrived() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video cannot be played: no picture came out of the file."
        " The other evidence still opens; ask the issuing organisation for this file again.",
    )


def unknown_picture_format() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video cannot be shown: its picture format is not known here."
        " The other evidence still opens; ask the issuing organisation for an ordinary H.264 copy.",
    )


def unreadable() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video stopped: its file on this laptop could not be read any further."
        " Open it again; if that does not help, fetch it from the issuing server once more.",
    )


def not_fit_for_libvlc() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video cannot be played with libVLC, which finds no moments in a file of this kind."
        " Choose the other engine in the settings.",
    )


def no_sound_device() -> str:
    return QCoreApplication.translate(
        "Media",
        "This recording cannot be played with libVLC, which needs a sound device for it."
        " Connect headphones, or choose the other engine in the settings.",
    )


def no_libvlc() -> str:
    return QCoreApplication.translate(
        "Media",
        "This video cannot be played with libVLC: it is not on this laptop."
        " Choose another engine in the settings, or install what is named there.",
    )
