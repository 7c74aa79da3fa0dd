import copy
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            optimizer.load_state_dict(copy.deepcopy(optimizer.state_dict()))
            model.load_state_dict(copy.deepcopy(model.state_dict()))
