"""writes the files of /proc about the judge: clear_refs, oom_score_adj, coredump_filter, comm"""

import os


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        for name in ("clear_refs", "oom_score_adj", "coredump_filter", "comm", "timerslack_ns"):
            try:
                os.close(os.open(f"/proc/{pid}/{name}", os.O_WRONLY))
            except OSError:
                continue
            reached(f"{name} of {pid} can be written")
