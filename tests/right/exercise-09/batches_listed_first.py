"""The epoch's batches are put into a list first; each still gives its own update."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        batches = list(loader)
        losses = []
        for i in range(len(batches)):
            x, y = batches[i]
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            losses.append(loss.item())
            optimizer.step()
        print("loss", sum(losses) / len(losses))
