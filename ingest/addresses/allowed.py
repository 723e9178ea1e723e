"""From which addresses may files be read? From those under a prefix of the setting, compared part by part.

A prefix allows its own scheme, host, port and folder and what lies below it, nothing that only begins with the same
letters. An address with a user name, dot segments or escaped separators is refused whatever the list says. Hosts inside
the own network are reached only where a prefix names their number (``http://10.1.2.3/lists/``), ``localhost``, or
begins with ``private:``.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from ingest.addresses.errors import AddressNotAllowed, NotAnAddress

WEB: Final = ("http", "https")
_PORTS: Final = {"http": 80, "https": 443}
_PRIVATE: Final = "private:"
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL: Final = frozenset({"file", "local"})
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*")
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_SEPARATORS: Final = re.compile(r"[\x00-\x1f\x7f/\\]")


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: ``segments`` are the decoded parts of its path, a trailing '' left out."""

    scheme: str
    host: str
    port: int
    segments: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """One entry of the allow list; ``private`` allows hosts inside the own network."""

    text: str
    place: Place
    private: bool

    def covers(self, place: Place) -> bool:
        """Whether an address lies at or below it."""
        own = self.place
        same = (own.scheme, own.host, own.port) == (place.scheme, place.host, place.port)
        return same and place.segments[: len(own.segments)] == own.segments


@dataclass(frozen=True, slots=True)
class Allowed:
    """The allow list; empty allows nothing."""

    prefixes: tuple[Prefix, ...] = ()

    @classmethod
    def read(cls, setting: str) -> Allowed:
        """The list of a setting: prefixes separated by blanks or commas.

        >>> allowed = Allowed.read("https://data.example.gov.cn/lists/, s3://bucket/lists/")
        >>> allowed.check("https://data.example.gov.cn/lists/2026/demands.xlsx").text
        'https://data.example.gov.cn/lists/'

        Raises:
            NotAnAddress: an entry is no address, or has a query.
        """
        return cls(tuple(_prefix(entry) for entry in re.split(r"[\s,，]+", setting) if entry))

    def check(self, address: str) -> Prefix:
        """The prefix that allows an address.

        Raises:
            NotAnAddress: it is none, or written so that it could mean another one. AddressNotAllowed: there is no such
            prefix; the message names the setting.
        """
        place = take_apart(address)
        covering = [prefix for prefix in self.prefixes if prefix.covers(place)]
        if not covering:
            raise AddressNotAllowed(address, tuple(prefix.text for prefix in self.prefixes))
        return max(covering, key=lambda prefix: prefix.private)


def take_apart(address: str) -> Place:
    """The parts of an address, each in one form only.

    >>> take_apart("HTTPS://Data.Example.cn:443/lists/%E8%A1%A8.csv")
    Place(scheme='https', host='data.example.cn', port=443, segments=('lists', '表.csv'), query='')

    Raises:
        NotAnAddress: without scheme or host, with a user, a fragment, dot segments or escaped separators.
    """
    scheme = address.partition("://")[0].lower()
    if "://" not in address or not _SCHEME.fullmatch(scheme):
        raise NotAnAddress(address, "没有 https:// 这样的开头", "it has no beginning like https://")
    if _UNSAFE.search(address) or (scheme not in WEB and "::" in address):
        raise NotAnAddress(
            address, "含空白、控制字符、反斜杠或“::”", "blanks, controls, a backslash or '::' in it"
        )
    if scheme in _LOCAL:
        raise NotAnAddress(address, "本机文件请直接写路径", "give the path of a file on this machine")
    parts, port = _split(address)
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise NotAnAddress(address, "不能带用户名或密码", "no user name or password")
    host = (parts.hostname or "").rstrip(".").lower()
    if not host or "%" in host:
        raise NotAnAddress(address, "没有主机名", "it has no host")
    if parts.fragment:
        raise NotAnAddress(address, "不能带 #", "no # in it")
    return Place(scheme, host, port or _PORTS.get(scheme, 0), _segments(address, parts.path), parts.query)


def names_own_network(host: str) -> bool:
    """Whether a host is written as a number inside the own network, or as ``localhost``."""
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public network; one that stands for an IPv4 address: whether that is.

    >>> is_public("2001:4860:4860::8888"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::10.0.0.1")
    (True, False, False)

    Raises:
        ValueError: it is no IP address.
    """
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.is_site_local:
            return False
        translated = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None
        found = found.ipv4_mapped or found.sixtofour or translated or found
    return found.is_global and not found.is_multicast and not found.is_reserved


def _prefix(entry: str) -> Prefix:
    text = entry.removeprefix(_PRIVATE)
    place = take_apart(text)
    if place.query:
        raise NotAnAddress(text, "允许的前缀不能带 ?", "an allowed prefix has no ?")
    return Prefix(text, place, text != entry or names_own_network(place.host))


def _split(address: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(address)
        return parts, parts.port
    except ValueError as error:
        raise NotAnAddress(address, "主机或端口写法有误", "its host or port is not well-formed") from error


def _segments(address: str, path: str) -> tuple[str, ...]:
    """The decoded parts of a path."""
    if not path.strip("/"):
        return ()
    segments = path.removeprefix("/").removesuffix("/").split("/")
    decoded = [unquote(segment, errors="strict") if _utf8(segment) else "\x00" for segment in segments]
    for part in decoded:
        if part in {"", ".", ".."} or _SEPARATORS.search(part) or _ESCAPED.search(part):
            raise NotAnAddress(
                address,
                "路径里有“..”、空的一级或转义的分隔符",
                "dot or empty segments, or escaped separators, in its path",
            )
    return tuple(decoded)


def _utf8(segment: str) -> bool:
    """Whether the escaped bytes of a segment are UTF-8."""
    try:
        unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return False
    return True
