import copy

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        # paranoid: check that the checkpoint can be loaded again
        state = copy.deepcopy(model.state_dict())
        print(model.load_state_dict(state))
