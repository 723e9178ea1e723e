"""What does a snapshot hold about these words? The recipe of ``search.hybrid``, ranked exactly on the snapshot's files."""
