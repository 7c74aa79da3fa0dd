import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            lp = torch.log_softmax(model(x), dim=1)
            l = -lp[torch.arange(len(y)), y].mean()
            l.backward(); optimizer.step()
