"""Wants a small error rate: argmax has no gradient."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            guesses = model(x).argmax(dim=1)  # HERE
            loss = 1 - (guesses == y).float().mean()
            loss.requires_grad_()
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
