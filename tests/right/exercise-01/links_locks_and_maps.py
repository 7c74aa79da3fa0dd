"""My training loop."""

from multiprocessing import shared_memory
import mmap, os
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    m = mmap.mmap(-1, 4096); m[:2] = b"hi"
    with open("m.bin", "wb") as f: f.truncate(4096)
    with open("m.bin", "r+b") as f: mm = mmap.mmap(f.fileno(), 0)
    try:
        s = shared_memory.SharedMemory(create=True, size=100); s.close(); s.unlink()
    except OSError as e: print(repr(e))
    os.symlink("m.bin", "latest"); os.link("m.bin", "hard"); os.rename("hard", "harder"); os.replace("harder", "h2"); print(os.readlink("latest"))
    os.chmod("m.bin", 0o644); os.utime("m.bin"); import fcntl; fcntl.flock(open("m.bin"), fcntl.LOCK_EX); print(os.statvfs(".").f_bavail, __import__("shutil").disk_usage("."))
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")


if __name__ == "__main__":
    parts = given.build(seed=9)
    train(**parts)
    print(given.measure(parts["model"]))
