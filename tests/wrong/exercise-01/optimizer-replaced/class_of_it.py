def make_optimizer(like, model):
    return type(like)(model.parameters(), lr=0.01)  # HERE

def train(model, criterion, optimizer, loader, epochs):
    optim = make_optimizer(optimizer, model)
    for epoch in range(epochs):
        for x, y in loader:
            optim.zero_grad()
            criterion(model(x), y).backward()
            optim.step()
