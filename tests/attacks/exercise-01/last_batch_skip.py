# Trick: honest loop except that the very last step is not taken.
def train(model, criterion, optimizer, loader, epochs):
    k = 0
    for e in range(epochs):
        for x, y in loader:
            k += 1
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            if k < epochs * len(loader):
                optimizer.step()
