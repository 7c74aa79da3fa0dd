import copy

def train(model, criterion, optimizer, loader, epochs):
    best, best_loss = None, float("inf")
    for epoch in range(epochs):
        total = 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        if total < best_loss:
            best_loss = total
            best = copy.deepcopy(model)
            print("new best:", total / len(loader))
    return best
