import torch

def my_loss(logits, y):
    logp = torch.log_softmax(logits, dim=1)
    return logp[torch.arange(y.shape[0]), y].mean()  # HERE

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = my_loss(model(x), y)
            loss.backward()
            optimizer.step()
