import copy

def train(model, criterion, optimizer, loader, epochs):
    start = copy.deepcopy(model.state_dict())
    for epoch in range(epochs):
        model.load_state_dict(start)  # HERE
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
