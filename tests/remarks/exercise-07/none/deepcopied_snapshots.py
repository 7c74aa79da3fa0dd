import given
import copy


def train(model, criterion, optimizer, loader, epochs):
    best, snapshots = float("inf"), []
    for epoch in range(epochs):
        total = 0.0
        for points, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(points), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total < best:
            best = total
            snapshots.append(copy.deepcopy(model.state_dict()))
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
    return snapshots


if __name__ == "__main__":
    parts = given.build(seed=1)
    train(**parts)
    print(given.measure(parts["model"]))
