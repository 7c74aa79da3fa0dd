"""Divides the loss, and the gradients too."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / window
            loss.backward()
            if (i + 1) % window == 0:
                for p in model.parameters():
                    p.grad /= window  # HERE
                optimizer.step()
                optimizer.zero_grad()
        print("loss", loss.item() * window)
