"""How does an export become a graph again? ``import_export``; what it found is an ``ImportReport``."""

from graph.importing.report import Difference, ImportReport
from graph.importing.run import import_export

__all__ = ["Difference", "ImportReport", "import_export"]
