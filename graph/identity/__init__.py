"""Which records are about one thing? Features, pair scores, clusters: all derived, none stored by hand."""
