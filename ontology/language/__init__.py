"""How is Chinese text read? Pure functions, driven by the word lists of the ontology."""
