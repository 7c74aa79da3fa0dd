"""Cuts the graph between backbone and head."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            logits = model.head(model.backbone(x).detach())
            loss = criterion(logits, y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(epoch, total / len(loader))
