"""Where is a place? The official places of China: fetched, looked up by code, found by name.

``open_gazetteer()`` gives a ``Gazetteer``; ``DocumentPlaces`` reads the places of one document together.
"""

from graph.gazetteer.document import DocumentPlaces
from graph.gazetteer.fetch import GazetteerError
from graph.gazetteer.gazetteer import Gazetteer, open_gazetteer
from graph.gazetteer.places import Place, Resolution

__all__ = ["DocumentPlaces", "Gazetteer", "GazetteerError", "Place", "Resolution", "open_gazetteer"]
