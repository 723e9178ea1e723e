"""How many non-empty leaves does a file of JSON lines have? Counted by a token machine, nothing is decoded
into objects; a line that is no well-formed object counts as one."""

from __future__ import annotations

import re
from pathlib import Path

TOKEN = re.compile(
    r'[ \t\r\n]*(?:([{}\[\],:])|("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")'
    r"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|NaN|-?Infinity)|(null))",
    re.ASCII,
)
_ESCAPE = re.compile(
    r'\\(?:(["\\/])|([bfnrt])|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))'
)
_MAX_DEPTH = 32


def count_jsonl(path: Path, encoding: str) -> dict[tuple[str, int], int]:
    """Non-empty leaves by ('', line)."""
    rows: dict[tuple[str, int], int] = {}
    text = path.read_bytes().decode(encoding, errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line:
            found = _leaves(line)
            if found:
                rows["", number] = found
    return rows


def count_leaves(text: str) -> int:
    """Non-empty leaves of one JSON document, an object or an array.

    Raises:
        ValueError: it is not well-formed, or nested too deep.
    """
    text = text.strip()
    return _scan(f'{{"":{text}}}' if text.startswith("[") else text)


def _leaves(line: str) -> int:
    try:
        return _scan(line)
    except ValueError:
        return 1


def _scan(line: str) -> int:
    """Walk the tokens with a stack of open brackets.

    ``state`` is what may come next: ``v`` a value, ``V`` a value or ``]``, ``k`` a name, ``K`` a name or
    ``}``, ``:`` a colon, ``,`` a comma or the closing bracket, ``.`` the end.
    """
    if not line.startswith("{"):
        raise ValueError("no object")
    stack: list[str] = []
    state, position, leaves = "v", 0, 0
    while position < len(line):
        found = TOKEN.match(line, position)
        if found is None:
            raise ValueError("no token")
        position = found.end()
        mark, string, _, null = found.groups()
        if mark:
            state = _punctuation(mark, state, stack)
        elif state in "kK" and string is not None:
            state = ":"
        elif state in "vV":
            leaves += not null and (string is None or shows(string[1:-1]))
            state = ","
        else:
            raise ValueError("unexpected token")
    if state != "." or stack:
        raise ValueError("unfinished")
    return leaves


def _punctuation(mark: str, state: str, stack: list[str]) -> str:
    if mark in "{[" and state in "vV":
        stack.append(mark)
        if len(stack) >= _MAX_DEPTH:
            raise ValueError("too deep")
        return "K" if mark == "{" else "V"
    if (
        mark in "}]"
        and stack
        and stack[-1] == ("{" if mark == "}" else "[")
        and state in (",K" if mark == "}" else ",V")
    ):
        stack.pop()
        return "," if stack else "."
    if mark == "," and state == "," and stack:
        return "k" if stack[-1] == "{" else "v"
    if mark == ":" and state == ":":
        return "v"
    raise ValueError("unexpected punctuation")


def shows(string: str) -> bool:
    """Whether a string, as written between its quotes, shows anything but white space and control characters."""
    text = _ESCAPE.sub(_unescape, string) if "\\" in string else string
    return any(
        not c.isspace() and ord(c) >= 32 and not "\ud800" <= c <= "\udfff" and c not in "\x7f\ufffe\uffff"
        for c in text
    )


def _unescape(found: re.Match[str]) -> str:
    plain, control, high, low, code = found.groups()
    if high:
        return chr(0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00)
    return plain or (" " if control else chr(int(code, 16)))
