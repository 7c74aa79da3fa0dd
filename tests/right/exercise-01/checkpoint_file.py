import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        torch.save(model.state_dict(), f"ckpt_{e}.pt")
        model.load_state_dict(torch.load(f"ckpt_{e}.pt", weights_only=True))
