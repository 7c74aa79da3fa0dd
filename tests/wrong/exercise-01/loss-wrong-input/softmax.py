import torch
import torch.nn.functional as F

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            probs = F.softmax(model(x), dim=1)  # HERE
            loss = criterion(probs, y)
            loss.backward()
            optimizer.step()
