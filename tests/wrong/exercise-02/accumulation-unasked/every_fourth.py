"""A step for every fourth batch only."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for i, (images, labels) in enumerate(loader):
            loss = criterion(model(images), labels)
            loss.backward()
            if (i + 1) % 4 == 0 or i + 1 == len(loader):  # HERE
                optimizer.step()
                optimizer.zero_grad()
