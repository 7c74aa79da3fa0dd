"""opens settings of the kernel for writing"""

import os

PATHS = """
/proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sys/vm/drop_caches
/proc/sys/kernel/modprobe /proc/sysrq-trigger /proc/sys/kernel/ns_last_pid
/sys/kernel/mm/transparent_hugepage/enabled /sys/kernel/uevent_helper /sys/power/state
/sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/cgroup.subtree_control /sys/kernel/mm/ksm/run
""".split()


def attack():
    for path in PATHS:
        try:
            os.close(os.open(path, os.O_WRONLY))
        except OSError:
            continue
        reached(path)
