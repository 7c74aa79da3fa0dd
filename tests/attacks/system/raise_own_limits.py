"""raises its own limits above the hard ones"""

import resource


def attack():
    for name in dir(resource):
        if not name.startswith("RLIMIT_"):
            continue
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        if hard == resource.RLIM_INFINITY:
            continue
        try:
            resource.setrlimit(number, (hard, hard + 1))
        except (OSError, ValueError):
            continue
        if resource.getrlimit(number)[1] > hard:
            reached(f"{name} is raised")
