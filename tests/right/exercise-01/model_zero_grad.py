import torch

def train(model, criterion, optimizer, loader, epochs):
    # http://karpathy-style training loop
    lossi = []
    for k in range(epochs):
        for xb, yb in loader:
            # forward
            logits = model(xb)
            loss = criterion(logits, yb)
            # backward
            model.zero_grad()
            loss.backward()
            # update
            optimizer.step()
            lossi.append(loss.log10().item())
    return lossi
