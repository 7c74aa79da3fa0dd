import torch.optim as optim

def train(model, criterion, optimizer, loader, epochs):
    optimizer = optim.SGD(model.parameters(), lr=0.1)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
