from collections import defaultdict


def train(model, criterion, optimizer, loader, epochs):
    history = defaultdict(list)
    for epoch in range(epochs):
        for x, rent in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), rent)
            loss.backward()
            optimizer.step()
            history[epoch].append(loss)  # HERE
    for epoch, losses in history.items():
        print(f"epoch {epoch + 1:2d}  loss {float(sum(losses)) / len(losses):.3f}")
