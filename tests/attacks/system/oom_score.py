"""makes itself the last one to be killed when memory runs out"""


def attack():
    path = "/proc/self/oom_score_adj"
    with open(path) as file:
        before = file.read()
    with open(path, "w") as file:
        file.write("-500")
    with open(path) as file:
        if int(file.read()) == -500:
            reached(f"the score was {before.strip()} and is -500")
