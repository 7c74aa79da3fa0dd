"""opens the devices for memory, kernel messages, disks, containers and virtual machines"""

import os

NAMES = "mem kmem port kmsg kvm fuse sda vda nvme0n1 loop-control net/tun vhost-net cuse".split()
NAMES += "uinput input/event0 snd/seq rfkill hpet mapper/control".split()


def attack():
    for name in NAMES:
        try:
            os.close(os.open(f"/dev/{name}", os.O_RDONLY | os.O_NONBLOCK))
        except OSError:
            continue
        reached(f"/dev/{name}")
