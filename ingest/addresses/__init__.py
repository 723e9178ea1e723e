"""How does a file at an address get here? Only from where the setting allows, within bounds, and only if it changed.

``Allowed.read(setting)`` is the allow list, ``fetch(address, allowed, known, folder, limits)`` brings one file.
"""

from ingest.addresses.allowed import Allowed
from ingest.addresses.errors import AddressFailed, AddressNotAllowed, NotAnAddress
from ingest.addresses.fetched import Fetched, FetchLimits
from ingest.addresses.fetching import fetch, is_address
from ingest.addresses.telling import shown_address

__all__ = [
    "AddressFailed",
    "AddressNotAllowed",
    "Allowed",
    "FetchLimits",
    "Fetched",
    "NotAnAddress",
    "fetch",
    "is_address",
    "shown_address",
]
