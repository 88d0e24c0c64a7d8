"""What may reach a terminal: text without controls, and the sequences that the program itself sends."""

import base64
import re

OURS = re.compile(
    r"\x1b\[[<>=?]?[0-9;:]*(?:\x20|\$)?[A-Za-z]"  # cursor, colours, modes
    r"|\x1b\]8;(?:id=[0-9a-zA-Z_-]*)?;(?P<href>[^\x00-\x20\x7f-\x9f]*)(?:\x1b\\|\x07)"  # a link
    r"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)\x07"  # a copy
    r"|\x1b\]22;[a-z-]*\x07"  # the mouse pointer's shape
    r"|\x1b_G(?P<picture>[a-zA-Z0-9=,;+/-]*)\x1b\\"  # a picture's data, and the question whether it can be shown
    r"|\x1b[78=>]"
)
"""Every sequence that the program sends of its own."""

_HARM = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_WEB = ("https://", "http://", "mailto:")


def harm_in(output: str, mark: str) -> list[str]:
    """What of a terminal's input is neither text nor a sequence of the program's own, with what stands around it.

    Args:
        output: All that was written to the terminal.
        mark: What the hostile sequences hold in their parameters, and the program's own never do; what they would copy.
    """
    harm = []
    for found in OURS.finditer(output):
        href, copied = found["href"], found["copied"]
        if copied is not None:
            if base64.b64decode(copied, validate=True) == mark.encode():
                harm.append(found[0])
        elif href is not None:
            if href and not href.startswith(_WEB):
                harm.append(found[0])
        elif mark in found[0]:
            harm.append(found[0])
    rest = OURS.sub("", output)
    harm += [repr(rest[max(at.start() - 20, 0) : at.end() + 20]) for at in _HARM.finditer(rest)]
    return harm
