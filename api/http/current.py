"""Which service answers now? The one in force; it gives way to another when the vocabulary is loaded anew.

A request takes the service when it comes and keeps it: what is in flight ends under the vocabulary that it began with.
Whether the store still follows the vocabulary is looked up at most once a second; if another process has moved it on
and the files say the same, this one follows by itself.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from api.service import Service
from api.vocabulary import vocabulary_of
from graph.adopting import adopt
from graph.vocabulary import NOTICE_SECONDS, MigrationUnfinished, OtherVocabulary, held
from ontology.errors import GongjianError

_TRY_SECONDS = 5.0
"""Reading the files takes a quarter of a second: not for every request that finds the store elsewhere."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """重新加载的结果 | what a reload came to: the versions, and whether the one in force changed."""

    changed: bool
    before: str
    version: str


class Current:
    """The service in force. Safe to share between threads; close the service that it was given last of all."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._swap = threading.Lock()
        self._looked = self._next_try = 0.0
        self._refusal: GongjianError | None = None

    @property
    def unchecked(self) -> Service:
        """The service in force, whatever the store follows: for what is about the vocabulary itself."""
        return self._service

    def service(self) -> Service:
        """The service in force, for one request.

        Raises:
            MigrationUnfinished, OtherVocabulary: the store follows, or is on its way to, another vocabulary.
        """
        if time.monotonic() - self._looked > NOTICE_SECONDS / 2:
            self._look()
        if self._refusal is not None:
            raise self._refusal
        return self._service

    def reload(self) -> Reloaded:
        """Read the vocabulary's files anew and, if it passes with the store's records, put it in force.

        Raises:
            BrokenVocabulary, VocabularyConflict, MigrationUnfinished: nothing has changed.
        """
        with self._swap:
            old = self._service
            before, vocabulary = old.graph.ontology.version, vocabulary_of(old.settings, anew=True)
            version, new = vocabulary.ontology.version, old.speaking(vocabulary)
            made_anew = adopt(new.graph, old.reporter.say)
            if made_anew:
                new.fill_index_if_needed()
            changed = before != version
            if changed:
                self._service = new
            self._looked, self._refusal = time.monotonic(), None
        return Reloaded(changed, before, version)

    def _look(self) -> None:
        """Ask the store what it follows; one thread at a time, the others go by what was seen last."""
        if not self._swap.acquire(blocking=self._looked == 0.0):
            return
        try:
            self._refusal = self._refusal_now()
            self._looked = time.monotonic()
        finally:
            self._swap.release()

    def _refusal_now(self) -> GongjianError | None:
        """Why nothing is answered now, ``None`` if there is no reason. Set in one go: no request slips through between."""
        found = held(self._service.graph)
        mine = self._service.graph.ontology.version
        if found and found.target:
            return MigrationUnfinished(found.target)
        if found and found.version != mine and not self._followed(found.version):
            return OtherVocabulary(found.version, mine)
        return None

    def _followed(self, version: str) -> bool:
        """Speak the store's vocabulary if it is the one that the files now hold; whether that is so."""
        if time.monotonic() < self._next_try:
            return False
        self._next_try = time.monotonic() + _TRY_SECONDS
        try:
            vocabulary = vocabulary_of(self._service.settings, anew=True)
        except GongjianError:
            return False
        if vocabulary.ontology.version != version:
            return False
        self._service = self._service.speaking(vocabulary)
        return True
