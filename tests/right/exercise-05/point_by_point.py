"""Each point goes backward by itself with a third of its loss; then one step."""


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    total = 0.0
    for point, target in zip(x, y):
        loss = criterion(model(point), target) / len(x)
        loss.backward()
        total += loss.item()
    optimizer.step()
    print("loss", total)
