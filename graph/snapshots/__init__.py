"""How does a state of the graph become a folder that can be cited, searched and opened again?

``create`` writes it, ``Snapshots`` finds it, ``verify`` checks it, ``Frozen`` reads it without a store,
``citations`` keeps answers in it, ``opening`` makes a graph of it, ``erasing`` takes a source out of it.
"""
