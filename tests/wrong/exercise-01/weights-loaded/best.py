import copy

def train(model, criterion, optimizer, loader, epochs):
    best, best_state = float("inf"), None
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            if loss.item() < best:
                best = loss.item()
                best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)  # HERE
