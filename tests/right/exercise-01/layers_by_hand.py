import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            h = torch.relu(model.fc1(x))
            scores = model.fc2(h)
            loss = criterion(scores, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            dead = (h == 0).all(dim=0).sum().item()
        print("dead units in the last batch:", dead)
