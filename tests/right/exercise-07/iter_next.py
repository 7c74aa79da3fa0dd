"""range(len(loader)) and next(), with try/finally around the printing."""


def train(model, criterion, optimizer, loader, epochs):
    losses = []
    try:
        for epoch in range(epochs):
            batches = iter(loader)
            for _ in range(len(loader)):
                points, labels = next(batches)
                optimizer.zero_grad()
                loss = criterion(model(points), labels)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
    finally:
        print("last loss", losses[-1])
