import torch

def train(model, criterion, optimizer, loader, epochs):
    log_softmax = torch.nn.LogSoftmax(dim=1)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            out = log_softmax(model(x))   # harmless: log_softmax of a log_softmax is itself
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
