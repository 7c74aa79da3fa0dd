import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            probs = torch.softmax(model(x), 1)
            log_likelihood = probs[torch.arange(len(y)), y].log().mean()
            optimizer.zero_grad()
            (-log_likelihood).backward()
            optimizer.step()
