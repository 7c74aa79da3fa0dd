"""lets a regular expression go back and forth for ever"""

import re


def during(parts):
    re.match(r"(a|aa)+$", "a" * 200 + "b")
