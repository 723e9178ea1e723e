"""How well is a list read whose truth is known? Hard district lists made up here, judged by what they were made from.

Written by the project from general knowledge of how Chinese streets, communities, universities, hospitals and companies
write their lists, each vocabulary ("half") without the reader's word lists at hand. The halves share no header wording,
title or name. ``dev`` and ``more`` are worked with; ``past`` was held back once, was counted and in parts seen, and is
worked with since; ``north`` and ``south`` were collected widely for work, without a look at the reader; ``held`` was
written when the reader had been built and is not looked at, only counted.
"""
