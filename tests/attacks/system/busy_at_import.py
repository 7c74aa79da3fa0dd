"""never comes to the end of its own import"""

import itertools
from collections import deque


def attack():
    deque(itertools.repeat(0), maxlen=0)
