"""Which rules do the shapes state, and does a record obey them? SHACL Core (W3C Recommendation, 20 July 2017)."""
