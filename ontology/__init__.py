"""What can exist, and how is it said? Turtle files, loaded into one frozen ``Ontology``; begin at ``ontology.load``."""
