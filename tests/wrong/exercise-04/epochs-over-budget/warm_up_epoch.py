def run_epoch(model, criterion, optimizer, loader):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()


def train(model, criterion, optimizer, loader, epochs):
    print("warm-up loss", run_epoch(model, criterion, optimizer, loader))  # HERE
    for epoch in range(epochs):
        print("loss", run_epoch(model, criterion, optimizer, loader))
