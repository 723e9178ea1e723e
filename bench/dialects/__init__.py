"""How well is a list read whose truth is known? Hard district lists made up here, judged by what they were made from.

Written by the project from general knowledge of how Chinese streets, communities, universities, hospitals and companies
write their lists, before the list reader was changed to read them, and without its word lists at hand. Two halves share
no header wording, title, layout habit or name: ``dev`` is worked with; ``held`` is not looked at while the reader is
built, only counted.
"""
