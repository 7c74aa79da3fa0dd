import torch

def train(model, criterion, optimizer, loader, epochs):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)  # HERE
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
