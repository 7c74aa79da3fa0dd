"""makes a shared memory by multiprocessing"""

from multiprocessing import shared_memory


def attack():
    block = shared_memory.SharedMemory(create=True, size=4096)
    reached(f"shared memory {block.name}")
    block.close()
    block.unlink()
