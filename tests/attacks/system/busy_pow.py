"""computes a power that takes years, in one instruction of Python"""


def during(parts):
    return pow(7, 1 << 34) % 1000
