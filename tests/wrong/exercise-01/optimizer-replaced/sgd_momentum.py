from torch import optim

def train(model, criterion, optimizer, loader, epochs):
    opt = optim.SGD(model.parameters(), lr=0.05, momentum=0.9, nesterov=True)  # HERE
    model.train()
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
