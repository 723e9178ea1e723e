"""How much does each part count in a likeness? The one place of its numbers.

A score is the weighted mean of the parts that the asked side has, and of the meaning of the whole; so a candidate that says nothing
of a part is less alike than one that does.
"""

from __future__ import annotations

from typing import Final

from ontology.terms import Properties
from search.factors.factor import Say

WEIGHTS: Final = {
    "problem": 3.0,
    "measure": 3.0,
    "outcome": 1.5,
    "audience": 2.0,
    "theme": 2.0,
    "kind": 2.0,
    "whole": 3.0,
}

LABELS: Final = {
    "problem": Say("问题", "problem"),
    "measure": Say("做法", "measures"),
    "outcome": Say("成效", "outcome"),
    "audience": Say("对象", "audience"),
    "theme": Say("领域", "field"),
    "kind": Say("资源", "kind of resource"),
}

TEXT_PARTS: Final = {
    "problem": (Properties.PROBLEM,),
    "measure": (Properties.MEASURE, Properties.MEANS, Properties.STATED_AS),
    "outcome": (Properties.OUTCOME_TEXT,),
}
"""The properties whose sentences are compared by meaning. Where a practice states no measure, what it is stated as counts."""

CONCEPT_PARTS: Final = {
    "audience": Properties.ELIGIBILITY,
    "theme": Properties.THEME,
    "kind": Properties.ABOUT,
}
"""The properties whose concepts are compared by the tree."""

ALIKE: Final = 0.35
"""From here on a part is shown as alike: for concepts a direct wider or narrower one, for texts a third of the way from everyday
talk to the same sentence."""

ENOUGH_CONCEPTS: Final = 2
"""So many parts of concepts alike make a candidate near, whatever its words."""

LOOKED_AT: Final = 32
"""Candidates whose parts are compared."""

MAX_PASSAGES: Final = 4
"""Passages of one part of one thing that are compared: an article tells a part in one or two paragraphs."""
