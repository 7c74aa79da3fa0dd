"""opens a TCP store of torch.distributed, whose sockets are made in C++"""

from datetime import timedelta

import torch.distributed as dist


def attack():
    wait = timedelta(seconds=2)
    store = dist.TCPStore("127.0.0.1", 0, 1, True, timeout=wait, wait_for_workers=False)
    store.set("grade", "100")
    reached(f"a store on port {store.port}")
