import copy
import torch

def train(model, criterion, optimizer, loader, epochs):
    ema = copy.deepcopy(model)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                for a, b in zip(ema.parameters(), model.parameters()):
                    a.lerp_(b, 0.01)
    model.load_state_dict(ema.state_dict())  # HERE
