"""shares a tensor by a named file, which torch leaves to a manager process of its own"""

import torch


def attack():
    torch.multiprocessing.set_sharing_strategy("file_system")
    tensor = torch.ones(1000).share_memory_()
    if tensor.is_shared():
        manager, name, size = tensor.untyped_storage()._share_filename_cpu_()
        reached(f"a shared tensor {name}, {size} bytes, by {manager}")
