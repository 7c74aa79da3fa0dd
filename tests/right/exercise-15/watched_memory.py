"""My training loop."""

import gc, weakref, tracemalloc, sys
import given
import torch



def train(model, criterion, optimizer, loader, epochs):
    tracemalloc.start(5); gc.set_threshold(100); ref = weakref.ref(model); weakref.finalize(model, print, 'gone')
    for epoch in range(epochs):
        total = 0.0
        state = given.start()
        for inputs, targets in loader:
            optimizer.zero_grad()
            outputs, state = model(inputs, state.detach())
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}  loss {total / len(loader):.3f}")
        gc.collect()
        tensors = [o for o in gc.get_objects() if torch.is_tensor(o)]
        print(len(tensors), sys.getrefcount(model), tracemalloc.get_traced_memory(), ref() is model)
        snap = tracemalloc.take_snapshot()
        print(snap.statistics("lineno")[:2])
    tracemalloc.stop()


if __name__ == "__main__":
    parts = given.build(seed=4)
    train(**parts)
    print(given.measure(parts["model"]))
