from torch.utils.checkpoint import checkpoint
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(checkpoint(model, x, use_reentrant=False), y); l.backward(); optimizer.step()
