"""The backward was copied into the inner loop, and the old one stayed: the last graph is used up."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        loss.backward()  # HERE
        print("loss", loss.item())
